"""Production: turns lessons into films, posters, captions and manifests."""

# Of Python: what would have other code imported, or make an error of another package's warning.
VARIABLES = ("PYTHONPATH", "PYTHONWARNINGS", "PYTHONINSPECT")
