"""Why a number moved, in words."""
