"""Production: turns lessons into films, posters, captions and manifests."""

# Of Python: what would have other code imported or left out, or make a fuss of warnings.
VARIABLES = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONWARNINGS",
    "PYTHONINSPECT",
    "PYTHONOPTIMIZE",
    "PYTHONDEVMODE",
)
