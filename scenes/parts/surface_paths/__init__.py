"""What the lesson surface_paths alone uses."""
