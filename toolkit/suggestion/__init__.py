"""Segments and a codebook in, proposals with their reasons out."""
