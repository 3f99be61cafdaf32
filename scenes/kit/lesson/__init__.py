"""What a lesson is: its beats, parameters, words and frame."""
