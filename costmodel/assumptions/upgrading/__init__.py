"""From the model's first version to its second: values, scenarios and folders of assumptions, with a note of all that changes."""
