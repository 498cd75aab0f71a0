"""Records of the demo city for every certificate type that comes with the system, ready for import.

`record(type_id, n)` is a dict with the type's own field names; `row` gives the same under Chinese column headings.
Number n always means the same citizen or company as in `people`, so that the wallets of the city agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backend.demo import people
from backend.demo.citizen_records import OF_CITIZENS
from backend.demo.company_records import OF_COMPANIES
from backend.demo.writing import Record, chance
from certs.catalogue import CertificateType


def holder_index(type_id: str, n: int) -> int:
    """The citizen who holds the n-th certificate of a type: senior cards go to couples over 60, births to the others.

    A certificate of birth is held by the mother, the odd number of a couple.
    """
    if type_id == "senior-card":
        return n // 2 * 4 + 2 + n % 2
    if type_id == "birth":
        return n * 4 + 1
    return n


def record(type_id: str, n: int, seed: int = 1) -> Record:
    """The n-th record of a type, n from 0; dates lie before 1 January 2026. Raises KeyError for a type not built in."""
    random = chance(seed, type_id, n)
    if type_id in OF_COMPANIES:
        return OF_COMPANIES[type_id](people.organisation(n, seed), random)
    return OF_CITIZENS[type_id](people.person(holder_index(type_id, n), seed), random, seed)


def row(type_: CertificateType, values: Mapping[str, Any]) -> dict[str, str]:
    """A record as a spreadsheet row: Chinese headings, every cell text, 长期 for an open end."""
    return {field.columns[0]: _cell(values.get(name, "")) for name, field in type_.fields.items()}


def _cell(value: Any) -> str:
    if value is None:
        return "长期"
    if isinstance(value, list | tuple):
        return "；".join(f"{person['name']}/{person['code_type']}/{person['code']}" for person in value)
    return str(value)
