"""A run of one weight over its loss curve: point, tangent, numbers."""
