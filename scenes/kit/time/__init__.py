"""When things happen: playheads, paces, stages, and what redraws itself."""
