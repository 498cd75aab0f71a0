"""What is not an answer to a request changes nothing: wrong forms, wrong encryption, twice, too late, never fetched."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from certs import jws, keys
from tests.openid.wallet import LEFT_OUT, new_key, public
from tests.presentations.conftest import Bank
from tests.presentations.wallet import Asked, Copy, Wallet, encrypt, now
from tests.registries.office import BASE_URL

ENGINES = ("sqlite",)
SHOWN = ("name", "over_18")
STRANGER = new_key()

FORMS: dict[str, Callable[[Asked, dict[str, Any]], Any]] = {
    "another state": lambda _a, form: form | {"state": "other"},
    "no state": lambda _a, form: {"vp_token": form["vp_token"]},
    "the state twice": lambda _a, form: form | {"state": [form["state"]] * 2},
    "no vp_token": lambda _a, form: {"state": form["state"]},
    "vp_token that is no JSON": lambda _a, form: form | {"vp_token": "x~"},
    "vp_token with a key twice": lambda _a, form: form | {"vp_token": '{"a": ["x"], "a": ["x"]}'},
    "vp_token as an array": lambda _a, form: form | {"vp_token": '["x"]'},
    "vp_token of texts": lambda _a, form: form | {"vp_token": '{"resident-id": "x"}'},
    "vp_token of nothing": lambda _a, form: form | {"vp_token": "{}"},
    "an empty array": lambda _a, form: form | {"vp_token": '{"resident-id": []}'},
    "too many": lambda _a, form: form | {"vp_token": json.dumps({"resident-id": ["x"] * 21})},
    "nothing": lambda _a, _form: {},
    "an error that is no text": lambda _a, form: {"state": form["state"], "error": "x" * 41},
    "oversized": lambda _a, form: form | {"vp_token": "x" * 300_000},
    "JSON": lambda _a, form: json.dumps(form),
}


@pytest.mark.parametrize("what", FORMS)
def test_a_form_that_is_not_an_answer_changes_nothing(bank: Bank, wallet: Wallet, shared: Copy, what: str) -> None:
    made = bank.ask(*SHOWN, response_mode="direct_post")
    asked = wallet.fetch(made)
    token = json.dumps({"resident-id": [wallet.present(asked, shared, *SHOWN)]})
    good = {"vp_token": token, "state": asked.claims["state"]}
    given = {"content_type": "application/json"} if what == "JSON" else {}
    answer = wallet.post(asked, FORMS[what](asked, good), **given)
    assert (answer.status_code, answer.json["error"]) == (413 if what == "oversized" else 400, "invalid_request")
    assert bank.read(made).json["state"] == "fetched"
    assert wallet.post(asked, good).status_code == 200


SEALED: dict[str, Callable[[Asked, dict[str, Any]], str]] = {
    "to another key": lambda a, inside: encrypt(other_key(a), inside),
    "with another kid": lambda a, inside: encrypt(a, inside, kid="other"),
    "without kid": lambda a, inside: encrypt(a, inside, kid=LEFT_OUT),
    "compressed": lambda a, inside: encrypt(a, inside, zip="DEF"),
    "with CBC": lambda a, inside: encrypt(a, inside, enc="A128CBC-HS256"),
    "with a wrapped key": lambda a, inside: encrypt(a, inside, alg="ECDH-ES+A128KW"),
    "not an object": lambda a, inside: encrypt(a, [inside]),
    "state of another": lambda a, inside: encrypt(a, inside | {"state": "other"}),
    "not a JWE": lambda _a, _inside: "a.b.c.d.e",
    "signed only": lambda _a, inside: jws.sign({"typ": "JWT"}, inside, keys.SoftwareSigner(keys.new_private_key())),
}


def other_key(asked: Asked) -> Asked:
    (own,) = asked.claims["client_metadata"]["jwks"]["keys"]
    metadata = {"jwks": {"keys": [own | public(STRANGER)]}}
    return Asked(asked.made, asked.invitation, asked.claims | {"client_metadata": metadata})


@pytest.mark.parametrize("what", SEALED)
def test_an_answer_that_does_not_open_changes_nothing(bank: Bank, wallet: Wallet, shared: Copy, what: str) -> None:
    made = bank.ask(*SHOWN)
    asked = wallet.fetch(made)
    inside = {"vp_token": {"resident-id": [wallet.present(asked, shared, *SHOWN)]}, "state": asked.claims["state"]}
    answer = wallet.post(asked, {"response": SEALED[what](asked, inside)})
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request"), answer.text
    assert wallet.answer(asked, inside["vp_token"], encrypted=False).status_code == 400
    assert bank.read(made).json["state"] == "fetched"
    assert wallet.answer(asked, inside["vp_token"]).status_code == 200


def test_a_request_is_fetched_once_and_a_lost_answer_again_by_its_nonce_only(bank: Bank, wallet: Wallet) -> None:
    for method in ("GET", "POST"):
        made = bank.ask(*SHOWN)
        assert wallet.send("HEAD", wallet.scan(made).invitation["request_uri"]).status_code == 200
        asked = wallet.fetch(made, method=method)
        where = asked.invitation["request_uri"]
        for again, form in (("GET", None), ("POST", None), ("POST", {"wallet_nonce": "another"})):
            answer = wallet.send(again, where, data=form)
            assert (answer.status_code, answer.json["error"]) == (400, "invalid_request_uri")
        if method == "POST":
            same = {"wallet_nonce": asked.claims["wallet_nonce"]}
            assert wallet.send("POST", where, data=same).status_code == 200
    unknown = f"{BASE_URL}/openid/presentations/unknown/request"
    assert wallet.send("GET", unknown).json["error"] == "invalid_request_uri"


@pytest.mark.parametrize(
    "metadata", ["[]", "x", '{"vp_formats_supported": {"mso_mdoc": {}}}', '{"client_id_prefixes_supported": ["did"]}']
)
def test_a_wallet_that_cannot_answer_is_told_so_and_uses_nothing_up(bank: Bank, wallet: Wallet, metadata: str) -> None:
    made = bank.ask(*SHOWN)
    where = wallet.scan(made).invitation["request_uri"]
    for form in ({"wallet_metadata": metadata}, {"wallet_nonce": "x" * 600}, {"wallet_nonce": ["a", "b"]}):
        answer = wallet.send("POST", where, data=form)
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")
    assert wallet.fetch(made).claims["nonce"]


def test_an_answer_is_taken_once_and_only_to_a_request_that_was_fetched(
    bank: Bank, wallet: Wallet, shared: Copy
) -> None:
    made = bank.ask(*SHOWN, response_mode="direct_post")
    where = wallet.scan(made).invitation["request_uri"].replace("/request", "/response")
    assert wallet.send("POST", where, data={"error": "access_denied"}).json["error"] == "invalid_request"
    asked = wallet.fetch(made)
    token = {"resident-id": [wallet.present(asked, shared, *SHOWN)]}
    assert wallet.answer(asked, token).status_code == 200
    again = wallet.answer(asked, token)
    assert (again.status_code, again.json["error"]) == (400, "invalid_request")
    other = wallet.fetch(bank.ask(*SHOWN, response_mode="direct_post"))
    assert wallet.answer(other, token).json["error_description"] == "not accepted: challenge_mismatch"


def test_what_is_over_is_neither_fetched_nor_answered(bank: Bank, wallet: Wallet, shared: Copy) -> None:
    waiting = bank.ask(*SHOWN, response_mode="direct_post")
    asked = wallet.fetch(bank.ask(*SHOWN, response_mode="direct_post"))
    with time_machine.travel(now() + 301, tick=False):
        where = wallet.scan(waiting).invitation["request_uri"]
        assert wallet.send("GET", where).json["error"] == "invalid_request_uri"
        answer = wallet.answer(asked, {"resident-id": [wallet.present(asked, shared, *SHOWN)]})
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")
