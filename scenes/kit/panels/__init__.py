"""Axes and what stands still on them: contours, curves, clouds, readouts."""
