"""Commands about what is learnt: from a measurement, and what the next one is worth."""
