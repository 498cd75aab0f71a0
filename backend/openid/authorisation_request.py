"""Reading what a wallet pushes before it sends its user to us (RFC 9126): form-encoded, nothing by reference.

Rules: 1. `response_type` is code, answered in the query; 2. PKCE with S256 (RFC 7636), and no other method; 3. the
redirect address is one that may be answered to; 4. what is asked for is known: by `scope`, by `authorization_details`
or by both, the latter first, at most five; 5. `issuer_state` is of an offer that waits, and what it offers is among
what is asked for; 6. a DPoP key named here (`dpop_jkt`) or proven here must be that of the token request; 7. a request
object and a second `request_uri` are refused; other parameters that are not known are ignored.
"""

import re
import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.openid import redirects
from backend.openid.attestation import Attested
from backend.openid.details import configurations
from backend.openid.forms import Form, needed, optional
from backend.openid.models import WalletOffer
from backend.openid.offers import offer_of_state, state_of
from backend.openid.refusals import (
    InvalidAuthorizationDetails,
    InvalidDpopProof,
    InvalidRequest,
    InvalidScope,
    RequestNotSupported,
    UnsupportedResponseType,
)
from backend.security import Box
from certs.catalogue import Catalogue

MOST, MOST_CHARS, MOST_STATE, MOST_DETAILS = 5, 200, 500, 4000
DIGEST = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Asked:
    """`wanted`: configuration ids; those of `narrowed` were named by details. `offer`: an issuer_state's. `wallet`:
    whom a provider vouches for."""

    client_id: str
    redirect_uri: str
    challenge: str
    state: str | None
    wanted: tuple[str, ...]
    narrowed: frozenset[str]
    offer: tuple[uuid.UUID, uuid.UUID] | None
    bound_to: str | None
    wallet: Attested | None = None


def read(
    session: Session, form: Form, *, proven: str | None, wallet: Attested | None, catalogue: Catalogue, box: Box,
    base_url: str, now: int,
) -> Asked:  # fmt: skip
    """`proven`: the thumbprint of a DPoP proof that came along. Raises refusals of the authorisation endpoint."""
    _check_shape(form)
    redirect_uri = needed(form, "redirect_uri", most=redirects.MOST_CHARS)
    redirects.check(redirect_uri)
    scoped, narrowed = _wanted(form, catalogue, base_url)
    wanted = tuple(dict.fromkeys((*narrowed, *scoped)))
    if not 0 < len(wanted) <= MOST:
        raise InvalidRequest(f"scope or authorization_details, for one to {MOST} credentials")
    offer = _offered(session, optional(form, "issuer_state", most=MOST_CHARS), box=box, now=now)
    offered = None if offer is None else catalogue.by_number(offer.type_number)
    if offer is not None and (offered is None or offered.id not in wanted):
        raise InvalidRequest("issuer_state is of an offer of another credential")
    return Asked(
        needed(form, "client_id", most=MOST_CHARS), redirect_uri, _challenge(form),
        optional(form, "state", most=MOST_STATE), wanted, frozenset(narrowed),
        None if offer is None else (offer.person_id, offer.offer_id), _key(form, proven), wallet,
    )  # fmt: skip


def _check_shape(form: Form) -> None:
    """Rules 1 and 7."""
    if "request_uri" in form:
        raise InvalidRequest("request_uri has no place in a pushed request")
    if "request" in form:
        raise RequestNotSupported("push the parameters themselves")
    if needed(form, "response_type", most=MOST_CHARS) != "code":
        raise UnsupportedResponseType("code")
    if optional(form, "response_mode", most=MOST_CHARS) not in (None, "query"):
        raise InvalidRequest("response_mode is query")


def _wanted(form: Form, catalogue: Catalogue, base_url: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Rule 4: by scope, by details."""
    scope, details = (
        optional(form, "scope", most=MOST_CHARS),
        optional(form, "authorization_details", most=MOST_DETAILS),
    )
    scoped = tuple((scope or "").split())
    if any(catalogue.by_id(one) is None for one in scoped):
        raise InvalidScope("not a scope of the issuer's metadata")
    narrowed = () if details is None else configurations(details, most=MOST, base_url=base_url)
    if any(catalogue.by_id(one) is None for one in narrowed):
        raise InvalidAuthorizationDetails("not a configuration of the issuer's metadata")
    return scoped, narrowed


def _challenge(form: Form) -> str:
    """Rule 2."""
    challenge = needed(form, "code_challenge", most=MOST_CHARS)
    if optional(form, "code_challenge_method", most=MOST_CHARS) != "S256":
        raise InvalidRequest("code_challenge_method is S256")
    if not DIGEST.fullmatch(challenge):
        raise InvalidRequest("code_challenge is not a digest of SHA-256")
    return challenge


def _key(form: Form, proven: str | None) -> str | None:
    """Rule 6."""
    named = optional(form, "dpop_jkt", most=MOST_CHARS)
    if named is not None and not DIGEST.fullmatch(named):
        raise InvalidRequest("dpop_jkt is not a thumbprint of SHA-256")
    if named is not None and proven is not None and named != proven:
        raise InvalidDpopProof("dpop_jkt names another key")
    return named or proven


def _offered(session: Session, state: str | None, *, box: Box, now: int) -> WalletOffer | None:
    """Rule 5."""
    if state is None:
        return None
    found = offer_of_state(session, state, box=box)
    if found is None or state_of(found, now) != "waiting":
        raise InvalidRequest("issuer_state is not of an offer that waits")
    return found
