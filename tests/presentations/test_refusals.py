"""What is presented wrongly is refused by its rule, and nothing of it is disclosed: to the asker, the wallet, the log.

Each row changes one thing of an answer that would be taken.
"""

import hashlib
import json
import socket
from collections.abc import Callable
from typing import Any

import pytest

from certs import jws, keys
from tests.openid.wallet import LEFT_OUT, new_key, public
from tests.presentations.conftest import Bank
from tests.presentations.wallet import Asked, Copy, Wallet, decoded, disclosed, encoded, now

ENGINES = ("sqlite",)
Wrong = Callable[[Wallet, Asked, Copy], str]
SHOWN = ("name", "over_18")
STRANGER = new_key()


@pytest.fixture(autouse=True)
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Whatever a header points to, nobody goes there."""
    opened: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: opened.append(address))
    return opened


def kb(**changed: Any) -> Wrong:
    return lambda wallet, asked, copy: wallet.present(asked, copy, *SHOWN, **changed)


def unsigned(alg: str, signature: bytes) -> Wrong:
    """A KB-JWT whose algorithm the wallet chose."""

    def wrong(wallet: Wallet, asked: Asked, copy: Copy) -> str:
        shown, _, binding = wallet.present(asked, copy, *SHOWN).rpartition("~")
        head = encoded(json.dumps({"alg": alg, "typ": "kb+jwt"}).encode())
        return f"{shown}~{head}.{binding.split('.')[1]}.{encoded(signature)}"

    return wrong


def issued(change: Callable[[str], str]) -> Wrong:
    """The key binding fits what is shown; what the issuer signed does not."""
    return lambda wallet, asked, copy: wallet.present(asked, copy, shown=change(disclosed(copy.token, *SHOWN)))


def header_of(token: str, **more: Any) -> str:
    head, rest = token.split(".", 1)
    return f"{encoded(json.dumps(decoded(head) | more).encode())}.{rest}"


def flipped(token: str) -> str:
    head, body, rest = token.split(".", 2)
    claims = decoded(body) | {"vct": "https://liangma.example/types/driving-licence"}
    return f"{head}.{encoded(json.dumps(claims).encode())}.{rest}"


def repeated(token: str) -> str:
    return token + token.rstrip("~").split("~")[-1] + "~"


def invented(token: str) -> str:
    return token + encoded(json.dumps(["salt", "portrait", "x"]).encode()) + "~"


def self_made(**header: Any) -> Wrong:
    """A certificate by a key of the wallet's own, which the header offers in every way."""

    def change(token: str) -> str:
        key = keys.SoftwareSigner(keys.new_private_key())
        claims = decoded(token.split(".")[1])
        head = {"typ": "dc+sd-jwt", "kid": decoded(token.split(".")[0])["kid"], "jwk": keys.jwk_of(key.public)} | header
        return "~".join((jws.sign(head, claims, key), *token.split("~")[1:]))

    return issued(change)


WRONG: dict[str, tuple[Wrong, str]] = {
    "audience of another verifier": (kb(aud="x509_hash:other"), "wrong_audience"),
    "audience as a list": (lambda w, a, c: w.present(a, c, *SHOWN, aud=[a.claims["client_id"]]), "wrong_audience"),
    "audience is the response address": (lambda w, a, c: w.present(a, c, *SHOWN, aud=a.claims["response_uri"]),
                                         "wrong_audience"),
    "no audience": (kb(aud=LEFT_OUT), "wrong_audience"),
    "another nonce": (kb(nonce="another"), "challenge_mismatch"),
    "no nonce": (kb(nonce=LEFT_OUT), "challenge_mismatch"),
    "digest of other disclosures": (kb(sd_hash=encoded(hashlib.sha256(b"x").digest())), "device_signature_invalid"),
    "no digest": (kb(sd_hash=LEFT_OUT), "device_signature_invalid"),
    "signed ten minutes ago": (lambda w, a, c: w.present(a, c, *SHOWN, iat=now() - 600), "code_expired"),
    "signed in ten minutes": (lambda w, a, c: w.present(a, c, *SHOWN, iat=now() + 600), "code_from_future"),
    "no time": (kb(iat=LEFT_OUT), "malformed"),
    "time as a text": (kb(iat="now"), "malformed"),
    "signed by another key": (kb(key=STRANGER), "device_signature_invalid"),
    "signed by the key in the header": (kb(key=STRANGER, header={"jwk": public(STRANGER)}), "device_signature_invalid"),
    "binding of another type": (kb(header={"typ": "JWT"}), "malformed"),
    "no binding": (lambda _w, _a, copy: disclosed(copy.token, *SHOWN), "device_signature_invalid"),
    "binding without algorithm": (unsigned("none", b""), "wrong_algorithm"),
    "binding by HMAC": (unsigned("HS256", b"x" * 32), "wrong_algorithm"),
    "a disclosure taken away after signing": (
        lambda w, a, c: w.present(a, c, *SHOWN).replace(disclosed(c.token, "name").split("~")[1] + "~", ""),
        "device_signature_invalid",
    ),
    "a disclosure twice": (issued(repeated), "malformed"),
    "a disclosure of the wallet's own": (issued(invented), "malformed"),
    "a changed certificate": (issued(flipped), "issuer_signature_invalid"),
    "certificate without algorithm": (issued(lambda t: header_of(t, alg="none")), "wrong_algorithm"),
    "certificate by HMAC": (issued(lambda t: header_of(t, alg="HS256")), "wrong_algorithm"),
    "certificate of the old type": (issued(lambda t: header_of(t, typ="vc+sd-jwt")), "malformed"),
    "issuer key in the header": (self_made(), "issuer_signature_invalid"),
    "issuer key at an address": (self_made(jku="http://127.0.0.1:9/keys", x5u="http://127.0.0.1:9/x"),
                                 "issuer_signature_invalid"),
    "issuer key by its own id": (self_made(kid="other"), "unknown_key"),
    "issuer key by a certificate": (self_made(x5c=["AAAA"]), "issuer_signature_invalid"),
    "one field too many": (lambda w, a, c: w.present(a, c, *SHOWN, "citizen_number"), "field_not_permitted"),
    "the identifier that links shows": (lambda w, a, c: w.present(a, c, *SHOWN, "identifier"), "field_not_permitted"),
    "one field too few": (lambda w, a, c: w.present(a, c, "name"), "required_field_missing"),
    "not an SD-JWT": (lambda *_: "x", "malformed"),
    "a JWT": (lambda _w, _a, copy: copy.token.split("~")[0], "malformed"),
}  # fmt: skip


def refused(bank: Bank, made: dict[str, Any], answer: Any, reason: str, *hidden: str) -> None:
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request"), answer.text
    assert answer.json["error_description"] == f"not accepted: {reason}"
    told = bank.read(made)
    assert (told.json["state"], told.json["reason"], told.json["result"]) == ("failed", reason, None)
    for text in hidden:
        assert text not in answer.text + told.text


@pytest.mark.parametrize("what", WRONG)
def test_a_presentation_that_does_not_verify_is_refused_by_its_rule(
    bank: Bank, wallet: Wallet, shared: Copy, no_sockets: list[Any], what: str
) -> None:
    wrong, reason = WRONG[what]
    made = bank.ask(*SHOWN, response_mode="direct_post")
    asked = wallet.fetch(made)
    answer = wallet.answer(asked, {"resident-id": [wrong(wallet, asked, shared)]})
    refused(bank, made, answer, reason)
    assert no_sockets == []


def test_the_same_answer_made_right_would_have_been_taken(bank: Bank, wallet: Wallet, shared: Copy) -> None:
    asked = wallet.fetch(bank.ask(*SHOWN, response_mode="direct_post"))
    assert wallet.answer(asked, {"resident-id": [kb()(wallet, asked, shared)]}).status_code == 200


WHOLE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a query that was not asked": ({}, {"resident-id": 1, "other": 1}),
    "another query's id": ({}, {"other": 1}),
    "two where one was asked for": ({}, {"resident-id": 2}),
}


@pytest.mark.parametrize("what", WHOLE)
def test_an_answer_that_is_not_the_query_s_is_refused(bank: Bank, wallet: Wallet, shared: Copy, what: str) -> None:
    body, counts = WHOLE[what]
    made = bank.ask(*SHOWN, response_mode="direct_post", **body)
    asked = wallet.fetch(made)
    given = {name: [wallet.present(asked, shared, *SHOWN)] * count for name, count in counts.items()}
    refused(bank, made, wallet.answer(asked, given), "required_field_missing")
