"""Tests of room matters."""
