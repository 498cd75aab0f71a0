"""Batches: a department's file or waiting records, checked, approved by a second person, issued in chunks."""
