"""The model on nodes: what the cells decide, and what the engine's own lines leave when they run on them."""
