"""Isso: its queue, its client, what it tells and what it can be asked to do."""
