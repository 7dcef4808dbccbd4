"""Who answers for a folder of assumptions: its approval, what it was then, and the log of what has been edited."""
