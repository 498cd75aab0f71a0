"""Writes trust.json, bundles and status lists (JWT, CWT) and what comes of it: `python -m tests.vectors.make_trust`.

The same bytes each time. Every one is rightly signed, unless its name says otherwise, and wrong in one way.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from certs import base64url, cbor, cose, jws, keys, status
from tests.vectors import lm1_world as w

FILE = Path(__file__).with_name("trust.json")
URI = f"{w.STATUS_URI}0"
BEYOND = 1 << 53
HEADER = '{"alg":"ES256","typ":"liangma-bundle+jwt"}'
TRUST_LIST = {
    "number": 7, "iat": w.T0, "next_update": w.T0 + 7 * w.DAY,
    "issuers": {"GA": {
        "name": {"zh": "机关", "en": "Issuer"}, "authority_code": f"{w.AUTHORITY}X", "types": [1],
        "keys": [{"jwk": keys.jwk_of(w.GA.public), "state": "active", "active_from": 0, "retired_at": None,
                  "compromised_since": None}],
    }},
}  # fmt: skip
PACKED = zlib.compress(bytes([0b11_10_01_00, 0, 0, 0]), 0)  # level 0: the bytes do not depend on the build of zlib
CLAIMS: dict[str, Any] = {"sub": URI, "iat": w.T0, "exp": w.T0 + w.DAY, "ttl": 3600, "bits": 2, "lst": PACKED}
READ = {"iat": w.T0, "exp": w.T0 + w.DAY, "ttl": 3600, "bits": 2, "data": "e4000000"}

Made = tuple[str, str, str | None]


def trust_list(**changes: Any) -> str:
    return jws.sign({"typ": "liangma-trust-list+jwt"}, TRUST_LIST | changes, w.ANCHOR)


def issuer(**changes: Any) -> str:
    return trust_list(issuers={"GA": TRUST_LIST["issuers"]["GA"] | changes})  # type: ignore[index]


def key(**changes: Any) -> str:
    (right,) = TRUST_LIST["issuers"]["GA"]["keys"]  # type: ignore[index]
    return issuer(keys=[right | changes])


CONTENT: dict[str, Any] = {
    "number": 12, "iat": w.T0, "next_update": w.T0 + 3 * w.DAY, "server_time": w.T0,
    "anchor": keys.jwk_of(w.ANCHOR.public), "trust_list": trust_list(), "status_uri": w.STATUS_URI, "status_lists": {},
    "types": [], "policy": {"iat_past": 90, "iat_future": 30, "status_max_age": 86_400, "grace": 0},
}  # fmt: skip


def signed(payload: str | None = None, by: keys.Signer = w.ANCHOR, header: str = HEADER, **changes: Any) -> str:
    """A bundle with changed members, or any payload."""
    body = json.dumps(CONTENT | changes, separators=(",", ":")) if payload is None else payload
    signing_input = f"{base64url.encode(header.encode())}.{base64url.encode(body.encode())}"
    return f"{signing_input}.{base64url.encode(by.sign(signing_input.encode()))}"


def _right() -> list[Made]:
    return [
        ("as it is", signed(), None),
        ("a member that nobody knows", signed(more=1), None),
        ("an integer that nobody reads beyond 53 bits", signed(more=BEYOND), None),
        ("the largest number", signed(number=BEYOND - 1), None),
        ("an anchor with a name", signed(anchor=CONTENT["anchor"] | {"kid": "x", "use": "sig"}), None),
        ("33 levels", signed(more=_nested(32)), None),
    ]


def _wrong() -> list[Made]:
    text, other = json.dumps(CONTENT), keys.jwk_of(w.OTHER.public)
    return [
        ("signed by another", signed(by=w.OTHER), "signature_invalid"),
        ("signed by another that it names", signed(by=w.OTHER, anchor=other), "signature_invalid"),
        ("the anchor's signature, another's name", signed(anchor=other), "signature_invalid"),
        ("no anchor", signed(anchor=None), "malformed"),
        ("an anchor with its private key", signed(anchor=keys.private_to_jwk(w.ANCHOR.private)), "malformed"),
        ("an anchor that encrypts", signed(anchor=CONTENT["anchor"] | {"use": "enc"}), "malformed"),
        *_beyond("number", "iat", "next_update"),
        ("a policy beyond 53 bits", signed(policy=CONTENT["policy"] | {"grace": BEYOND}), "malformed"),
        ("a number with a fraction", signed(text.replace('"number": 12', '"number": 12.0')), "malformed"),
        ("a number as true", signed(number=True), "malformed"),
        ("a trust list beyond 53 bits", signed(trust_list=trust_list(next_update=BEYOND)), "malformed"),
        ("a type beyond 53 bits", signed(trust_list=issuer(types=[1, BEYOND])), "malformed"),
        ("a key since beyond 53 bits", signed(trust_list=key(active_from=BEYOND)), "malformed"),
        ("a key in no known state", signed(trust_list=key(state="asleep")), "malformed"),
        ("a key twice", signed(trust_list=issuer(keys=TRUST_LIST["issuers"]["GA"]["keys"] * 2)), "malformed"),  # type: ignore[index]
        ("a trust list by another", signed(trust_list=jws.sign({"typ": "liangma-trust-list+jwt"}, TRUST_LIST, w.OTHER)),
         "signature_invalid"),
        ("another typ", signed(header=HEADER.replace("bundle", "trust-list")), "malformed"),
        ("alg none", signed(header=HEADER.replace("ES256", "none")), "wrong_algorithm"),
        ("a critical header", signed(header=HEADER[:-1] + ',"crit":[]}'), "malformed"),
        ("a second spelling of the signature", _second(signed()), "not_canonical"),
        ("a member twice", signed(text[:-1] + ',"number":12}'), "malformed"),
        ("a member twice, once escaped", signed(text[:-1] + ',"\\u006eumber":12}'), "malformed"),
        ("a byte-order mark", signed("\ufeff" + text), "malformed"),
        ("a NUL", signed(text[:-1] + ',"more":"\\u0000"}'), "malformed"),
        ("a lone surrogate", signed(text[:-1] + ',"more":"\\ud800"}'), "malformed"),
        ("an integer beyond 64 bits", signed(text[:-1] + f',"more":{1 << 63}}}'), "malformed"),
        ("34 levels", signed(more=_nested(33)), "malformed"),
        ("more after the end", signed(text + "1"), "malformed"),
    ]  # fmt: skip


def _beyond(*names: str) -> list[Made]:
    return [(f"{name} beyond 53 bits", signed(**{name: BEYOND}), "malformed") for name in names]


def _nested(levels: int) -> Any:
    value: Any = []
    for _ in range(levels - 1):
        value = [value]
    return value


def _second(token: str) -> str:
    """The last letter of 64 bytes carries two bits and four that must be zero."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + letters[letters.index(token[-1]) + 1]


def jwt(header: dict[str, Any] | None = None, by: keys.Signer = w.ANCHOR, **changes: Any) -> str:
    said = CLAIMS | changes
    form = {"bits": said.pop("bits"), "lst": base64url.encode(said.pop("lst"))}
    return jws.sign(header or {"typ": status.JWT_TYP}, said | {"status_list": form}, by)


def cwt(header: dict[int, Any] | None = None, by: keys.Signer = w.ANCHOR, **changes: Any) -> str:
    said = CLAIMS | changes
    form = {"bits": said["bits"], "lst": said["lst"]}
    claims = {2: said["sub"], 6: said["iat"], 4: said["exp"], 65534: said["ttl"], 65533: form}
    head = {1: cose.ESP256, 4: keys.kid4(w.ANCHOR.public), 16: status.CWT_TYP} if header is None else header
    return base64url.encode(cose.sign1(head, cbor.encode(claims), by))


LIST_CHANGES: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("by another", {"by": w.OTHER}, "signature_invalid"),
    ("of another address", {"sub": f"{w.STATUS_URI}1"}, "status_list_uri"),
    ("three bits", {"bits": 3}, "malformed"),
    ("bits as true", {"bits": True}, "malformed"),
    ("no time", {"iat": None}, "malformed"),
    ("a time below nothing", {"iat": -1}, "malformed"),
    ("a time beyond 53 bits", {"iat": BEYOND}, "malformed"),
    ("an end beyond 53 bits", {"exp": BEYOND}, "malformed"),
    ("a life of nothing", {"ttl": 0}, "malformed"),
    ("a life beyond 53 bits", {"ttl": BEYOND}, "malformed"),
    ("cut short", {"lst": PACKED[:-1]}, "malformed"),
    ("a byte after the end", {"lst": PACKED + b"\0"}, "malformed"),
    ("twice", {"lst": PACKED + PACKED}, "malformed"),
    ("another sum", {"lst": PACKED[:-1] + b"\0"}, "malformed"),
    ("not compressed", {"lst": bytes(4)}, "malformed"),
)
TIMES = (
    (w.T0 - 30, None),
    (w.T0 - 31, "status_list_from_future"),
    (w.T0 + w.DAY - 1, None),
    (w.T0 + w.DAY, "status_list_expired"),
)
_RIGHT_HEAD: dict[int, Any] = {1: cose.ESP256, 16: status.CWT_TYP}
JWT_HEADS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("another typ", {"typ": "JWT"}, "malformed"),
    ("critical", {"typ": status.JWT_TYP, "crit": []}, "malformed"),
)
CWT_HEADS: tuple[tuple[str, dict[int, Any], str], ...] = (
    ("another typ", _RIGHT_HEAD | {16: status.JWT_TYP}, "malformed"),
    ("critical", _RIGHT_HEAD | {2: [16]}, "malformed"),
    ("alg -7", _RIGHT_HEAD | {1: -7}, "wrong_algorithm"),
    ("no alg", {16: status.CWT_TYP}, "wrong_algorithm"),
)


def _lists_as(form: str, make: Callable[..., str], heads: Iterable[tuple[str, Any, str]]) -> Iterator[dict[str, Any]]:
    def one(name: str, token: str, now: int | None, reason: str | None, read: dict[str, Any] = READ) -> dict[str, Any]:
        became = {"read": read} if reason is None else {"reason": reason}
        return {"name": name, "form": form, "token": token, "now": now, **became}

    yield one("as it is", make(), None, None)
    yield one("without end and life", make(exp=None, ttl=None), w.T0, None, READ | {"exp": None, "ttl": None})
    for name, how, reason in LIST_CHANGES:
        yield one(name, make(**how), None, reason)
    for now, when in TIMES:
        yield one(f"at {now}", make(), now, when)
    for name, header, reason in heads:
        yield one(name, make(header), None, reason)


def text() -> str:
    """The whole file."""
    at = {"now": w.T0, "at_least_number": 0}
    bundles: list[dict[str, Any]] = [
        {"name": name, "bundle": made, **at, "reason": reason} for name, made, reason in (*_right(), *_wrong())
    ]
    for now, least, reason in (
        (w.T0 - 30, 0, None), (w.T0 - 31, 0, "bundle_from_future"), (w.T0, 12, None), (w.T0, 13, "rollback"),
    ):  # fmt: skip
        name = f"at {now}, at least {least}"
        bundles += [{"name": name, "bundle": signed(), "now": now, "at_least_number": least, "reason": reason}]
    lists = [*_lists_as("jwt", jwt, JWT_HEADS), *_lists_as("cwt", cwt, CWT_HEADS)]
    head = {"anchor": keys.jwk_of(w.ANCHOR.public), "uri": URI}
    return json.dumps(head | {"bundles": bundles, "status_lists": lists}, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="ascii")
