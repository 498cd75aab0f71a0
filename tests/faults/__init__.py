"""What breaks on purpose: `make faults` runs all of it, `make test` the quick ones (`test_*.py`)."""
