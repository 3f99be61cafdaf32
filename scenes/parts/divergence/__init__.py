"""What the lesson divergence alone uses."""
