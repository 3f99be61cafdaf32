"""What the lesson classification alone uses."""
