"""What is asked for: of each certificate type the fields that must be shown, and those that may be.

1. A type is named once, with at least one field, each field once; type and fields are the catalogue's.
2. A type without a required field may be left out as a whole.
3. What the asker's purpose is not registered for refuses the whole request, and each such place is named.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.errors import Forbidden, Invalid
from backend.requests.refusals import OverAsking
from backend.verification.policy import Permitted, refusal
from backend.verification.verifiers import RegisteredVerifier
from certs.catalogue import Catalogue, CertificateType

Problem = dict[str, str]


@dataclass(frozen=True)
class Wanted:
    """Names of the fields of one type."""

    type: CertificateType
    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.required, *self.optional)

    def stored(self) -> dict[str, Any]:
        return {"type": self.type.id, "required": list(self.required), "optional": list(self.optional)}

    def document(self) -> dict[str, Any]:
        """The type and its fields by name, the required ones first."""
        titles = {one.name: one.title for one in self.type.by_label.values()}
        fields = [
            {"name": name, "label": dict(titles[name]), "required": name in self.required}
            for name in self.names if name in titles
        ]  # fmt: skip
        named = {"id": self.type.id, "number": self.type.number, "name": dict(self.type.name)}
        return {"type": named, "holder_kind": self.type.holder_kind, "optional": not self.required, "fields": fields}


def read_wanted(given: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> list[Wanted]:
    """Rule 1. Raises Invalid naming each place."""
    problems = list(_problems(given, catalogue))
    if problems:
        raise Invalid(errors=problems)
    return stored_wanted(given, catalogue)


def stored_wanted(rows: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> list[Wanted]:
    """As it was stored; a type that was withdrawn from the catalogue since is left out."""
    named = ((catalogue.by_id(one["type"]), one) for one in rows)
    return [Wanted(type_, tuple(one["required"]), tuple(one["optional"])) for type_, one in named if type_ is not None]


def check_asked(wanted: Sequence[Wanted], verifier: RegisteredVerifier, purpose: str) -> None:
    """Rule 3. Raises OverAsking."""
    if purpose not in verifier.purposes:
        raise OverAsking(errors=[{"path": "/purpose", "problem": "not registered"}])
    refuse_beyond(wanted, verifier.permitted(purpose), OverAsking)


def refuse_beyond(wanted: Sequence[Wanted], permitted: Permitted, error: Callable[..., Forbidden]) -> None:
    """Raises `error` naming each type and field that is not permitted."""
    refused = ((place, refusal(permitted, one.type.number, one.names)) for place, one in enumerate(wanted))
    problems = [
        {"path": f"/certificates/{place}", "problem": f"{why[0]}: {why[1] or wanted[place].type.id}"}
        for place, why in refused if why is not None
    ]  # fmt: skip
    if problems:
        raise error(errors=problems)


def _problems(given: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, one in enumerate(given):
        path = f"/certificates/{place}"
        type_, names = catalogue.by_id(one["type"]), [*one["required"], *one["optional"]]
        if type_ is None:
            yield {"path": f"{path}/type", "problem": "unknown certificate type"}
            continue
        if one["type"] in seen:
            yield {"path": f"{path}/type", "problem": "named twice"}
        seen.add(one["type"])
        unknown = sorted(set(names) - {*type_.fields, *type_.derived})
        if unknown:
            yield {"path": path, "problem": f"unknown fields: {', '.join(unknown)}"}
        if not names:
            yield {"path": path, "problem": "no field is named"}
        if len(set(names)) != len(names):
            yield {"path": path, "problem": "a field is named twice"}
