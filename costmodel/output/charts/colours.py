"""What a colour means, the same on every page; each stands out 3 : 1 from the light and from the dark background.

Blue is over zero: what is gained, saved or received. Brown is under zero: what is paid or lost. Nothing else is blue or brown. Neither is
ever alone in saying so: the side of zero, a sign or a shape says the same. The other colours tell things apart and judge nothing.
"""

GAIN, LOSS = "#2F86D6", "#C8701A"
"""Over zero and under zero."""
NEUTRAL = "#7C8896"
"""Sums, what is outside, and lines that help the eye."""
TEAL, VIOLET, MAGENTA, OLIVE = "#2A8F88", "#9A63C7", "#C2558F", "#7F8A2B"
LOW_END, HIGH_END = TEAL, VIOLET
"""The ends of a number's likely span: a circle at the low end, a diamond at the high end."""
LOW_SYMBOL, HIGH_SYMBOL = "circle", "diamond"
BASE, DRAWN = TEAL, VIOLET
"""The base case and what the draws give."""
BAND, PALE = "rgba(124, 136, 150, 0.35)", "rgba(124, 136, 150, 0.22)"
"""A span behind what is drawn."""
PALE_DRAWN = "rgba(154, 99, 199, 0.5)"
"""Bars of draws, on which lines are seen."""
INK, PAPER = "#292C30", "#FFFFFF"
"""Dark and light, for texts on a field of a known colour."""
