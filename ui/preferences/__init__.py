"""What can be chosen: language, appearance, the moderator's name, reasons, and where keys stand."""
