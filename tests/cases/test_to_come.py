"""The certificate that a case is still to end in, in another wallet: waiting, given once, denied, taken back."""

from typing import Any

import pytest
import time_machine

from certs import jws
from tests.cases.office import Officer
from tests.cases.test_result import REPLACEMENT, replacement
from tests.cases.world import open_case
from tests.openid.wallet import GRANT, Wallet, new_key, offered, public
from tests.verification.world import City, Phone

ONCE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # says nothing of the engine
LICENCE, DEFERRED, DAY = "driving-licence", "/openid/deferred-credential", 86_400


def under_way(city: City, index: int = 0) -> tuple[Officer, str, int, Phone]:
    """Somebody's lost driving licence, asked for again, and the officer who has not decided yet."""
    phone = city.phone(index, ("resident-id", LICENCE))
    return *replacement(city, phone), phone


def offer(city: City, case_no: str, phone: Phone) -> dict[str, Any]:
    made = city.post(f"/me/cases/{case_no}/offers", {}, phone.token)
    assert made.status_code == 201, made.text
    told: dict[str, Any] = made.json
    return told


def asked(city: City, case_no: str, phone: Phone, *held: Any) -> tuple[Wallet, str]:
    """A wallet that took an offer of the case and proved these keys, and the transaction it was told."""
    wallet = Wallet(city.client())
    wallet.take(offer(city, case_no, phone))
    nonce = wallet.c_nonce()
    proofs = [wallet.proof(nonce, key) for key in held or (new_key(),)]
    answer = wallet.ask_copies(*proofs, credential_configuration_id=LICENCE)
    assert (answer.status_code, answer.json["interval"]) == (202, 600), answer.text
    return wallet, answer.json["transaction_id"]


def collect(wallet: Wallet, transaction: str, **how: Any) -> Any:
    headers = wallet.authorised(DEFERRED, **how)
    return wallet.post(DEFERRED, json={"transaction_id": transaction}, headers=headers)


def shown(city: City, path: str, phone: Phone) -> list[tuple[Any, ...]]:
    items = city.get(f"{path}/offers", phone.token).json["items"]
    return [(one["state"], one["copies"], one["standing"], one["put_off"]) for one in items]


def claims_of(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jws.strict_json(jws.parse(token.split("~")[0])[1])
    return claims


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["error"]


def test_a_wallet_waits_for_the_decision_and_gets_what_was_issued_with_it_once(city: City) -> None:
    officer, case_no, revision, phone = under_way(city)
    case = f"/me/cases/{case_no}"
    assert city.get(case, phone.token).json["to_come"]["en"] == "Driving licence"
    grants = offered(city.client(), offer(city, case_no, phone))["grants"]
    assert grants.keys() == {GRANT}  # there is nothing to choose at a wallet's own request
    held = [new_key(), new_key()]
    wallet, transaction = asked(city, case_no, phone, *held)
    other, of_other = asked(city, case_no, phone)
    assert shown(city, case, phone)[:2] == [("taken", 1, 0, True), ("taken", 2, 0, True)]
    waiting = collect(wallet, transaction)
    assert (waiting.status_code, waiting.json) == (202, {"transaction_id": transaction, "interval": 600})
    (new,) = officer.decide(case_no, revision).json["decision"]["certificates"]
    for refused in (collect(other, transaction), collect(wallet, of_other)):
        assert refusal(refused) == (400, "invalid_transaction_id")
    stolen = Wallet(city.client(), token=wallet.token, dpop_nonce=wallet.dpop_nonce)
    assert refusal(collect(stolen, transaction)) == (401, "invalid_token")
    copies = f"/certificates/{new}"
    assert len(shown(city, copies, phone)) == 3  # its holder finds them there before any wallet has fetched
    given = collect(wallet, transaction)
    assert given.status_code == 200, given.text
    assert given.json.keys() == {"credentials"}  # wallets in use refuse a notification_id here
    claims = [claims_of(one["credential"]) for one in given.json["credentials"]]
    assert [one["cnf"]["jwk"] for one in claims] == [public(key) for key in held]
    assert {one["vct"].rsplit("/", 1)[1] for one in claims} == {LICENCE}
    assert refusal(collect(wallet, transaction)) == (400, "invalid_transaction_id")
    assert ("taken", 2, 2, False) in shown(city, copies, phone)
    assert shown(city, case, phone) == shown(city, copies, phone)
    assert city.get(case, phone.token).json["to_come"] is None
    late = city.post(f"{case}/offers", {}, phone.token)
    assert (late.status_code, late.json["code"]) == (409, "nothing_to_come")


def test_of_a_case_that_ends_otherwise_nothing_is_given(city: City) -> None:
    officer, case_no, revision, phone = under_way(city)
    wallet, transaction = asked(city, case_no, phone)
    later = Wallet(city.client())
    later.take(offer(city, case_no, phone))
    assert officer.decide(case_no, revision, "rejected", reason="不符合条件").status_code == 200
    assert refusal(collect(wallet, transaction)) == (400, "credential_request_denied")
    proof = later.proof(later.c_nonce())
    assert refusal(later.ask_copies(proof, credential_configuration_id=LICENCE)) == (400, "credential_request_denied")


@ONCE
def test_of_a_case_that_is_withdrawn_the_wallet_hears_that_it_is_denied(city: City) -> None:
    _, case_no, revision, phone = under_way(city)
    case = f"/me/cases/{case_no}"
    wallet, transaction = asked(city, case_no, phone)
    assert city.post(f"{case}/withdrawal", {"revision": revision}, phone.token).json["state"] == "withdrawn"
    for _ in range(2):
        assert refusal(collect(wallet, transaction)) == (400, "credential_request_denied")
    assert city.post(f"{case}/offers", {}, phone.token).json["code"] == "nothing_to_come"
    assert shown(city, case, phone) == [("taken", 1, 0, False)]  # nothing is waited for any more


@ONCE
def test_only_the_applicant_offers_and_takes_back_and_only_of_an_open_case(city: City) -> None:
    _, case_no, _, phone = under_way(city)
    stranger, draft = city.phone(1), open_case(city, REPLACEMENT)
    for number, who in ((case_no, stranger), (draft, phone), ("none", phone)):
        refused = city.post(f"/me/cases/{number}/offers", {}, who.token)
        assert (refused.status_code, refused.json["code"]) == (404, "case_not_found")
        assert city.get(f"/me/cases/{number}/offers", who.token).status_code == 404
    wallet, transaction = asked(city, case_no, phone)
    (made,) = city.get(f"/me/cases/{case_no}/offers", phone.token).json["items"]
    assert city.delete(f"/offers/{made['offer_id']}", stranger.token).status_code == 404
    assert city.delete(f"/offers/{made['offer_id']}", phone.token).status_code == 204
    assert refusal(collect(wallet, transaction)) == (401, "invalid_token")


@ONCE
def test_a_wallet_that_asks_again_may_wait_on_and_one_that_forgets_may_not(city: City) -> None:
    _, case_no, _, phone = under_way(city)
    (wallet, transaction), (idle, forgotten) = asked(city, case_no, phone), asked(city, case_no, phone)
    for days, known in ((20, True), (40, False)):
        with time_machine.travel(city.now + days * DAY, tick=True):
            wallet.c_nonce()
            assert collect(wallet, transaction).status_code == 202
            idle.dpop_nonce = wallet.dpop_nonce
            if not known:
                assert refusal(collect(idle, forgotten)) == (401, "invalid_token")
