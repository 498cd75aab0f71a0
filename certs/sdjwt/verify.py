"""Verifying an SD-JWT VC, alone or with key binding (RFC 9901, 7.1 and 7.3).

1. Size and parts: a JWT, disclosures, and a key binding only where one is asked for.
2. Header: ES256, the expected `typ`; whose key it is, `key_for` decides.
3. The issuer's signature.
4. Digests and disclosures (the rules of `tree`); `_sd_alg` is sha-256.
5. The claims a verifier relies on have their proper form: iss and vct text, times integers, cnf a P-256 key.
6. Time: issued, begun, not expired.
7. Key binding: `kb+jwt` signed by the cnf key, for this verifier, this nonce, these disclosures, just now.

The status of the certificate is not looked up here: `status.reference_of(claims)` says where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from certs import jws, keys
from certs.errors import KeyFormatError, MalformedError
from certs.sdjwt.disclosure import digest_of
from certs.sdjwt.issue import TYP
from certs.sdjwt.present import KB_TYP, split
from certs.sdjwt.tree import Opening

KeyFor = Callable[[dict[str, Any], dict[str, Any]], keys.PublicKey | None]

LEEWAY = 30
_DATES = 1 << 40


@dataclass(frozen=True)
class KeyBinding:
    """What the holder's signature must answer: this `aud`, this `nonce`, at most `max_age` seconds ago."""

    aud: str
    nonce: str
    max_age: int = 300


@dataclass(frozen=True)
class SdAccepted:
    """`claims`: what was shown, digests removed. `header`: of the issuer's JWT. `cnf`: the holder's key, if bound."""

    claims: dict[str, Any]
    header: dict[str, Any]
    cnf: keys.PublicKey | None


@dataclass(frozen=True)
class SdRejected:
    """`reason` is one of `certs.reasons`; `detail` names the broken rule for a log and for tests."""

    reason: str
    detail: str = ""


def verify(
    token: str,
    *,
    key_for: KeyFor,
    now: int,
    leeway: int = LEEWAY,
    key_binding: KeyBinding | None = None,
    typ: str = TYP,
) -> SdAccepted | SdRejected:
    """Verify `token` at `now` (Unix seconds, `leeway` seconds of clock difference either way). Never raises on input.

    `key_for(header, payload)` returns the issuer's key for an unverified header and payload, whose members may be of
    any JSON kind, or None. With `key_binding` None a token that carries a KB-JWT is refused, because nobody would
    have checked it. With `typ` other than dc+sd-jwt, `vct` is not required (plain SD-JWT of RFC 9901).
    """
    try:
        return _verify(token, key_for, now, leeway, key_binding, typ)
    except MalformedError as refused:
        return SdRejected(refused.reason, refused.detail)


def _verify(
    token: str, key_for: KeyFor, now: int, leeway: int, key_binding: KeyBinding | None, typ: str
) -> SdAccepted | SdRejected:
    if type(token) is not str:
        raise MalformedError("malformed", "not_text")
    issued, disclosures, binding = split(token)
    if binding and key_binding is None:
        raise MalformedError("malformed", "key_binding_not_asked_for")
    if key_binding is not None and not binding:
        raise MalformedError("device_signature_invalid", "key_binding_missing")
    header, payload = _signed_by_issuer(issued, key_for, typ)
    if payload.get("_sd_alg", "sha-256") != "sha-256":
        raise MalformedError("wrong_algorithm", "sd_alg")
    claims = Opening(payload, disclosures).claims
    cnf = _check_forms(claims, typ)
    _check_times(claims, now, leeway)
    if key_binding is not None:
        _check_binding(token, binding, cnf, key_binding, now, leeway)
    return SdAccepted(claims, header, cnf)


def _signed_by_issuer(issued: str, key_for: KeyFor, typ: str) -> tuple[dict[str, Any], dict[str, Any]]:
    header, body, signing_input, signature = jws.parse(issued)
    if header.get("typ") != typ:
        raise MalformedError("malformed", "typ")
    payload = jws.strict_json(body)
    if not isinstance(payload, dict):
        raise MalformedError("malformed", "payload_not_an_object")
    public = key_for(header, payload)
    if public is None:
        raise MalformedError("unknown_key", "issuer_key")
    if not keys.verify(public, signature, signing_input):
        raise MalformedError("issuer_signature_invalid", "issuer_signature")
    return header, payload


def _check_forms(claims: Mapping[str, Any], typ: str) -> keys.PublicKey | None:
    if typ == TYP and not isinstance(claims.get("vct"), str):
        raise MalformedError("malformed", "vct")
    if not isinstance(claims.get("iss", ""), str):
        raise MalformedError("malformed", "iss")
    if not isinstance(claims.get("status", {}), dict):
        raise MalformedError("malformed", "status")
    return _holder_key(claims["cnf"]) if "cnf" in claims else None


def _holder_key(cnf: Any) -> keys.PublicKey:
    if not isinstance(cnf, dict) or not isinstance(cnf.get("jwk"), dict):
        raise MalformedError("malformed", "cnf")
    try:
        return keys.public_from_jwk(cnf["jwk"])
    except KeyFormatError:
        raise MalformedError("malformed", "cnf") from None


def _check_times(claims: Mapping[str, Any], now: int, leeway: int) -> None:
    if _time(claims, "iat", now) > now + leeway:
        raise MalformedError("code_from_future", "iat")
    if _time(claims, "nbf", now) > now + leeway:
        raise MalformedError("code_from_future", "nbf")
    if _time(claims, "exp", now + 1) + leeway <= now:
        raise MalformedError("certificate_expired", "exp")


def _time(claims: Mapping[str, Any], name: str, absent: int) -> int:
    value = claims.get(name, absent)
    if type(value) is not int or not 0 <= value < _DATES:
        raise MalformedError("malformed", name)
    return value


def _check_binding(
    token: str, binding: str, cnf: keys.PublicKey | None, asked: KeyBinding, now: int, leeway: int
) -> None:
    if cnf is None:
        raise MalformedError("device_unknown", "cnf_missing")
    shown = _signed_by_holder(binding, cnf)
    if shown.get("aud") != asked.aud:
        raise MalformedError("wrong_audience", "kb_aud")
    if shown.get("nonce") != asked.nonce:
        raise MalformedError("challenge_mismatch", "kb_nonce")
    if shown.get("sd_hash") != digest_of(token[: len(token) - len(binding)]):
        raise MalformedError("device_signature_invalid", "kb_sd_hash")
    if "iat" not in shown:
        raise MalformedError("malformed", "kb_iat")
    signed_at = _time(shown, "iat", now)
    if signed_at > now + leeway:
        raise MalformedError("code_from_future", "kb_iat")
    if signed_at < now - asked.max_age:
        raise MalformedError("code_expired", "kb_iat")


def _signed_by_holder(binding: str, cnf: keys.PublicKey) -> dict[str, Any]:
    try:
        return jws.verify(binding, cnf, typ=KB_TYP)
    except MalformedError as refused:
        reason = "device_signature_invalid" if refused.reason == "signature_invalid" else refused.reason
        raise MalformedError(reason, f"kb: {refused.detail}") from None
