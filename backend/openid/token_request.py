"""Reading a token request of a wallet: form-encoded, each parameter once.

Rules: 1. the body is a form, and a second copy of a parameter is refused; 2. the grants are the pre-authorised code
and the authorisation code; 3. an authorisation code comes with its client, its redirect address and its PKCE verifier;
4. `authorization_details` with a pre-authorised code is one object that names a configuration; 5. parameters that are
not known are ignored, as RFC 6749 demands.
"""

import re
from dataclasses import dataclass

from backend.openid.details import configurations
from backend.openid.forms import Form, needed, optional
from backend.openid.redirects import MOST_CHARS as MOST_REDIRECT
from backend.openid.refusals import InvalidGrant, InvalidRequest, UnsupportedGrantType

PRE_AUTHORISED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
AUTHORISATION_CODE = "authorization_code"
MOST_CHARS, MOST_DETAILS = 200, 4000
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


@dataclass(frozen=True)
class TokenRequest:
    """By a pre-authorised code. `configuration`: what `authorization_details` names, None without them."""

    code: str
    tx_code: str | None
    client_id: str | None
    configuration: str | None


@dataclass(frozen=True)
class CodeRequest:
    """By an authorisation code."""

    code: str
    client_id: str
    redirect_uri: str
    verifier: str


def read(form: Form, *, base_url: str) -> TokenRequest | CodeRequest:
    """Raises InvalidRequest, InvalidGrant, UnsupportedGrantType, InvalidAuthorizationDetails."""
    grant = needed(form, "grant_type", most=MOST_CHARS)
    if grant == AUTHORISATION_CODE:
        return _by_code(form)
    if grant != PRE_AUTHORISED:
        raise UnsupportedGrantType("a pre-authorized code or an authorization code")
    details = optional(form, "authorization_details", most=MOST_DETAILS)
    return TokenRequest(
        needed(form, "pre-authorized_code", most=MOST_CHARS), optional(form, "tx_code", most=MOST_CHARS),
        optional(form, "client_id", most=MOST_CHARS),
        None if details is None else configurations(details, most=1, base_url=base_url)[0],
    )  # fmt: skip


def _by_code(form: Form) -> CodeRequest:
    code, verifier = needed(form, "code", most=MOST_CHARS), needed(form, "code_verifier", most=MOST_CHARS)
    if not VERIFIER.fullmatch(verifier):
        raise InvalidGrant("code_verifier is 43 to 128 unreserved characters")
    redirect_uri, client_id = (
        needed(form, "redirect_uri", most=MOST_REDIRECT),
        needed(form, "client_id", most=MOST_CHARS),
    )
    if "authorization_details" in form:
        raise InvalidRequest("authorization_details belong into the pushed request")
    return CodeRequest(code, client_id, redirect_uri, verifier)
