"""Codings in, coefficients with their intervals out."""
