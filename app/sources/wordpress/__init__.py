"""WordPress: its REST interface and its export files, told in the same words."""
