"""What the lesson gradient_step alone uses."""
