"""What the lesson adaptive alone uses."""
