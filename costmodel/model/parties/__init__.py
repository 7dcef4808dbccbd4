"""Who pays and who gains: the parties beside the municipality, the distribution of a choice, and the region as a whole."""
