"""The three uncertain numbers that matter most for an answer, in one sentence."""

from costmodel.analysis.sensitivity.one_way import Tornado
from costmodel.output.sensitivity_sentences import ends_text, lever_name

MOST = 3


def most_text(found: Tornado) -> str:
    """The three longest bars with the answers that each alone can make; empty where no uncertain number changes the answer."""
    parts = []
    for bar in found.shown[:MOST]:
        low, high = ends_text(found.question, bar)
        parts.append(f"**{lever_name(bar.lever)}** ({low} til {high} MNOK)")
    if not parts:
        return ""
    told = ", ".join(parts[:-1]) + (" og " if len(parts) > 1 else "") + parts[-1]
    what = "forskjellen mellom valgene" if found.question.is_decision else "netto nåverdi"
    return f"Mest for {what} betyr nå {told}, hver alene gjennom sitt trolige spenn. Mer på siden Følsomhet."
