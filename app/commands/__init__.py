"""The program without its window: commands for scripts and for machines without a screen."""
