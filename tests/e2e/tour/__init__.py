"""A walk through every page as everybody who uses it, in every look: for pictures and for tests of every page."""
