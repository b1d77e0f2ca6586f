"""File formats that are no site's own business: one file for each."""
