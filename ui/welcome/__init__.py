"""The first minute at the desk, and later when asked for."""
