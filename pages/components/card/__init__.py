"""The decision card on a page: whole on the first one, shorter on the others, and the same everywhere."""
