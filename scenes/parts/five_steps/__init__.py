"""What the lesson five_steps alone uses."""
