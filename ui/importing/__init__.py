"""Bringing files in: dropped or chosen, looked at before anything is written."""
