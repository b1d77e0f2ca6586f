"""The log's window: every decision, by filter, with the state of its chain."""
