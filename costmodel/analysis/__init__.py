"""Questions asked of the model, one a module; results hold numbers, never words."""
