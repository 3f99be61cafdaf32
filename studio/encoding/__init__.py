"""Pixels to files."""
