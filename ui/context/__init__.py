"""The right column: one comment beside its article, its conversation and its writer."""
