"""Everything of Lời Bình that needs no window: what a newsroom knows, keeps and does."""
