"""Code and agree interviews together."""
