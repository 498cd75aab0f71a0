"""What stands in a wallet's HTTP request: its access token, its proof of possession, its body.

Rules: 1. an access token comes in the Authorization header and nowhere else; 2. a body is JSON without duplicate keys,
or, where encryption is offered, a JWE around such JSON; 3. the address that a proof must name is the one we publish,
whatever the Host header says.
"""

from typing import Any

from flask import Request

from backend.openid import encryption
from backend.openid.attestation import HEADER, PROOF_HEADER, Shown
from backend.openid.dpop import Sent
from backend.openid.forms import optional
from backend.openid.refusals import InvalidRequest, InvalidToken, WalletRefusal
from backend.security import Box
from certs import jws
from certs.errors import MalformedError

MAX_TOKEN, MAX_CLIENT = 200, 200


def sent(request: Request, *, base_url: str) -> Sent | None:
    """The request as its DPoP proof must name it; None without a proof."""
    proof = request.headers.get("DPoP")
    return None if proof is None else Sent(request.method, base_url + request.path, proof)


def shown(request: Request) -> Shown:
    """Its headers of attestation and the client it names. Two of one kind come joined by a comma, and are no JWS."""
    client_id = optional(request.form, "client_id", most=MAX_CLIENT)
    return Shown(request.headers.get(HEADER), request.headers.get(PROOF_HEADER), client_id)


def access_token(request: Request) -> tuple[str, str]:
    """(scheme: dpop | bearer, token). Raises InvalidToken, InvalidRequest."""
    if "access_token" in request.args:
        raise InvalidRequest("an access token belongs into the Authorization header")
    return token_of(request.headers.get("Authorization", ""))


def token_of(authorization: str) -> tuple[str, str]:
    """The same of the header alone. Raises InvalidToken."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() not in ("dpop", "bearer") or not 0 < len(token) <= MAX_TOKEN:
        raise InvalidToken("an access token is needed")
    return scheme.lower(), token


def plain_body(request: Request, refusal: type[WalletRefusal]) -> dict[str, Any]:
    """Raises `refusal`."""
    if request.mimetype != "application/json":
        raise refusal("application/json is expected")
    return object_of(request.get_data(), refusal)


def body(request: Request, refusal: type[WalletRefusal], *, box: Box, now: int) -> tuple[dict[str, Any], bool]:
    """(The body, whether it was encrypted). Raises `refusal`, InvalidEncryption."""
    if request.mimetype != "application/jwt":
        return plain_body(request, refusal), False
    text = request.get_data().decode("ascii", "replace")
    return object_of(encryption.decrypt(text, box=box, now=now), refusal), True


def object_of(data: bytes, refusal: type[WalletRefusal]) -> dict[str, Any]:
    """A body's JSON object (rule 2). Raises `refusal`."""
    try:
        value = jws.strict_json(data)
    except MalformedError as error:
        raise refusal("not JSON") from error
    if not isinstance(value, dict):
        raise refusal("a JSON object is expected")
    return value
