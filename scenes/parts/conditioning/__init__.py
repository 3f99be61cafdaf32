"""What the lesson conditioning alone uses."""
