"""Signs messages as Standard Webhooks does, so that partners verify them with a library that exists.

Rules: 1. a secret is 32 random bytes, told once as `whsec_` and base64; 2. what is signed is the id, the time of this
try and the exact body, joined by full stops: who keeps to a few minutes and remembers ids is safe from replays; 3. a
signature is `v1,` and base64 of HMAC-SHA-256; after a change of the secret both sign for a day, separated by a space.
Source: https://www.standardwebhooks.com (specification 1.0.0).
"""

import base64
import hashlib
import hmac
import secrets
import uuid
from collections.abc import Sequence

PREFIX, SECRET_BYTES = "whsec_", 32
OVERLAP = 24 * 3600  # seconds in which the secret before signs too
AGENT = "Liangma-Webhooks/1"


def new_secret() -> str:
    """Rule 1."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(delivery_id: uuid.UUID, body: bytes, *, told: Sequence[str], at: int) -> dict[str, str]:
    """The headers of one try at `at`, signed with each of the secrets `told`."""
    signed = f"{delivery_id}.{at}.".encode() + body
    return {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "webhook-id": str(delivery_id),
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(_signature(secret, signed) for secret in told),
    }


def context_of(client_id: str) -> bytes:
    """What a sealed secret is bound to."""
    return f"webhook-secret:{client_id}".encode()


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
