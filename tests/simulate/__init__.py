"""One working day of a city in virtual time, through the program's own use cases: `python -m tests.simulate`."""
