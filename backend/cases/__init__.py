"""Room cases: one application at one window: scan, exempt, fill the form."""
