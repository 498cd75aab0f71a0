"""What is applied for on behalf of a partner, read from a body and judged. A refusal names every place at once.

Rules: 1. at least one purpose, each with a text in both languages, a legal ground and at least one type with at least
one field; 2. types and fields exist; 3. "*", every field of a type, needs a duty by law and a reason; 4. a duty by law
names the law; 5. a contract opens no portrait, no number of a person or an account, and nothing of a person's health;
6. at least one channel; a limit is of a channel that is applied for; 7. it ends within two years; 8. the logo is a
small PNG and nothing else; 9. keys are one to five public P-256 keys.
"""

import base64
import binascii
import struct
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from backend.errors import Conflict
from backend.partners.register import CLIENT_ID, PartnerMalformed, check_keys
from backend.partners.registration import LIMITS
from backend.registries.calendar import day_of, end_of
from backend.verification.asked import MARK
from backend.verification.policy import known_names
from backend.verification.verifiers import TAKEN
from certs.catalogue import Catalogue, CertificateType

EVERY = "*"
MOST_DAYS = 731
MOST_LOGO, LEAST_SIDE, MOST_SIDE = 24_576, 16, 512  # bytes, pixels
PNG, DATA_URL = b"\x89PNG\r\n\x1a\n", "data:image/png;base64,"
PERSONAL = frozenset({"citizen_number", "bank_card", "phone"})  # validators of numbers of a person or an account
HEALTH = frozenset({"disability"})
SECRET, KEYS, KEEP = "secret", "keys", "keep"
Problem = dict[str, str]


class OverAsking(PartnerMalformed):
    """`errors` names each purpose, type or field that may not be registered so."""

    code = "partner_over_asking"
    zh = "申请的字段超出其用途和法律依据允许的范围"
    en = "More is asked for than the purpose and its legal ground allow"
    next_zh = "请在所列之处减少字段，或改正法律依据"
    next_en = "In the places listed, ask for fewer fields or mend the legal ground"


class NothingChanges(Conflict):
    code = "partner_unchanged"
    zh = "申请内容与已登记的相同"
    en = "What is applied for is registered already"
    next_zh = "无需申请；如需更换密钥或口令，请在申请中选择"
    next_en = "Nothing need be applied for; choose new keys or a new secret if those are to change"


def read_document(body: Mapping[str, Any], *, catalogue: Catalogue, now: int) -> dict[str, Any]:
    """The canonical document of an application. Raises PartnerMalformed (form), OverAsking (rules 1 to 5)."""
    malformed = [*_form(body, now=now)]
    if malformed:
        raise PartnerMalformed(errors=malformed)
    asking = [*_asking(body["purposes"], catalogue)]
    if asking:
        raise OverAsking(errors=asking)
    proof = body["proves_by"]
    if proof == KEYS:
        check_keys({"keys": body["keys"]})
    return {
        "name": dict(body["name"]), "legal_name": dict(body["legal_name"]), "logo": body["logo"],
        "contact": dict(body["contact"]), "purposes": {one["purpose"]: _purpose(one) for one in body["purposes"]},
        "channels": sorted(set(body["channels"])),
        "limits": dict(_limit(one) for one in body["limits"] if not _is_usual(one)),
        "expires_at": end_of(body["expires_on"]), "proves_by": proof, "keys": body["keys"] if proof == KEYS else [],
        "overlap_hours": body["overlap_hours"],
    }  # fmt: skip


def rights_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """purpose -> type number -> fields, as a verifier keeps them."""
    return {purpose: dict(given["types"]) for purpose, given in document["purposes"].items()}


def registration_from(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a partner's row keeps: all that is shown, but for name and fields."""
    kept = {name: document[name] for name in ("legal_name", "logo", "contact", "channels", "limits")}
    texts = {
        purpose: {name: text for name, text in given.items() if name != "types"}
        for purpose, given in document["purposes"].items()
    }
    return kept | {"purposes": texts}


def _purpose(one: Mapping[str, Any]) -> dict[str, Any]:
    types = {str(type_["number"]): EVERY if type_["fields"] == [EVERY] else list(dict.fromkeys(type_["fields"]))
             for type_ in one["types"]}  # fmt: skip
    kept = {name: one[name] for name in ("zh", "en", "legal_ground", "basis", "keep_days", "why_all")}
    return kept | {"types": types}


def _limit(one: Mapping[str, Any]) -> tuple[str, dict[str, int]]:
    return one["channel"], {"day": one["day"], "minute": one["minute"]}


def _is_usual(one: Mapping[str, Any]) -> bool:
    usual = LIMITS[one["channel"]]
    return bool((one["day"], one["minute"]) == (usual.day, usual.minute))


def _form(body: Mapping[str, Any], *, now: int) -> Iterator[Problem]:
    """Rules 6 to 8, and ids that cannot be given."""
    if not CLIENT_ID.fullmatch(body["client_id"]) or body["client_id"] in TAKEN:
        yield _at("/client_id", "3 to 40 characters of A-Z a-z 0-9 . _ -, and not a word of ours")
    names = [one["purpose"] for one in body["purposes"]]
    if len(set(names)) < len(names):
        yield _at("/purposes", "a purpose stands twice")
    limited = [one["channel"] for one in body["limits"]]
    if len(set(limited)) < len(limited) or not set(limited) <= set(body["channels"]):
        yield _at("/limits", "one limit for each channel that is applied for, at most")
    last = day_of(now) + timedelta(days=MOST_DAYS)
    if not day_of(now) <= body["expires_on"] <= last:
        yield _at("/expires_on", f"from today to {last}")
    problem = None if body["logo"] is None else logo_problem(body["logo"])
    if problem:
        yield _at("/logo", problem)


def logo_problem(url: str) -> str | None:
    """Rule 8: why this data URL is not taken, or None."""
    if not url.startswith(DATA_URL):
        return f"a PNG as a data URL: {DATA_URL}…"
    try:
        data = base64.b64decode(url.removeprefix(DATA_URL), validate=True)
    except (binascii.Error, ValueError):
        return "not base64"
    if len(data) > MOST_LOGO:
        return f"at most {MOST_LOGO} bytes"
    if not data.startswith(PNG + b"\x00\x00\x00\x0dIHDR") or len(data) < 45:
        return "not a PNG"
    sides = struct.unpack(">II", data[16:24])
    if not all(LEAST_SIDE <= side <= MOST_SIDE for side in sides):
        return f"{LEAST_SIDE} to {MOST_SIDE} pixels each way"
    return None


def _asking(purposes: list[Mapping[str, Any]], catalogue: Catalogue) -> Iterator[Problem]:
    """Rules 1 to 5."""
    for one in purposes:
        path = f"/purposes/{one['purpose']}"
        if one["legal_ground"] == "statutory" and not one["basis"]:
            yield _at(f"{path}/basis", "a duty by law names the law")
        numbers = [type_["number"] for type_ in one["types"]]
        if len(set(numbers)) < len(numbers):
            yield _at(f"{path}/types", "a type stands twice")
        for given in one["types"]:
            type_ = catalogue.by_number(given["number"])
            where = f"{path}/types/{given['number']}"
            if type_ is None:
                yield _at(where, "unknown certificate type")
            else:
                yield from (_at(where, problem) for problem in _fields(type_, given["fields"], one))


def _fields(type_: CertificateType, names: list[str], purpose: Mapping[str, Any]) -> Iterator[str]:
    if EVERY in names:
        if len(names) > 1:
            yield "every field, or some by name"
        elif purpose["legal_ground"] != "statutory" or not purpose["why_all"]:
            yield "every field needs a duty by law and a reason (why_all)"
        return
    unknown = sorted(set(names) - known_names(type_))
    if unknown:
        yield f"unknown fields: {', '.join(unknown)}"
    elif purpose["legal_ground"] == "contract":
        beyond = sorted(name for name in set(names) if is_sensitive(type_, name))
        if beyond:
            yield f"not for a contract: {', '.join(beyond)}"


def is_sensitive(type_: CertificateType, name: str) -> bool:
    """Rule 5; also of what is computed from such a field. Ages are not, nor is what is only asked (`asked`)."""
    if name.startswith(MARK):
        return type_.id in HEALTH
    derived = type_.derived.get(name)
    if derived is not None and derived.kind == "boolean":
        return type_.id in HEALTH
    field = type_.fields[derived.source if derived is not None else name]
    return type_.id in HEALTH or field.kind == "image" or bool(PERSONAL & set(field.validators))


def _at(path: str, problem: str) -> Problem:
    return {"path": path, "problem": problem}


def last_day(document: Mapping[str, Any]) -> date:
    """The last day on which the partner may ask."""
    return day_of(document["expires_at"] - 1)
