"""Insights: how much comes in and is decided, how quickly, by whom and why not, in charts."""
