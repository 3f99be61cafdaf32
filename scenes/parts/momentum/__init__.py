"""What the lesson momentum alone uses."""
