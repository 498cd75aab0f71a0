"""Where an answer may be sent: the address that a wallet named when it pushed its request, and no other.

Rules: 1. https to a named host; http only to this machine itself, by number (RFC 8252, 7.3); else a scheme of the
wallet's own, named after a domain it has (RFC 8252, 7.1), or one that is widely known to be a wallet's; 2. no user, no
fragment, no character that is read in two ways; 3. what is added is added to the query that stands there; 4. an
answer says who gave it (RFC 9207).
"""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

from backend.openid.refusals import InvalidRequest

MOST_CHARS = 500
LOOPBACK = ("127.0.0.1", "::1")
WALLETS = frozenset({"eudi-openid4ci"})  # the European reference wallet, whose scheme names no domain
OURS = frozenset({"state", "code", "iss", "error", "error_description"})


def check(uri: str) -> None:
    """Raises InvalidRequest."""
    if (
        len(uri) > MOST_CHARS
        or not uri.isascii()
        or any(not 33 <= ord(one) <= 126 or one in '"<>\\^`{|}' for one in uri)
    ):
        raise InvalidRequest("redirect_uri is too long or holds a character that no URI has")
    try:
        parts = urlsplit(uri)
        host = parts.hostname
        _ = parts.port  # raises for what is no port
    except ValueError as error:
        raise InvalidRequest("redirect_uri is not a URI") from error
    if "#" in uri or "@" in parts.netloc:
        raise InvalidRequest("redirect_uri without user and fragment")
    if OURS & parse_qs(parts.query, keep_blank_values=True).keys():
        raise InvalidRequest("redirect_uri holds a parameter of the answer")
    if not (_of_the_web(parts.scheme, host) or _of_a_wallet(parts.scheme)):
        raise InvalidRequest("redirect_uri: https, http://127.0.0.1, or a scheme named after a domain of the wallet")


def answer(uri: str, given: Mapping[str, str | None]) -> str:
    """The address to go to, with what is given of the answer."""
    added = urlencode({name: value for name, value in given.items() if value is not None})
    return f"{uri}{'&' if '?' in uri else '?'}{added}"


def place(uri: str) -> str:
    """What of it a person should read: the host, or the scheme of an app."""
    parts = urlsplit(uri)
    return parts.netloc if parts.scheme in ("https", "http") else f"{parts.scheme}:"


def _of_the_web(scheme: str, host: str | None) -> bool:
    return (scheme == "https" and bool(host)) or (scheme == "http" and host in LOOPBACK)


def _of_a_wallet(scheme: str) -> bool:
    return scheme in WALLETS or (all(scheme.split(".")) and "." in scheme)
