"""A small airport gate on `certs` alone. See README.md."""
