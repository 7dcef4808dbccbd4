"""Commands about what is known: what has been paid."""
