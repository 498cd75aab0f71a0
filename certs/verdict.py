"""The values around a verification: what a verifier requires, each check's result, and the verdict. No rules here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from certs.catalogue import CertificateType
from certs.notes import Note
from certs.place import OFFLINE, OnBehalf
from certs.trust import Region

Result = Literal["passed", "failed", "skipped", "deferred", "warning"]


class Required(NamedTuple):
    """What this verifier asks of a code. Times are seconds; all but the first two are given by name.

    `audience`: its own id. `challenge`: the 8 bytes it showed (then the code must be made out to it). `nonce_ok`: the
    caller vouches that the code's cnonce is one of its own, so the phone's clock does not matter. `permitted`: type
    number to the field names its purpose may see (None: all). `needed`: names that must be shown. `stale_ok`: an old
    list is a warning, not a failure. `place`: what kind of verifier it is (`certs.place`), for codes shown on behalf.
    `audience_here`: its id with the city's host, `bank-1@city.example`, the name that no other city's verifier has.
    """

    audience: str
    challenge: bytes | None = None
    nonce_ok: bool = False
    permitted: Mapping[int, frozenset[str]] | None = None
    needed: frozenset[str] = frozenset()
    iat_past: int = 90
    iat_future: int = 30
    stale_ok: bool = False
    place: int = OFFLINE
    audience_here: str | None = None


class Check(NamedTuple):
    """One check by its stable name. `reason`: why it failed or warns, one of `certs.reasons`. `note`: what is to be
    known beside it, of `certs.notes`."""

    name: str
    result: Result
    reason: str | None = None
    note: Note | None = None


class Accepted(NamedTuple):
    """Every check passed (or is deferred to the caller, or warns). `fields` by name; times in Unix seconds. `region`:
    whose certificate it is where it is not of this one; type and fields are then what they are here. `on_behalf`: who
    shows it, where that is not its holder."""

    checks: tuple[Check, ...]
    once_id: bytes
    type: CertificateType
    handle: str
    issuer: str
    fields: dict[str, Any]
    iat: int
    aud: str
    cnonce: bytes | None
    status: tuple[int, int]
    status_as_of: int | None
    device_thumbprint: bytes
    exp: int
    region: Region | None = None
    on_behalf: OnBehalf | None = None


class Rejected(NamedTuple):
    """The first failed check is `reason`. `once_id` when the form was right; issuer, handle, type, status (list, index)
    and `on_behalf` only when the issuer's signature was valid. No field is ever given out."""

    reason: str
    checks: tuple[Check, ...]
    once_id: bytes | None = None
    issuer: str | None = None
    handle: str | None = None
    type: CertificateType | None = None
    status: tuple[int, int] | None = None
    status_as_of: int | None = None
    region: Region | None = None
    on_behalf: OnBehalf | None = None
