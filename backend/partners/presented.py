"""Reading a token request (RFC 6749 §4.4): form-encoded, each parameter once, one way of proving who asks.

Rules: 1. the body is a form; a JSON body, a query or a second copy of a parameter is `invalid_request`; 2. only
client_credentials; 3. the partner proves itself by HTTP Basic, by client_secret in the form, or by a client assertion:
exactly one of them; 4. parameters that are not known are ignored, as the RFC demands.
"""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import unquote_plus

from werkzeug.datastructures import MultiDict

from backend.partners.credentials import ASSERTION_TYPE, Credentials, InvalidClient, OAuthRefusal
from certs import jws
from certs.errors import MalformedError

MAX_ID, MAX_SECRET = 40, 200
KNOWN = ("grant_type", "client_id", "client_secret", "client_assertion", "client_assertion_type", "scope")


class InvalidRequest(OAuthRefusal):
    code = "invalid_request"


class UnsupportedGrant(OAuthRefusal):
    code = "unsupported_grant_type"
    oauth_error = "unsupported_grant_type"


def read(form: MultiDict[str, str], authorization: str | None) -> Credentials:
    """The credentials of a token request; raises InvalidRequest, UnsupportedGrant, InvalidClient."""
    once = {name: _once(form, name) for name in KNOWN}
    if once["grant_type"] is None:
        raise InvalidRequest("grant_type is missing")
    if once["grant_type"] != "client_credentials":
        raise UnsupportedGrant("only client_credentials")
    ways = [authorization is not None, once["client_secret"] is not None, once["client_assertion"] is not None]
    if sum(ways) > 1:
        raise InvalidRequest("more than one way of proving who asks")
    if authorization is not None:
        return _basic(authorization, once["client_id"])
    if once["client_assertion"] is not None:
        return _assertion(once, once["client_assertion"])
    if once["client_id"] is None or once["client_secret"] is None:
        raise InvalidClient("no credentials")
    return _bounded(once["client_id"], once["client_secret"])


def _once(form: MultiDict[str, str], name: str) -> str | None:
    values = form.getlist(name)
    if len(values) > 1:
        raise InvalidRequest(f"{name} is given more than once")
    return values[0] if values and values[0] else None  # without a value is as if omitted (RFC 6749 §3.2)


def _basic(authorization: str, named: str | None) -> Credentials:
    scheme, _, encoded = authorization.partition(" ")
    try:
        client_id, colon, secret = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError) as error:
        raise InvalidClient("not HTTP Basic") from error
    client_id, secret = unquote_plus(client_id), unquote_plus(secret)
    if scheme.lower() != "basic" or not colon or named not in (None, client_id):
        raise InvalidClient("not HTTP Basic")
    return _bounded(client_id, secret)


def _bounded(client_id: str, secret: str) -> Credentials:
    if len(client_id) > MAX_ID or len(secret) > MAX_SECRET or "\0" in client_id:
        raise InvalidClient("not registered credentials")
    return Credentials(client_id, secret=secret)


def _assertion(once: Mapping[str, str | None], assertion: str) -> Credentials:
    if once["client_assertion_type"] != ASSERTION_TYPE:
        raise InvalidRequest("client_assertion_type is not jwt-bearer")
    try:
        claims = jws.strict_json(jws.parse(assertion, max_chars=4096)[1])
    except MalformedError as error:
        raise InvalidClient("not an assertion") from error
    subject = claims.get("sub") if isinstance(claims, dict) else None
    if not isinstance(subject, str) or len(subject) > MAX_ID or once["client_id"] not in (None, subject):
        raise InvalidClient("not an assertion of this client")
    return Credentials(subject, assertion=assertion)
