"""Every command by its name, and every key on one sheet."""
