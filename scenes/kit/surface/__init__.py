"""The loss surface in space, with its axes, marks and paths."""
