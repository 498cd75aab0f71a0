"""The whole city in one encrypted file, and back: made while the office works, restored into an empty place only."""
