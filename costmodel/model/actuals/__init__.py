"""What has been paid replaces what is modelled: in its own year in every draw, and as a level in the years after it.

An actual is of one municipality, one year and one line. It counts while the municipality has not left: history is common to all options.
"""
