"""Version of the model: changes when the same inputs give other numbers. ``docs/versions.md`` has the rule and the history."""

MODEL_VERSION = "2.0.0"
