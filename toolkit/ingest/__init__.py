"""A file in, a transcript and an account of every word out."""
