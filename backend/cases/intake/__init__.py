"""Take in a case: scan, strike off, accept, defer; what windows do, and what the clock ends."""
