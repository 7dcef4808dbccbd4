"""The municipal view of capital: what the accounts show, and loans."""
