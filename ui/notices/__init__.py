"""What the desk tells somebody who is not looking at it: since the last session, and meanwhile."""
