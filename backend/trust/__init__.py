"""Room trust: issuer keys and their states, trust lists, status lists, the offline bundle."""
