"""Work that strangers' bytes decide the size of, in a process of its own with bounds on memory and time."""
