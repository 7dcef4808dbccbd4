"""What an answer says of itself: which question, on which numbers, made by what."""
