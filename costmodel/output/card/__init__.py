"""The decision card in words: its sentences, its tables and how its amounts are written; the words stand in ``card.yaml``."""
