"""A lever: what a user may move, how it is shown, and the fold with all those that a page does not show by itself."""
