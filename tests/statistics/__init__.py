"""The room statistics."""
