"""Charts of what would change the answer: one number at a time, two at a time, and what they show in words."""
