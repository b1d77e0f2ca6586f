"""Everything with a window in it, one folder per place on the screen."""
