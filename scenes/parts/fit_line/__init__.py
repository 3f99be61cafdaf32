"""What the lesson fit_line alone uses."""
