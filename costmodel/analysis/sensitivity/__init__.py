"""What would change the answer: tornado, spider, two-way grid, switching values and the smallest set that flips the sign.

Every method builds one larger batch of draws and appraises it once, so that each number is that of a single appraisal.
"""
