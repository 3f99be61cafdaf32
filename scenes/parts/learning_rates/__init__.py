"""What the lesson learning_rates alone uses."""
