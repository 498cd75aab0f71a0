"""The request object: what a wallet fetches, signed so that it can tell who asks, for what, and where the answer goes.

Rules: 1. it is fetched once; only a wallet that posted a nonce gets the same answer again, by the same nonce, for its
first answer may have been lost on the way; 2. it is not fetched once it is over or answered; 3. a wallet that says what
it can do is told at once that this verifier needs another thing; 4. it holds the wallet's nonce, dies with the request,
and says in both languages who asks and what for.
"""

import hashlib
from typing import Any

import orjson
from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from backend.presentations import addresses, encryption, statements
from backend.presentations.ask import ENCRYPTED, key_of, open_key
from backend.presentations.dcql import FORMAT
from backend.presentations.models import Presentation
from backend.presentations.reader import reader_at
from backend.presentations.refusals import AnswerRefused, RequestUriRefused
from backend.presentations.statements import Request
from backend.presentations.who import still_registered, who_asks
from backend.web.request import Services
from certs import jws
from certs.errors import MalformedError

TYP = "oauth-authz-req+jwt"
AUDIENCE = "https://self-issued.me/v2"  # OpenID4VP 1.0, section 5.8: the wallet's own name is not known beforehand
ALG = "ES256"
MOST_NONCE, MOST_METADATA = 512, 16_384
REGISTRATION = "liangma-registration"


def fetch(session: Session, reference: str, *, wallet_nonce: str | None, services: Services, now: int) -> str:
    """The signed object for the wallet that asks first. Raises RequestUriRefused."""
    row = find(session, reference, services=services)
    said = hashlib.sha256(wallet_nonce.encode()).digest() if wallet_nonce is not None else None
    mine = Presentation.presentation_id == row.presentation_id, Presentation.state == "waiting"
    first = Presentation.fetched_at.is_(None)
    again = or_(first, Presentation.fetched_by == said) if said is not None else first
    taken = update(Presentation).where(*mine, Presentation.expires_at > now, again)
    taken = taken.values(fetched_at=now, fetched_by=said).returning(Presentation.presentation_id)
    if session.execute(taken.execution_options(synchronize_session=False)).first() is None:
        raise RequestUriRefused("over, answered, or fetched before")
    return _signed(session, row, reference, wallet_nonce, services=services, now=now)


def find(session: Session, reference: str, *, services: Services) -> Request:
    """The request with this reference, in whatever state. Raises RequestUriRefused."""
    row = statements.find(session, key_of(reference, box=services.box))
    if row is None:
        raise RequestUriRefused("unknown")
    return row


def check_wallet(metadata: str | None) -> None:
    """Rule 3, from `wallet_metadata`. Raises AnswerRefused."""
    if metadata is None:
        return
    try:
        said = jws.strict_json(metadata) if len(metadata) <= MOST_METADATA else None
    except MalformedError as error:
        raise AnswerRefused("wallet_metadata is not JSON") from error
    if not isinstance(said, dict):
        raise AnswerRefused("wallet_metadata is a JSON object")
    for name, needed in (
        ("vp_formats_supported", FORMAT),
        ("request_object_signing_alg_values_supported", ALG),
        ("client_id_prefixes_supported", "x509_hash"),
        ("response_types_supported", "vp_token"),
    ):
        offered = said.get(name, [needed])
        if not isinstance(offered, (list, dict)) or needed not in offered:
            raise AnswerRefused(f"{name}: this verifier needs {needed}")


def _signed(
    session: Session, row: Request, reference: str, wallet_nonce: str | None, *, services: Services, now: int
) -> str:
    box, base_url = services.box, services.settings.base_url
    reader = reader_at(row.created_at, box=box, base_url=base_url)
    told = who_asks(session, row, still_registered(session, row, services=services, now=now), now=now)
    payload: dict[str, Any] = {
        "iss": row.client_id, "aud": AUDIENCE, "iat": now, "exp": row.expires_at, "response_type": "vp_token",
        "response_mode": row.response_mode, "client_id": row.client_id,
        "response_uri": addresses.response_uri(reference, base_url=base_url), "nonce": row.nonce,
        "state": row.wallet_state, "dcql_query": orjson.loads(row.query),
        "client_metadata": _client_metadata(row, told, services),
        "verifier_info": [{"format": REGISTRATION, "data": told}],
    }  # fmt: skip
    if wallet_nonce is not None:
        payload["wallet_nonce"] = wallet_nonce
    return jws.sign({"typ": TYP, "x5c": list(reader.x5c)}, payload, reader.signer)


def _client_metadata(row: Request, told: dict[str, Any], services: Services) -> dict[str, Any]:
    algorithms = {"sd-jwt_alg_values": [ALG], "kb-jwt_alg_values": [ALG]}
    metadata: dict[str, Any] = {
        "client_name": told["name"]["zh"], "client_name#en": told["name"]["en"],
        "vp_formats_supported": {FORMAT: algorithms},
    }  # fmt: skip
    if row.response_mode == ENCRYPTED:
        key = encryption.public_jwk(open_key(row, box=services.box))
        metadata |= {"jwks": {"keys": [key]}, "encrypted_response_enc_values_supported": list(encryption.ENCODINGS)}
    return metadata
