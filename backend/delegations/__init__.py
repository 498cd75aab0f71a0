"""Certificates that their holder lends to somebody, with limits: named, signed, accepted, taken back at once."""
