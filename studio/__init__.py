"""Production: turns lessons into films, posters, captions and manifests."""
