"""A project in or out of a file."""
