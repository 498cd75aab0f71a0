"""Whose signature a presented certificate carries, and whether it is believed: this office's own issuers.

Rules: 1. `iss` names an issuer of this office and `kid` one of its keys; nothing else in the header chooses a key, and
nothing is fetched; 2. the key is usable as for codes: not pending, not compromised, not retired before the certificate
was signed; 3. the type is known, and this issuer may issue it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.verification.named import Refused
from certs.catalogue import Catalogue, CertificateType
from certs.trust import Issuer, IssuerKey, Trust

ISSUERS = "/issuers/"


@dataclass(frozen=True)
class Believed:
    """The issuer, its key, and the type of the certificate."""

    issuer: Issuer
    key: IssuerKey
    type: CertificateType


def believed(header: Mapping[str, Any], payload: Mapping[str, Any], trust: Trust, *, base_url: str) -> Believed:
    """For an unverified header and payload. Raises Refused."""
    issuer = _issuer(payload.get("iss"), trust, base_url)
    key = next((key for key in issuer.keys if key.thumbprint == header.get("kid")), None)
    if key is None:
        raise Refused("issuer_key", "unknown_key")
    if key.state == "compromised":
        raise Refused("issuer_key", "key_compromised")
    signed_at = payload.get("iat")
    if type(signed_at) is not int or key.state == "pending" or signed_at < key.active_from:
        raise Refused("issuer_key", "key_not_active")
    if key.state == "retired" and (key.retired_at is None or signed_at > key.retired_at):
        raise Refused("issuer_key", "key_not_active")
    return Believed(issuer, key, _type(payload.get("vct"), issuer, trust.catalogue))


def _issuer(iss: object, trust: Trust, base_url: str) -> Issuer:
    code = iss.removeprefix(base_url + ISSUERS) if isinstance(iss, str) and iss.startswith(base_url + ISSUERS) else ""
    issuer = trust.trust_list.issuers.get(code)
    if issuer is None:
        raise Refused("issuer", "unknown_issuer")
    return issuer


def _type(vct: object, issuer: Issuer, catalogue: Catalogue) -> CertificateType:
    found = catalogue.by_vct(vct) if isinstance(vct, str) else None
    if found is None:
        raise Refused("type", "unknown_type")
    if found.number not in issuer.types or issuer.code not in found.issuers:
        raise Refused("type", "type_not_allowed_for_issuer")
    return found
