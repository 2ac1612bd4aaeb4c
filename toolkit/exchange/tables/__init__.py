"""Codebooks and codings out of CSV files, and our own tables into them."""
