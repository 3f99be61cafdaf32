"""What the lesson steepest alone uses."""
