"""The newsroom's own form on the web: a small service beside the desk, on the same database."""
