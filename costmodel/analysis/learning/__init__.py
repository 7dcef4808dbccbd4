"""Learning: what a measurement makes of the draws, what the next one is worth, and whether to wait for it."""
