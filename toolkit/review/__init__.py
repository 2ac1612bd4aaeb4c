"""Revealed codings in, differences out; votes and a rule in, a verdict out."""
