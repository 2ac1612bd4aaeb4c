"""A transcript in, left-over identifiers out."""
