"""Where comments come from: one file per kind of source, all behind `record.Reader`."""
