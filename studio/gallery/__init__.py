"""Pages that show films: a player each, what is behind it, and embeds to copy."""
