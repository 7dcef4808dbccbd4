"""Commands that change a folder of assumptions."""
