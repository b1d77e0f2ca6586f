"""Where a moderator writes: a reply, an edit, a note, in place."""
