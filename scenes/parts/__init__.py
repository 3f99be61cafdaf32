"""What one lesson alone uses, a folder each; folders never import one another."""
