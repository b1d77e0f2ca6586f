"""Decisions on their way back to the sites: what waits, failed and was sent."""
