"""What of a request is sealed: what was asked with it, and what the answer says. Bound to the request's own row."""

import uuid
from collections.abc import Mapping
from typing import Any

from backend.security import HolderBox


def context_of(person_id: uuid.UUID, request_id: uuid.UUID) -> bytes:
    return b"proof-request:" + person_id.bytes + request_id.bytes


def seal(person_id: uuid.UUID, request_id: uuid.UUID, content: Mapping[str, Any], *, box: HolderBox) -> bytes:
    return box.seal(dict(content), context_of(person_id, request_id))


def open_sealed(person_id: uuid.UUID, request_id: uuid.UUID, sealed: bytes | None, *, box: HolderBox) -> dict[str, Any]:
    """Empty for what was not written yet."""
    return dict(box.open(sealed, context_of(person_id, request_id))) if sealed is not None else {}
