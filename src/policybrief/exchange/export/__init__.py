"""Copies of a corpus for exploring."""
