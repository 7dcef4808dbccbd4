"""Version of the model: changes when the same inputs give other numbers."""

MODEL_VERSION = "1.0.0"
