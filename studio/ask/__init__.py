"""What is asked: requests, lessons, the digest of inputs, and errors."""
