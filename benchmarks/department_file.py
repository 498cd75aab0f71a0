"""A department's file of the demo city's citizens, of either of two types, as long as one likes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from backend.demo import people, records
from certs.catalogue import load_builtin


class Kind(NamedTuple):
    """A type that is issued: its issuer, the claims of one certificate, and one row of a department's file."""

    issuer: str
    claims: int
    row: Callable[[int], dict[str, Any]]


def resident(n: int) -> dict[str, Any]:
    """A resident's ID with one of sixteen portraits."""
    person = people.person(n)
    return {
        "name": person.name, "sex": person.sex, "ethnicity": person.ethnicity, "address": person.address,
        "birth_date": person.birth_date.isoformat(), "citizen_number": person.citizen_number,
        "portrait": people.portrait(n % 16), "issuing_authority": "虚构市公安局", "valid_from": "2020-01-01",
        "valid_to": "2040-01-01",
    }  # fmt: skip


def senior(n: int) -> dict[str, Any]:
    """A senior card with what it must say and no more."""
    asked = ("name", "sex", "birth_date", "citizen_number", "issuing_authority", "issue_date")
    said = records.record("senior-card", n)
    return {"number": f"990101{n:010}", **{name: said[name] for name in asked}}


KINDS = {"resident-id": Kind("GA", 14, resident), "senior-card": Kind("MZ", 10, senior)}


def write_file(path: Path, rows: int, type_id: str = "resident-id") -> None:
    """A CSV of the demo city's citizens."""
    type = load_builtin().by_id(type_id)
    assert type is not None
    kind = KINDS[type_id]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [one.columns[0] for one in type.fields.values()])
        writer.writeheader()
        writer.writerows(records.row(type, kind.row(n)) for n in range(rows))
