"""Slide decks from clips: a page for the browser, PowerPoint, a handout, Beamer."""
