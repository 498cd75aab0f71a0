"""Tests against vectors published by others; they are collected where the vectors' folder is present."""

from tests.certs.outside.folder import VECTORS

collect_ignore_glob = [] if VECTORS.is_dir() else ["test_*.py"]
