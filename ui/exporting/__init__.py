"""Comments on their way out of the desk, into a file."""
