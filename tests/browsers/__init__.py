"""The phone's main path in the engines that citizens' phones have: `make browsers`."""
