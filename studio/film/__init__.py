"""One lesson to its film, poster, captions and manifest."""
