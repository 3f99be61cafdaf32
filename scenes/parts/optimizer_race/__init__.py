"""What the lesson optimizer_race alone uses."""
