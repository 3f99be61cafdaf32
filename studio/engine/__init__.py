"""The only door to manim's inside."""
