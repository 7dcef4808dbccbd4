"""What is allowed but unlikely: a number beside its neighbours, its range and what it was. Each finding has both readings."""
