"""Realistic records of every built-in type, taken from the demo city."""

from __future__ import annotations

from datetime import date
from typing import Any

from backend.demo.records import record
from certs.catalogue import CertificateType, load_builtin

TODAY = date(2026, 6, 1)
TYPES = load_builtin().types


def sample_record(type_id: str, n: int) -> dict[str, Any]:
    """The n-th record of a type: valid under all its validators and rules, the same on every machine."""
    return record(type_id, n)


def sample_type(type_id: str) -> CertificateType:
    """A built-in type that must be there."""
    found = load_builtin().by_id(type_id)
    assert found is not None, type_id
    return found


def clean_sample(type_id: str, n: int = 0) -> dict[str, Any]:
    """The clean form of a sample, which must have no problem."""
    clean, problems = sample_type(type_id).check(sample_record(type_id, n), today=TODAY)
    assert problems == []
    return clean
