"""Codebooks as the REFI-QDA standard has them, so that other programs can read them."""
