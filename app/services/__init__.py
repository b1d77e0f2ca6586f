"""Use cases, free of Qt: what a desk, a command or a script asks of the newsroom."""
