"""The examples, run against a server."""
