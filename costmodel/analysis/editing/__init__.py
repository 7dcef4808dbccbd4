"""What an edit of the files does to the answer, and which edit makes the model say what was published."""
