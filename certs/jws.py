"""Compact JWS with ES256 only, strict in base64url and in JSON.

1. Three parts, each base64url in its one spelling. 2. Header and payload are strict JSON (`strict_json`).
3. `alg` is ES256 and nothing else; `crit` is refused; `jku`, `x5u`, `jwk`, `kid` never choose the key here.
4. `typ` is what the caller expects. 5. The signature is checked with the key the caller chose.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from certs import base64url, keys
from certs.errors import MalformedError

MAX_CHARS = 1 << 20
MAX_DEPTH = 32
_INT64 = 1 << 63


def strict_json(data: bytes | str) -> Any:
    """JSON text to a value; raises MalformedError on duplicate keys, NaN or infinity, lone surrogates, NUL, integers
    beyond 64 bits, nesting deeper than 32, or anything after the end."""
    try:
        text = data.decode("utf-8") if isinstance(data, bytes) else data
        value = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise MalformedError("malformed", "not strict JSON") from error
    if "\\u" in text or not isinstance(data, bytes) or text.count("[") + text.count("{") > MAX_DEPTH:
        _walk(value)
    return value


def sign_encoded(header: str, payload: bytes, signer: keys.Signer) -> str:
    """The same with the header already encoded by `encoded_header`, for those who sign often."""
    signing_input = f"{header}.{base64url.encode(payload)}"
    return f"{signing_input}.{base64url.encode(signer.sign(signing_input.encode('ascii')))}"


def encoded_header(header: Mapping[str, Any]) -> str:
    """The first part of a compact JWS, `alg` ES256 put first."""
    return base64url.encode(to_json({"alg": "ES256", **header}))


def sign(header: Mapping[str, Any], payload: bytes | Mapping[str, Any], signer: keys.Signer) -> str:
    """A compact JWS; `alg` is set here, `header` gives the rest (typ, kid ...)."""
    body = payload if isinstance(payload, bytes) else to_json(payload)
    signing_input = signing_input_of(header, body)
    return f"{signing_input.decode('ascii')}.{base64url.encode(signer.sign(signing_input))}"


def signing_input_of(header: Mapping[str, Any], payload: bytes) -> bytes:
    """The bytes that are signed for `header` (with alg ES256 put first) and `payload`."""
    return f"{encoded_header(header)}.{base64url.encode(payload)}".encode("ascii")


def to_json(value: Mapping[str, Any]) -> bytes:
    """Compact UTF-8 JSON."""
    return _ENCODER.encode(value).encode("utf-8")


def parse(token: str, *, max_chars: int = MAX_CHARS) -> tuple[dict[str, Any], bytes, bytes, bytes]:
    """(header, payload bytes, signing input, signature r || s); the signature is not checked. Raises MalformedError."""
    if len(token) > max_chars:
        raise MalformedError("too_long", "token is larger than its limit")
    parts = token.split(".", 3)
    if len(parts) != 3:
        raise MalformedError("malformed", "a compact JWS has three parts")
    header = strict_json(base64url.decode(parts[0]))
    if not isinstance(header, dict):
        raise MalformedError("malformed", "JWS header is not an object")
    if header.get("alg") != "ES256":
        raise MalformedError("wrong_algorithm", "only ES256 is accepted")
    if "crit" in header or "b64" in header:
        raise MalformedError("malformed", "critical JWS extensions are not understood")
    payload, signature = base64url.decode(parts[1]), base64url.decode(parts[2])
    return header, payload, f"{parts[0]}.{parts[1]}".encode("ascii"), signature


def verify(token: str, public: keys.PublicKey, *, typ: str, max_chars: int = MAX_CHARS) -> dict[str, Any]:
    """The payload object of a token signed by `public`; raises MalformedError (malformed, not_canonical, too_long,
    wrong_algorithm, signature_invalid). Times in the payload are the caller's to check."""
    header, payload, signing_input, signature = parse(token, max_chars=max_chars)
    if header.get("typ") != typ:
        raise MalformedError("malformed", f"typ is not {typ}")
    if not keys.verify(public, signature, signing_input):
        raise MalformedError("signature_invalid", "JWS signature does not verify")
    claims = strict_json(payload)
    if not isinstance(claims, dict):
        raise MalformedError("malformed", "JWS payload is not an object")
    return claims


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("duplicate key")
    return members


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _integer(digits: str) -> int:
    if len(digits) > 20 or not -_INT64 <= int(digits) < _INT64:
        raise ValueError("integer beyond 64 bits")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError("number beyond range")
    return number


def _walk(root: Any) -> None:
    level = [root]
    for _ in range(MAX_DEPTH + 1):
        inner: list[Any] = []
        for value in level:
            if isinstance(value, str):
                _check_text(value)
            elif isinstance(value, dict):
                inner += value.keys()
                inner += value.values()
            elif isinstance(value, list):
                inner += value
        if not inner:
            return
        level = inner
    raise MalformedError("malformed", "JSON is nested too deep")


def _check_text(value: str) -> None:
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise MalformedError("malformed", "NUL or lone surrogate in JSON text")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_constant=_constant, parse_int=_integer, parse_float=_float, strict=True
)
