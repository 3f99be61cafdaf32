"""Many lessons at once: processes, progress, publishing."""
