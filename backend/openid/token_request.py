"""Reading a token request of a wallet: form-encoded, each parameter once.

Rules: 1. the body is a form, and a second copy of a parameter is refused; 2. the only grant is the pre-authorised
code; 3. `authorization_details`, when there, is one object of type openid_credential that names a configuration; 4.
parameters that are not known are ignored, as RFC 6749 demands.
"""

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from backend.openid.refusals import InvalidAuthorizationDetails, InvalidRequest, UnsupportedGrantType
from certs.errors import MalformedError
from certs.jws import strict_json

PRE_AUTHORISED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
KNOWN = ("grant_type", "pre-authorized_code", "tx_code", "client_id", "authorization_details")
MOST_CHARS = 200
CREDENTIAL = "openid_credential"


@dataclass(frozen=True)
class TokenRequest:
    """`configuration`: what `authorization_details` names, None without them."""

    code: str
    tx_code: str | None
    client_id: str | None
    configuration: str | None


def read(form: MultiDict[str, str]) -> TokenRequest:
    """Raises InvalidRequest, UnsupportedGrantType, InvalidAuthorizationDetails."""
    once = {name: _once(form, name) for name in KNOWN}
    if once["grant_type"] is None:
        raise InvalidRequest("grant_type is missing")
    if once["grant_type"] != PRE_AUTHORISED:
        raise UnsupportedGrantType("only the pre-authorized code")
    code, details = once["pre-authorized_code"], once["authorization_details"]
    if code is None:
        raise InvalidRequest("pre-authorized_code is missing")
    if any(len(once[name] or "") > MOST_CHARS for name in ("pre-authorized_code", "tx_code", "client_id")):
        raise InvalidRequest("a parameter is too long")
    if "\0" in (once["client_id"] or ""):
        raise InvalidRequest("client_id holds a NUL")
    configuration = None if details is None else _configuration(details)
    return TokenRequest(code, once["tx_code"], once["client_id"], configuration)


def _once(form: MultiDict[str, str], name: str) -> str | None:
    values = form.getlist(name)
    if len(values) > 1:
        raise InvalidRequest(f"{name} is given more than once")
    return values[0] if values and values[0] else None  # without a value is as if omitted (RFC 6749 section 3.2)


def _configuration(text: str) -> str:
    try:
        details: Any = strict_json(text)
    except MalformedError as error:
        raise InvalidAuthorizationDetails("not JSON") from error
    if not isinstance(details, list) or len(details) != 1 or not isinstance(details[0], dict):
        raise InvalidAuthorizationDetails("one object in an array")
    found = details[0].get("credential_configuration_id")
    if details[0].get("type") != CREDENTIAL or not isinstance(found, str):
        raise InvalidAuthorizationDetails("type openid_credential with a credential_configuration_id")
    return found
