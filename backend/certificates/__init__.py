"""Room certificates: issue, change, suspend, revoke; the holder's wallet."""
