"""Connecting the newsroom to the sites that its comments come from."""
