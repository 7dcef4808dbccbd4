"""A scenario in and out as text: links, files, batches."""
