"""The authorisation code flow: a wallet pushes what it wants, the holder answers, and the code is good once."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from backend.audit.models import AuditEntry
from backend.certificates.models import WalletCopy
from backend.openid.models import WalletAuthorisation
from tests.openid.code_flow import BACK, CLIENT, PAGE, Flow
from tests.openid.test_give import opened
from tests.openid.wallet import GRANT, Holder, Wallet, new_key, now, offered, public
from tests.people.sign_in import citizen
from tests.registries.office import Office

SECOND = "social-security-card"


@pytest.fixture
def flow(office: Office, holder: Holder) -> Flow:
    return Flow(Wallet(holder.client))


def details(*configurations: str, **more: Any) -> str:
    return json.dumps(
        [{"type": "openid_credential", "credential_configuration_id": one} | more for one in configurations]
    )


def test_a_wallet_asks_the_holder_chooses_and_it_takes_copies(office: Office, holder: Holder, flow: Flow) -> None:
    shown = flow.open(flow.pushed()).json
    assert (shown["wallet"], shown["goes_to"]) == (CLIENT, "wallet.example")
    assert [one["id"] for one in shown["types"]] == ["resident-id"]
    ticket = {"ticket": shown["ticket"]}
    (choice,) = flow.wallet.post(f"{PAGE}/choices", json=ticket, headers=holder.headers).json["items"]
    assert [card["certificate_id"] for card in choice["cards"]] == [holder.certificate_id]
    assert office.count(WalletAuthorisation, WalletAuthorisation.person_id == holder.person_id) == 0
    code = flow.came_back(flow.approve(holder, shown["ticket"]))["code"]
    (waiting,) = holder.offers()
    assert (waiting["state"], waiting["wallet"]) == ("authorised", None)
    told = flow.take(code)
    assert (told["token_type"], told["expires_in"], told["scope"]) == ("DPoP", 1800, "resident-id")
    assert "authorization_details" not in told
    key = new_key()
    answer = flow.wallet.ask_copies(flow.wallet.proof(flow.wallet.c_nonce(), key, iss=CLIENT))
    assert answer.status_code == 200, answer.text
    assert opened(office, answer.json["credentials"][0]["credential"])["cnf"]["jwk"] == public(key)
    (taken,) = holder.offers()
    assert (taken["state"], taken["wallet"], taken["copies"]) == ("taken", CLIENT, 1)
    written = ("wallet.authorised", "offer.taken", "copies.issued")
    rows = office.all(AuditEntry, AuditEntry.action.in_(written), AuditEntry.person_id == holder.person_id)
    assert sorted(one.action for one in rows) == ["copies.issued", "offer.taken", "wallet.authorised"]
    assert holder.withdraw(taken["offer_id"]).status_code == 204
    assert flow.wallet.ask_copies(flow.wallet.proof(flow.wallet.c_nonce())).json["error"] == "invalid_token"


def test_two_types_by_details_give_one_token_and_an_identifier_each(office: Office, holder: Holder, flow: Flow) -> None:
    mine = str(office.issue(SECOND, holder.number).certificate_id)
    ticket = flow.ticket(scope=None, authorization_details=details("resident-id", SECOND))
    code = flow.came_back(flow.approve(holder, ticket, holder.certificate_id, mine))["code"]
    told = flow.take(code)
    assert "scope" not in told
    named = {
        one["credential_configuration_id"]: one["credential_identifiers"][0] for one in told["authorization_details"]
    }
    assert set(named) == {"resident-id", SECOND}
    for identifier in named.values():
        proofs = {"jwt": [flow.wallet.proof(flow.wallet.c_nonce())]}
        answer = flow.wallet.ask({"credential_identifier": identifier, "proofs": proofs})
        assert answer.status_code == 200, answer.text
    assert office.count(WalletCopy, WalletCopy.person_id == holder.person_id) == 2


def test_an_offer_leads_to_the_same_question_and_is_used_up_by_it(office: Office, holder: Holder, flow: Flow) -> None:
    made = holder.offer()
    grants = offered(holder.client, made)["grants"]
    state = grants["authorization_code"]["issuer_state"]
    ticket = flow.ticket(issuer_state=state)
    code = flow.came_back(flow.approve(holder, ticket))["code"]
    old = Wallet(holder.client, bound=False)
    assert old.ask_token(grants[GRANT]["pre-authorized_code"], made["tx_code"]).json["error"] == "invalid_grant"
    assert flow.push(issuer_state=state).json["error"] == "invalid_request"
    flow.take(code)
    (only,) = holder.offers()
    assert (only["offer_id"], only["state"]) == (made["offer_id"], "taken")


def test_who_refuses_gives_nothing_and_needs_no_sign_in(office: Office, holder: Holder, flow: Flow) -> None:
    ticket = flow.ticket()
    answer = flow.wallet.post(f"{PAGE}/refusals", json={"ticket": ticket})
    assert flow.came_back(answer)["error"] == "access_denied"
    assert flow.approve(holder, ticket).json["code"] == "authorisation_unknown"
    assert holder.offers() == []


def test_what_the_holder_cannot_choose_is_refused(
    office: Office, holder: Holder, client: FlaskClient, flow: Flow
) -> None:
    ticket, stranger = flow.ticket(), citizen(client, name="李四")
    no_card = Holder(client, stranger.headers, holder.certificate_id, holder.person_id)
    other = str(office.issue(SECOND, holder.number).certificate_id)
    for chosen in ((other,), (holder.certificate_id, other)):
        assert flow.approve(holder, ticket, *chosen).json["code"] == "authorisation_choice_wrong"
    assert flow.approve(no_card, ticket).json["code"] == "authorisation_choice_wrong"
    (choice,) = flow.wallet.post(f"{PAGE}/choices", json={"ticket": ticket}, headers=stranger.headers).json["items"]
    assert choice["cards"] == []
    assert flow.approve(holder, ticket).status_code == 200  # what was refused used nothing up


def test_a_request_is_opened_once_answered_once_and_in_its_time(office: Office, holder: Holder, flow: Flow) -> None:
    uri = flow.pushed()
    unknown = [flow.open(uri, "other.example"), flow.open(uri + "x"), flow.open("https://elsewhere.example/request")]
    ticket = flow.open(uri).json["ticket"]
    unknown += [flow.open(uri), flow.open(uri.rpartition(":")[0] + ":" + ticket)]
    with time_machine.travel(now() + 91, tick=False):
        assert flow.approve(holder, ticket).status_code == 200
    late, ended = flow.pushed(), flow.ticket()
    with time_machine.travel(now() + 91, tick=False):
        unknown.append(flow.open(late))
    with time_machine.travel(now() + 601, tick=False):
        unknown.append(flow.wallet.post(f"{PAGE}/refusals", json={"ticket": ended}))
    unknown += [flow.approve(holder, ticket), flow.approve(holder, "x"), flow.approve(holder, uri.rpartition(":")[2])]
    assert [one.json["code"] for one in unknown] == ["authorisation_unknown"] * len(unknown)


def test_a_code_shown_again_ends_the_token_that_it_gave(office: Office, holder: Holder, flow: Flow) -> None:
    code = flow.code(holder)
    flow.take(code)
    thief = Flow(Wallet(holder.client, dpop_nonce=flow.wallet.dpop_nonce), verifier="x" * 43)
    assert thief.ask(code).json["error"] == "invalid_grant"
    first = flow.wallet.ask_copies(flow.wallet.proof(flow.wallet.c_nonce()))
    assert first.status_code == 200  # whoever has the code alone ends nothing
    assert flow.ask(code, dpop=flow.wallet.dpop("/openid/token")).json["error"] == "invalid_grant"
    assert flow.wallet.ask_copies(flow.wallet.proof(flow.wallet.c_nonce())).json["error"] == "invalid_token"
    rows = office.all(
        AuditEntry, AuditEntry.action == "wallet.code_used_twice", AuditEntry.person_id == holder.person_id
    )
    assert len(rows) == 1


Case = tuple[Callable[[], Any], str]


def check(cases: dict[str, Case]) -> None:
    told = {}
    for name, (send, _error) in cases.items():
        answer = send()
        told[name] = (answer.status_code, (answer.json or {}).get("error"))
        assert answer.headers["Cache-Control"] == "no-store", name
    assert told == {name: (400, error) for name, (_send, error) in cases.items()}


def test_pushed_requests_that_are_wrong(office: Office, holder: Holder, flow: Flow) -> None:
    flow.wallet.c_nonce()
    wrong, other = "invalid_request", "invalid_authorization_details"
    made = holder.offer()
    state = offered(holder.client, made)["grants"]["authorization_code"]["issuer_state"]

    def ask(**changed: Any) -> Callable[[], Any]:
        return lambda: flow.push(**changed)

    redirects = {
        f"back to {uri}": (ask(redirect_uri=uri), wrong)
        for uri in (
            "http://wallet.example/back", "http://localhost/back", "//wallet.example/back", "/back",
            "javascript:alert(1)",
            "data:text/html,x", "myapp://back",
            "https://wallet.example/back#x", "https://city@wallet.example/back",
            "https://wallet.example\\@city.example/", "https:///back", "https://wallet.example/?code=1",
            "https://wallet.example:x/", "https://wallet.example/\n", "https://wallet.example/" + "x" * 500,
        )
    }  # fmt: skip
    check(
        redirects | {
            "no response type": (ask(response_type=None), wrong),
            "a token at once": (ask(response_type="token"), "unsupported_response_type"),
            "an answer by form": (ask(response_mode="form_post"), wrong),
            "nobody asks": (ask(client_id=None), wrong),
            "a client beyond ASCII": (ask(client_id="钱包"), wrong),
            "no way back": (ask(redirect_uri=None), wrong),
            "two ways back": (ask(redirect_uri=[BACK, BACK]), wrong),
            "no PKCE": (ask(code_challenge=None, code_challenge_method=None), wrong),
            "PKCE without method": (ask(code_challenge_method=None), wrong),
            "plain PKCE": (ask(code_challenge_method="plain"), wrong),
            "a challenge that is no digest": (ask(code_challenge="x" * 42), wrong),
            "nothing wanted": (ask(scope=None), wrong),
            "an unknown scope": (ask(scope="resident-id none"), "invalid_scope"),
            "details that are not JSON": (ask(authorization_details="{"), other),
            "details of another type": (ask(authorization_details=details("resident-id", type="payment")), other),
            "an unknown configuration": (ask(authorization_details=details("none")), other),
            "one twice": (ask(authorization_details=details("resident-id", "resident-id")), other),
            "six": (ask(authorization_details=details(*"abcdef")), other),
            "another issuer": (
                ask(authorization_details=details("resident-id", locations=["https://x.example"])), other,
            ),
            "a secret": (ask(client_secret="x"), "invalid_client"),
            "an assertion": (ask(client_assertion="a.b.c"), "invalid_client"),
            "a request in a request": (ask(request_uri="urn:x"), wrong),
            "a request object": (ask(request="a.b.c"), "request_not_supported"),
            "an offer of nobody": (ask(issuer_state="x" * 43), wrong),
            "an offer of another type": (ask(issuer_state=state, scope="disability"), wrong),
            "a key that is no thumbprint": (ask(dpop_jkt="x"), wrong),
            "a key that was not proven": (
                lambda: flow.push(dpop_jkt="x" * 43, dpop=flow.wallet.dpop("/openid/par")), "invalid_dpop_proof",
            ),
            "a proof for another address": (
                lambda: flow.push(dpop=flow.wallet.dpop("/openid/token")), "invalid_dpop_proof",
            ),
        }
    )  # fmt: skip
    for good in (
        "http://127.0.0.1:8123/back",
        "http://[::1]/back",
        "com.example.wallet:/back",
        "eudi-openid4ci://back",
    ):
        assert flow.push(redirect_uri=good).status_code == 201
    assert flow.push(scope="resident-id openid-none").json["error"] == "invalid_scope"


def test_token_requests_by_a_code_that_are_wrong(office: Office, holder: Holder, flow: Flow) -> None:
    flow.wallet.c_nonce()
    proven = flow.wallet.dpop("/openid/par")
    code, wrong = flow.code(holder, dpop=proven), "invalid_grant"
    bearer, another = Wallet(holder.client, bound=False), Wallet(holder.client, dpop_nonce=flow.wallet.dpop_nonce)

    def ask(**changed: Any) -> Callable[[], Any]:
        return lambda: flow.ask(**({"code": code} | changed))

    check(
        {
            "no code": (ask(code=None), "invalid_request"),
            "the code twice": (ask(code=[code, code]), "invalid_request"),
            "an unknown code": (ask(code="x" * 43), wrong),
            "no verifier": (ask(code_verifier=None), "invalid_request"),
            "another verifier": (ask(code_verifier="x" * 43), wrong),
            "a verifier that is none": (ask(code_verifier="x" * 42), wrong),
            "no client": (ask(client_id=None), "invalid_request"),
            "another client": (ask(client_id="other.example"), wrong),
            "no way back": (ask(redirect_uri=None), "invalid_request"),
            "another way back": (ask(redirect_uri="https://wallet.example/back"), wrong),
            "a secret": (ask(client_secret="x"), "invalid_client"),
            "an assertion": (ask(client_assertion="a.b.c"), "invalid_client"),
            "details again": (ask(authorization_details=details("resident-id")), "invalid_request"),
            "no proof": (lambda: Flow(bearer, flow.verifier).ask(code), "invalid_dpop_proof"),
            "another key than the one that was named": (lambda: Flow(another, flow.verifier).ask(code), wrong),
            "a proof without our nonce": (
                ask(dpop=flow.wallet.dpop("/openid/token", nonce="x")), "use_dpop_nonce",
            ),
        }
    )  # fmt: skip
    with time_machine.travel(now() + 61, tick=False):
        assert flow.ask(code).json["error"] == wrong
        assert holder.offers()[0]["state"] == "over"
    flow.wallet.c_nonce()
    assert flow.ask(code).status_code == 200  # none of them used it up
