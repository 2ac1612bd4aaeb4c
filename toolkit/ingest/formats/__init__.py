"""A file in, the lines it holds out: one reader for each format."""
