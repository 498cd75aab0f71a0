"""Telling partners what happened, signed and repeated until it is heard."""
