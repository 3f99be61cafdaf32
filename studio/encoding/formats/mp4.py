"""MP4: a beat cut from the film as it is."""

from studio.encoding.formats import Format

FORMAT = Format("plays everywhere", ".mp4", width=1920, fps=60)
