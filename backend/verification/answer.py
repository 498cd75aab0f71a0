"""Shapes verdicts for the people and programs that asked: texts in both languages, labels, next steps.

Built as plain dicts and cached pieces, because this runs on the hot path; `schemas.VerdictAnswer` documents the shape.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson

from backend.verification import live, packs, printed, seen_history
from backend.verification.models import VerdictRow
from backend.verification.verdict import Abroad, Behalf, Shown, Verdict
from backend.web.strict import rfc3339
from certs.catalogue import CertificateType, DerivedField, Field
from certs.reasons import REASONS
from certs.report import CHECK_NAMES
from certs.verify import Check

TITLES = {**CHECK_NAMES, **live.NAMES, **packs.NAMES, **printed.NAMES, **seen_history.NAMES}


def answer(verdict: Verdict) -> bytes:
    """The JSON document of a verdict, disclosed fields included."""
    document = {
        "id": verdict.id,
        "accepted": verdict.accepted,
        **reason_texts(verdict.reason),
        "checks": _checks(verdict.checks),
        "certificates": [_certificate(shown) for shown in verdict.shown],
        "as_of": rfc3339(verdict.as_of),
        "verifier": verdict.verifier_id,
        "purpose": verdict.purpose,
        "receipt": verdict.receipt,
    }
    if verdict.brought_by is not None:
        document["brought_by"] = verdict.brought_by
    if verdict.abroad is not None:
        document["region"] = _region(verdict.abroad)
    if verdict.on_behalf is not None:
        document["on_behalf"] = _behalf(verdict.on_behalf)
    return orjson.dumps(document)


def _behalf(by: Behalf) -> dict[str, str]:
    return {"kind": by.kind, "name": by.name}


def _region(abroad: Abroad) -> dict[str, Any]:
    issuer = {"code": abroad.issuer, "name": dict(abroad.issuer_name)}
    return {"id": abroad.region, "name": dict(abroad.name), "issuer": issuer, "as_of": rfc3339(abroad.as_of)}


def stored_answer(row: VerdictRow) -> dict[str, Any]:
    """A verdict read again later: the same, without the fields' values, which are not kept."""
    return {
        "id": str(row.verdict_id),
        "accepted": row.outcome == "accepted",
        **reason_texts(row.reason),
        "checks": [_plain_check(**check) for check in row.checks],
        "certificates": row.shown,
        "as_of": rfc3339(row.at),
        "verifier": row.verifier_id,
        "purpose": row.purpose,
        "receipt": row.receipt,
    }


def verdict_dict(verdict: Verdict) -> dict[str, Any]:
    """`answer` as a value, for documents that hold a verdict among other things."""
    document: dict[str, Any] = orjson.loads(answer(verdict))
    return document


def reason_texts(reason: str | None) -> Mapping[str, Any]:
    """`reason` with `text` and `next_step` in zh and en; all None when there is none."""
    known = REASONS.get(reason or "")
    if known is None:
        return {"reason": reason, "text": None, "next_step": None}
    return {
        "reason": reason,
        "text": {"zh": known.zh, "en": known.en},
        "next_step": {"zh": known.next_zh, "en": known.next_en},
    }


@lru_cache(maxsize=1024)
def _checks(checks: tuple[Check, ...]) -> orjson.Fragment:
    """The list as ready JSON; there are few kinds of lists."""
    return orjson.Fragment(orjson.dumps([_plain_check(check.name, check.result, check.reason) for check in checks]))


def _plain_check(name: str, result: str, reason: str | None = None) -> dict[str, Any]:
    zh, en = TITLES.get(name, (name, name))
    return {"name": name, "title": {"zh": zh, "en": en}, "result": result, **reason_texts(reason)}


def _certificate(shown: Shown) -> dict[str, Any]:
    name, labels = _words(shown.type)
    return {
        "certificate_id": shown.certificate_id,
        "type": name,
        "valid_to": shown.valid_to if shown.type.validity.end in shown.fields else None,  # a field like any other
        "fields": [{"name": name, "label": labels[name], "value": value} for name, value in shown.fields.items()],
        **({} if shown.on_behalf is None else {"on_behalf": _behalf(shown.on_behalf)}),
    }


Words = tuple[orjson.Fragment, dict[str, orjson.Fragment]]
_WORDS: dict[int, tuple[CertificateType, Words]] = {}


def _words(type_: CertificateType) -> Words:
    """The type's name, and each field's label, as ready JSON; kept by the identity of the type, which lives as long as
    the program."""
    known = _WORDS.get(id(type_))
    if known is None or known[0] is not type_:
        every: dict[str, Field | DerivedField] = {**type_.fields, **type_.derived}
        name = _ready({"id": type_.id, "number": type_.number, "name": dict(type_.name)})
        known = type_, (name, {name: _ready(dict(field.title)) for name, field in every.items()})
        _WORDS[id(type_)] = known
    return known[1]


def _ready(value: dict[str, Any]) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(value))
