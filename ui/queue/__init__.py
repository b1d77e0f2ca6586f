"""The middle column: the comments of a queue, one card each."""
