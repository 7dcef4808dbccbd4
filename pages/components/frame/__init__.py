"""What stands above every page: which scenario it shows, how that is changed and shared, and what a link or an upload led to."""
