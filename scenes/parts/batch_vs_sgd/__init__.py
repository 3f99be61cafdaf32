"""What the lesson batch_vs_sgd alone uses."""
