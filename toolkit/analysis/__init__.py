"""Codings and decisions in, tables for people and notebooks out."""
