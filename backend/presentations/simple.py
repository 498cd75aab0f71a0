"""A request in the words of this office, made into DCQL: certificate types and their fields.

Rules: 1. a type stands for one credential, named by the type's id; 2. fields are asked for by name; without any, only
what the certificate always shows; 3. what is optional is a set of its own that need not be answered.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.presentations.dcql import FORMAT
from backend.presentations.refusals import QueryInvalid
from certs.catalogue import Catalogue


def to_dcql(wanted: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> dict[str, Any]:
    """`wanted`: [{type, fields, optional}], as the schema has read it. Raises QueryInvalid."""
    credentials = [_credential(one, place, catalogue) for place, one in enumerate(wanted)]
    if len({one["id"] for one in credentials}) != len(credentials):
        raise QueryInvalid(errors=[{"path": "/certificates", "problem": "a type stands twice"}])
    query: dict[str, Any] = {"credentials": credentials}
    if any(one["optional"] for one in wanted):
        query["credential_sets"] = [
            {"options": [[one["type"]]], "required": not one["optional"]} for one in wanted
        ]  # fmt: skip
    return query


def _credential(one: Mapping[str, Any], place: int, catalogue: Catalogue) -> dict[str, Any]:
    type = catalogue.by_id(one["type"])
    if type is None:
        raise QueryInvalid(errors=[{"path": f"/certificates/{place}/type", "problem": "no such type"}])
    claims = [{"path": [name]} for name in one["fields"]]
    asked = {"id": type.id, "format": FORMAT, "meta": {"vct_values": [type.vct]}}
    return asked | ({"claims": claims} if claims else {})
