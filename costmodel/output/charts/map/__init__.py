"""The map of the municipalities: a coastline, bubbles that stand apart, names that have room, and what it shows in words."""
