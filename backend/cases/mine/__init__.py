"""What applicants do themselves: apply online, sign, promise, follow, withdraw."""
