"""Why a number moved: the change between two scenarios or folders split over what is changed."""
