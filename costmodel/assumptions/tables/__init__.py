"""Tables as people have them: one set of habits for every CSV file, and for names of municipalities."""
