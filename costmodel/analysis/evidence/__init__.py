"""What is known beside what the model says."""
