"""What is drawn with: layout, theme, text, numbers, markers, outlines, and what they claim."""
