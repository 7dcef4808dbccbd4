"""Every answer of the engine that the pages show: asked with a scenario, kept under its key for the latest questions."""
