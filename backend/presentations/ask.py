"""A partner or window asks: a request is made, to be fetched by one wallet and answered once.

Rules: 1. every type and field of the query is registered for the purpose, or nothing is made; 2. on the same device
the answer leads back to the asker's own page, so it names one; 3. reference, nonce and state are random, and the
reference is kept as a keyed digest; 4. an encrypted answer gets a key of its own, sealed until it is used; 5. a request
lives five minutes.
"""

import secrets
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import insert
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.errors import Invalid
from backend.presentations import addresses, dcql
from backend.presentations.encryption import OwnKey, new_key, own_key
from backend.presentations.models import Presentation
from backend.presentations.reader import reader_at
from backend.presentations.refusals import OverAsking
from backend.presentations.statements import Request
from backend.security import Box
from backend.verification import policy
from backend.verification.verifiers import RegisteredVerifier
from backend.web.request import Services
from certs import base64url
from certs.catalogue import Catalogue

LIFE = 300
SAME_DEVICE, CROSS_DEVICE = "same_device", "cross_device"
ENCRYPTED = "direct_post.jwt"


@dataclass(frozen=True)
class Asked:
    """`query` is DCQL as the wallet will read it."""

    purpose: str
    query: dict[str, Any]
    flow: str
    response_mode: str
    redirect_uri: str | None


@dataclass(frozen=True)
class Made:
    """A request that waits. `uri` is what a QR code holds; `haip_uri` the same for wallets of HAIP 1.0; `link` leads to
    our own wallet's page."""

    presentation_id: uuid.UUID
    uri: str
    haip_uri: str
    link: str
    expires_at: int


def ask(
    session: Session, asked: Asked, verifier: RegisteredVerifier, *, actor: str, services: Services, now: int
) -> Made:
    """Raises QueryInvalid, OverAsking, Invalid."""
    query = dcql.read(asked.query)
    check_registered(query, verifier.permitted(asked.purpose), services.catalogue)
    _check_way_back(asked)
    box, base_url = services.box, services.settings.base_url
    reference, presentation_id = _random(), db.new_id(now * 1000)
    reader = reader_at(now, box=box, base_url=base_url)
    row = {
        "presentation_id": presentation_id, "verifier_id": verifier.verifier_id, "actor": actor,
        "purpose": asked.purpose, "flow": asked.flow, "response_mode": asked.response_mode,
        "redirect_uri": asked.redirect_uri, "query": asked.query, "reference_key": key_of(reference, box=box),
        "client_id": reader.client_id, "nonce": _random(), "wallet_state": _random(),
        "sealed_key": box.seal(new_key(), context_of(presentation_id)) if asked.response_mode == ENCRYPTED else None,
        "created_at": now, "expires_at": now + LIFE, "state": "waiting",
    }  # fmt: skip
    session.execute(insert(Presentation).values(row))
    entry = make_entry(
        at=now, actor=actor, action="presentation.asked", subject=f"presentation:{presentation_id}",
        verifier=verifier.verifier_id, purpose=asked.purpose, credentials=len(query.credentials),
    )  # fmt: skip
    record(session, entry)
    invited = addresses.invitation(reader.client_id, reference, base_url=base_url)
    uri, haip_uri = (f"{scheme}://?{invited}" for scheme in addresses.SCHEMES)
    return Made(presentation_id, uri, haip_uri, f"{base_url}{addresses.PAGE}?{invited}", now + LIFE)


def check_registered(query: dcql.Query, permitted: policy.Permitted, catalogue: Catalogue) -> None:
    """Rule 1. Raises OverAsking."""
    problems = []
    for name, one in query.credentials.items():
        for vct in one.vcts:
            type = catalogue.by_vct(vct)
            refusal = policy.refusal(permitted, type.number, one.fields) if type else ("unknown_type", vct)
            if refusal is not None:
                problems.append({"path": f"/{name}", "problem": ": ".join(filter(None, refusal))})
    if problems:
        raise OverAsking(errors=problems)


def key_of(reference: str, *, box: Box) -> bytes:
    """What a request is found by."""
    return box.blind("presentation-reference", reference)


def context_of(presentation_id: uuid.UUID) -> bytes:
    """What sealed parts of a presentation are bound to."""
    return b"presentation:" + presentation_id.bytes


def open_key(row: Request, *, box: Box) -> OwnKey:
    """The private key of this request. It is there while an encrypted answer may come."""
    assert row.sealed_key is not None
    return own_key(box.open(row.sealed_key, context_of(row.presentation_id)))


def _check_way_back(asked: Asked) -> None:
    """Rule 2. Nothing is fetched from there: the holder's browser goes."""
    if (asked.redirect_uri is None) == (asked.flow == SAME_DEVICE):
        raise Invalid(errors=[{"path": "/redirect_uri", "problem": "with same_device, and only then"}])
    if asked.redirect_uri is None:
        return
    if not _leads_to_a_page(asked.redirect_uri):
        raise Invalid(errors=[{"path": "/redirect_uri", "problem": "an https address without user or fragment"}])


def _leads_to_a_page(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        _ = parts.port  # raises for what is no port
    except ValueError:
        return False
    plain = uri.isascii() and "#" not in uri and "@" not in parts.netloc and "\\" not in uri
    return parts.scheme == "https" and bool(parts.hostname) and plain


def _random() -> str:
    return base64url.encode(secrets.token_bytes(24))
