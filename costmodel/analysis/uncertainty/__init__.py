"""How sure the answer is: distributions and their correlation, draws, what comes of them, and what drives it."""
