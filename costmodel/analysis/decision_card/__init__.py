"""The decision card: what a municipality can choose, what comes of it for whom, how sure that is, what turns it, and by when."""
