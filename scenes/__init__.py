"""Lessons on gradient descent, one module each, and the kit of parts they are built from."""
