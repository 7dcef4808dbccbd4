"""Charts, their alternative texts and the columns of the tables beside them."""
