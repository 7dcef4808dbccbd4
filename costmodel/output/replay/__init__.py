"""An answer read back, held beside the same asked again, and why it moved, in words."""
