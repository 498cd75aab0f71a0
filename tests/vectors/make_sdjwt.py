"""Writes sdjwt.json: good and hostile SD-JWT VCs, each with the verdict it must get. Deterministic; run it to renew.

`python -m tests.vectors.make_sdjwt` — a case is {name, token, now, typ, key_binding, expected, detail}; `expected` is
"accepted" or a reason. Signatures follow RFC 6979 with keys that exist for these vectors only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from certs import base64url, jws, keys
from certs.sdjwt.disclosure import digest_of
from certs.sdjwt.present import bind
from tests.vectors.sdjwt_build import (
    AUD,
    BASE,
    CNF,
    HEADER,
    HOLDER,
    ISS,
    ISSUER,
    ITEM,
    NAME,
    NONCE,
    NOW,
    SEX,
    STRANGER,
    Case,
    case,
    element,
    hidden,
    issued,
    listed,
    sd,
    shown,
)
from tests.vectors.sdjwt_tree_cases import digests, disclosures

FILE = Path(__file__).with_name("sdjwt.json")


def good() -> Iterator[Case]:
    """Accepted, so that the refusals below are not refused for another reason."""
    inner = hidden("salt-d", "street", "人民路1号")
    outer = hidden("salt-e", "address", listed(inner))
    yield case("plain", sd({}), "accepted")
    yield case("two disclosed claims", sd(listed(NAME, SEX), NAME, SEX), "accepted")
    yield case("disclosures in another order", sd(listed(NAME, SEX), SEX, NAME), "accepted")
    yield case("one of two disclosed", sd(listed(NAME, SEX), SEX), "accepted")
    yield case("an array element", sd({"nationalities": [element(ITEM), "FR"]}, ITEM), "accepted")
    yield case("an array element kept back", sd({"nationalities": [element(ITEM), "FR"]}), "accepted")
    yield case("a claim inside a disclosed claim", sd(listed(outer), outer, inner), "accepted")
    yield case("the outer claim without the inner", sd(listed(outer), outer), "accepted")
    yield case("a decoy digest", sd({"_sd": [digest_of("decoy"), digest_of(NAME)]}, NAME), "accepted")
    yield case("an empty digest list", sd({"_sd": []}), "accepted")
    yield case("no _sd_alg means sha-256", "~".join((issued({**BASE, **listed(NAME)}), NAME, "")), "accepted")
    yield case("expired within the leeway", sd({"exp": NOW - 29}), "accepted")
    yield case("bound to the holder", shown(), "accepted", bound=True)
    yield case("a status name deeper down may be hidden", *_deep_status())


def _deep_status() -> tuple[str, str]:
    text = hidden("salt-f", "status", "married")
    return sd({"register": listed(text)}, text), "accepted"


def parts() -> Iterator[Case]:
    """Rule 1 and 2 of verify: sizes, parts, header."""
    whole = sd(listed(NAME), NAME)
    token, rest = whole.split("~", 1)
    head, body, signature = token.split(".")
    yield case("empty", "", detail="no_tilde")
    yield case("only a tilde", "~")
    yield case("no tilde at the end", token, detail="no_tilde")
    yield case("an empty disclosure", f"{token}~~{rest}")
    yield case("two parts", f"{head}.{body}~{rest}")
    yield case("four parts", f"{token}.x~{rest}")
    yield case("padding in base64url", f"{head}=.{body}.{signature}~{rest}")
    yield case("a letter beyond ASCII", whole + "名", detail="not_ascii")
    yield case("a line break inside", f"{token}\n~{rest}")
    yield case("a blank before", f" {whole}")
    yield case("a second spelling of the signature", f"{head}.{body}.{_respelt(signature)}~{rest}", "not_canonical")
    yield case("JSON serialization", json.dumps({"payload": body, "protected": head, "signature": signature}) + "~")
    for alg in ("none", "HS256", "ES384", "es256", "ESP256", None, ["ES256"]):
        forged = base64url.encode(json.dumps({"alg": alg, "typ": "dc+sd-jwt"}).encode())
        yield case(f"alg {alg}", f"{forged}.{body}.{signature}~{rest}", "wrong_algorithm")
    yield case("critical extension", sd({}, header={**HEADER, "crit": ["exp"], "exp": 1}))
    for typ in ("JWT", "vc+sd-jwt", "kb+jwt", "DC+SD-JWT", None):
        yield case(f"typ {typ}", sd({}, header={"typ": typ, "kid": "k1"}), detail="typ")
    yield case("header twice alg", _raw_header(b'{"alg":"none","alg":"ES256","typ":"dc+sd-jwt"}', body, rest))
    yield case("header is a list", _raw_header(b'["ES256"]', body, rest))


def _raw_header(header: bytes, body: str, rest: str) -> str:
    signing_input = f"{base64url.encode(header)}.{body}"
    return f"{signing_input}.{base64url.encode(ISSUER.sign(signing_input.encode()))}~{rest}"


def _respelt(signature: str) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return signature[:-1] + alphabet[alphabet.index(signature[-1]) + 1]


def signatures() -> Iterator[Case]:
    """Rule 3: whose signature."""
    whole = sd(listed(NAME), NAME)
    token, rest = whole.split("~", 1)
    head, body, signature = token.split(".")
    other = base64url.encode(jws.to_json({**BASE, "name": "李四"}))
    own_jwk = {**HEADER, "jwk": keys.jwk_of(STRANGER.public), "jku": "https://evil.example/jwks"}
    yield case("another's signature", sd({}, by=STRANGER), "issuer_signature_invalid")
    yield case("its own key in the header", sd({}, header=own_jwk, by=STRANGER), "issuer_signature_invalid")
    yield case("payload replaced", f"{head}.{other}.{signature}~{rest}", "issuer_signature_invalid")
    yield case("no signature", f"{head}.{body}.~{rest}", "issuer_signature_invalid")
    yield case("r and s are zero", f"{head}.{body}.{base64url.encode(bytes(64))}~{rest}", "issuer_signature_invalid")
    yield case("unknown issuer", sd({"iss": "https://elsewhere.example"}), "unknown_key")
    yield case("issuer is a list", sd({"iss": [ISS]}), "unknown_key")


def payloads() -> Iterator[Case]:
    """Payloads that are not what they should be."""
    yield case("payload is a list", issued([1]) + "~", detail="payload_not_an_object")
    yield case("payload is not JSON", issued(b"claims") + "~")
    yield case("payload names vct twice", issued(b'{"vct":"a","vct":"b"}') + "~")
    yield case("payload holds NaN", issued(b'{"vct":"a","n":NaN}') + "~")
    yield case("payload holds a lone surrogate", issued(b'{"vct":"a","n":"\\ud800"}') + "~")
    yield case("payload holds a huge integer", issued(b'{"vct":"a","n":99999999999999999999}') + "~")
    yield case("payload nested 40 deep", issued(b'{"n":' + b"[" * 40 + b"]" * 40 + b"}") + "~")
    yield case("payload nested 3,000 deep", issued(b'{"n":' + b"[" * 3000 + b"]" * 3000 + b"}") + "~")


def forms() -> Iterator[Case]:
    """Rules 5 and 6: forms of the claims a verifier relies on, and time."""
    yield case("no vct", issued({key: value for key, value in BASE.items() if key != "vct"}) + "~", detail="vct")
    yield case("vct is a number", sd({"vct": 1}), detail="vct")
    yield case("status is text", sd({"status": "valid"}), detail="status")
    yield case("exp is text", sd({"exp": "never"}), detail="exp")
    yield case("exp is a fraction", sd({"exp": 1.9e9}), detail="exp")
    yield case("exp is true", sd({"exp": True}), detail="exp")
    yield case("exp is null", sd({"exp": None}), detail="exp")
    yield case("iat is negative", sd({"iat": -1}), detail="iat")
    yield case("expired", sd({"exp": NOW - 31}), "certificate_expired", "exp")
    yield case("expired long ago", sd({}), "certificate_expired", now=NOW + 10**8)
    yield case("not yet begun", sd({"nbf": NOW + 31}), "code_from_future", "nbf")
    yield case("issued in the future", sd({"iat": NOW + 31}), "code_from_future", "iat")
    yield case("cnf is text", sd({"cnf": "k"}), detail="cnf")
    yield case("cnf names a kid only", sd({"cnf": {"kid": "k"}}), detail="cnf")
    off_curve = {**CNF["jwk"], "y": CNF["jwk"]["x"]}
    yield case("cnf is off the curve", sd({"cnf": {"jwk": off_curve}}), detail="cnf")
    private = keys.private_to_jwk(HOLDER.private)
    yield case("cnf gives the private key away", sd({"cnf": {"jwk": private}}), detail="cnf")


def bindings() -> Iterator[Case]:
    """Rule 7: key binding."""
    bound = shown()
    presented, _, binding = bound.rpartition("~")
    more = sd(listed(NAME, SEX), NAME, SEX) + binding
    unbound = "~".join((issued({key: value for key, value in BASE.items() if key != "cnf"}), ""))
    without = unbound + bind(unbound, HOLDER, aud=AUD, nonce=NONCE, iat=NOW)
    foreign = sd({}) + binding
    yield case("no key binding", f"{presented}~", "device_signature_invalid", "key_binding_missing", bound=True)
    yield case("a key binding nobody asked for", bound, detail="key_binding_not_asked_for")
    yield case("bound by a stranger", shown(by=STRANGER), "device_signature_invalid", bound=True)
    yield case("bound by the issuer", shown(by=ISSUER), "device_signature_invalid", bound=True)
    yield case("no cnf to bind to", without, "device_unknown", "cnf_missing", bound=True)
    yield case("one more disclosure than bound", more, "device_signature_invalid", "kb_sd_hash", bound=True)
    yield case("binding of another certificate", foreign, "device_signature_invalid", "kb_sd_hash", bound=True)
    yield case("no sd_hash", shown(sd_hash=None), "device_signature_invalid", "kb_sd_hash", bound=True)
    yield case("another audience", shown(aud="window-13"), "wrong_audience", bound=True)
    yield case("a list of audiences", shown(aud=[AUD]), "wrong_audience", bound=True)
    yield case("no audience", shown(aud=None), "wrong_audience", bound=True)
    yield case("another nonce", shown(nonce="x"), "challenge_mismatch", bound=True)
    yield case("no nonce", shown(nonce=None), "challenge_mismatch", bound=True)
    yield case("no kb iat", shown(iat=None), "malformed", "kb_iat", bound=True)
    yield case("kb iat is text", shown(iat=str(NOW)), "malformed", bound=True)
    yield case("bound too long ago", shown(iat=NOW - 301), "code_expired", "kb_iat", bound=True)
    yield case("bound in the future", shown(iat=NOW + 31), "code_from_future", "kb_iat", bound=True)
    yield case("a KB-JWT of another typ", _kb_header({"typ": "JWT"}), "malformed", bound=True)
    yield case("a KB-JWT without alg", f"{presented}~{_unsigned(binding)}", "wrong_algorithm", bound=True)
    yield case("two KB-JWTs", f"{bound}~{binding}", "malformed", bound=True)
    yield case("holder swapped in the binding's header", _kb_jwk(), "device_signature_invalid", bound=True)


def _kb_header(header: Mapping[str, Any], by: keys.SoftwareSigner = HOLDER) -> str:
    presented = sd(listed(NAME, SEX), NAME)
    payload = {"iat": NOW - 10, "aud": AUD, "nonce": NONCE, "sd_hash": digest_of(presented)}
    return presented + jws.sign(header, payload, by)


def _kb_jwk() -> str:
    return _kb_header({"typ": "kb+jwt", "jwk": keys.jwk_of(STRANGER.public)}, STRANGER)


def _unsigned(binding: str) -> str:
    return base64url.encode(b'{"alg":"none","typ":"kb+jwt"}') + "." + binding.split(".")[1] + "."


def vectors() -> dict[str, Any]:
    """The whole file."""
    groups = (good, parts, signatures, payloads, digests, disclosures, forms, bindings)
    cases = [one for group in groups for one in group()]
    return {"issuer": ISS, "issuer_key": keys.jwk_of(ISSUER.public), "leeway": 30, "cases": cases}


def text() -> str:
    """The file's exact text."""
    return json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
