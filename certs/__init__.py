"""Liangma certificates: a pure library that signs, reads and verifies electronic certificates and their codes.

It has no clock, opens no socket and reads no file (only `python -m certs` does): time, keys and trust are arguments.
"""
