"""Commands of the finance department."""
