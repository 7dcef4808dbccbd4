"""Commands about why a number moved."""
