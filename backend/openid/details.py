"""`authorization_details` of type openid_credential (RFC 9396, OpenID4VCI 1.0, section 5.1.1).

Rules: 1. an array of objects, each of our one type; 2. each names a configuration by its id, and none twice; 3. what
else stands in an object is left alone, but `locations`, which must name this issuer.
"""

from typing import Any

from backend.openid.refusals import InvalidAuthorizationDetails
from certs.errors import MalformedError
from certs.jws import strict_json

CREDENTIAL = "openid_credential"


def configurations(text: str, *, most: int, base_url: str) -> tuple[str, ...]:
    """The configurations that are named, in order. Raises InvalidAuthorizationDetails."""
    try:
        details: Any = strict_json(text)
    except MalformedError as error:
        raise InvalidAuthorizationDetails("not JSON") from error
    if not isinstance(details, list) or not 0 < len(details) <= most:
        raise InvalidAuthorizationDetails(f"one to {most} objects in an array")
    named = tuple(_configuration(one, base_url) for one in details)
    if len(set(named)) != len(named):
        raise InvalidAuthorizationDetails("a configuration stands twice")
    return named


def _configuration(one: Any, base_url: str) -> str:
    if not isinstance(one, dict) or one.get("type") != CREDENTIAL:
        raise InvalidAuthorizationDetails("objects of type openid_credential")
    locations = one.get("locations", [base_url])
    if not isinstance(locations, list) or base_url not in locations:
        raise InvalidAuthorizationDetails("locations names another issuer")
    found = one.get("credential_configuration_id")
    if not isinstance(found, str):
        raise InvalidAuthorizationDetails("credential_configuration_id is missing")
    return found
