"""A partner's address: what arrives there, once; what happens when it does not; what can never be an address."""

import base64
import hashlib
import hmac
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from sqlalchemy import update

from backend import db
from backend.audit.models import AuditEntry
from backend.partners.models import Partner
from backend.partners.states import CLOSED
from backend.webhooks import backoff, deliveries
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint
from backend.webhooks.send import Outcome, claim, overdue, settle
from tests.people.sign_in import staff
from tests.webhooks.conftest import NAME, Bank

DAY, SLOW = 24 * 3600, 5  # seconds; the second: that this machine may take between two looks at the clock
ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing differs by the engine


def signatures(secret: str, headers: dict[str, str], body: bytes) -> str:
    """What a partner reckons by itself."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def test_a_message_arrives_signed_and_only_what_was_chosen_is_told(bank: Bank) -> None:
    secret = bank.listen("consent.given").json["secret"]
    told = bank.tell(request_id="r-1", state="given")
    assert bank.tell("consent.refused", request_id="r-2") == "None"
    assert (bank.send(), bank.send()) == (1, 0)
    ((headers, body),) = bank.receiver.arrived
    assert (headers["webhook-id"], headers["webhook-signature"]) == (told, signatures(secret, headers, body))
    said = json.loads(body)
    assert (said["type"], said["data"]) == ("consent.given", {"request_id": "r-1", "state": "given"})
    (only,) = bank.deliveries()
    assert (only["id"], only["state"], only["tries"], only["next_at"]) == (told, "delivered", 1, None)
    assert bank.ask("GET", "/webhook").json["secret"] is None


def test_what_is_rolled_back_is_never_told_and_a_value_never_either(bank: Bank) -> None:
    bank.listen()
    with pytest.raises(ValueError, match="ids and states"):
        bank.tell(name="名" * 201)
    with pytest.raises(ValueError, match="unknown event"):
        bank.tell("no.such")
    assert (bank.send(), bank.deliveries()) == (0, [])


def test_two_workers_at_once_make_each_try_once(bank: Bank) -> None:
    bank.listen()
    told = sorted(bank.tell(number=n) for n in range(12))
    with ThreadPoolExecutor(3) as pool:
        tries = list(pool.map(lambda _: bank.send(), range(3)))
    assert sum(tries) == 12
    assert sorted(bank.receiver.ids) == told
    assert {one["state"] for one in bank.deliveries()} == {"delivered"}


def test_what_fails_is_tried_again_later_and_later_and_at_last_has_failed(bank: Bank) -> None:
    bank.listen()
    bank.tell()
    bank.receiver.answer = 500
    waits = []
    for _ in range(20):
        bank.send()
        (only,) = bank.deliveries()
        if only["state"] == "failed":
            break
        with db.open_session(bank.engine, reading=True) as session:
            due = session.query(WebhookDelivery.next_at).scalar()
        waits.append(due - bank.now)
        assert bank.send() == 0
        bank.later += waits[-1]
    assert len(waits) == len(backoff.WAITS)
    assert all(wait - SLOW <= was <= wait * 1.2 for wait, was in zip(backoff.WAITS, waits, strict=True)), waits
    assert (only["tries"], only["answers"][-1]["status"], only["answers"][-1]["error"]) == (9, 500, "status")
    bank.receiver.answer, bank.later = 200, bank.later + DAY
    assert bank.ask("POST", f"/deliveries/{only['id']}/retry").json["state"] == "waiting"
    assert bank.send() == 1
    assert (bank.deliveries()[0]["state"], len(set(bank.receiver.ids))) == ("delivered", 1)


def late(bank: Bank) -> tuple[int, int]:
    with db.open_session(bank.engine, reading=True) as session:
        return overdue(session, now=bank.now)


def test_only_what_a_worker_could_send_now_is_overdue(bank: Bank) -> None:
    bank.listen()
    bank.tell()
    bank.tell()
    bank.later = 1000
    count, seconds = late(bank)
    assert (count, 1000 <= seconds <= 1000 + SLOW) == (2, True)
    bank.receiver.answer = 500
    bank.send()
    assert late(bank) == (0, 0)  # its address rests
    bank.later += 10 * DAY
    assert late(bank)[0] == 2
    with db.transaction(bank.engine) as session:
        session.execute(update(WebhookEndpoint).values(paused_at=bank.now))
    assert late(bank) == (0, 0)
    with db.transaction(bank.engine) as session:
        session.execute(update(WebhookEndpoint).values(paused_at=None))
        session.execute(update(Partner).values(state=CLOSED))
    assert late(bank) == (0, 0)


def test_a_try_that_a_worker_could_not_finish_is_made_again(bank: Bank) -> None:
    bank.listen()
    bank.tell()
    with db.transaction(bank.engine) as session:
        lost = claim(session, NAME, box=bank.box, now=bank.now)
    assert lost is not None
    assert bank.send() == 0
    bank.later += 121
    assert bank.send() == 1
    with db.transaction(bank.engine) as session:
        settle(session, lost, Outcome(500, "status"), now=bank.now)  # the lost one comes back: too late to count
    (only,) = bank.deliveries()
    assert (only["state"], only["tries"], len(only["answers"])) == ("delivered", 2, 1)


@ONE_ENGINE
def test_a_dead_address_rests_is_paused_and_goes_on_when_it_is_set_again(bank: Bank) -> None:
    bank.listen()
    for number in range(3):
        bank.tell(number=number)
    bank.receiver.answer = 503
    assert (bank.send(), bank.send(), bank.ask("GET", "/webhook").json["state"]) == (1, 0, "resting")
    for _ in range(backoff.PAUSE_AFTER):
        bank.later += 3600
        bank.send()
    shown = bank.ask("GET", "/webhook").json
    assert (shown["state"], shown["pause_reason"], shown["failures"]) == ("paused", "failures", backoff.PAUSE_AFTER)
    assert len(bank.receiver.arrived) == backoff.PAUSE_AFTER
    assert bank.ask("POST", "/webhook/test").json["code"] == "webhook_paused"
    with db.open_session(bank.engine, reading=True) as session:
        assert session.query(AuditEntry).filter_by(action="webhook.paused").count() == 1
    bank.receiver.answer, bank.later = 200, bank.later + 30 * DAY
    assert bank.listen().json["state"] == "active"
    bank.send()
    assert {one["state"] for one in bank.deliveries()} == {"delivered"}


@ONE_ENGINE
def test_gone_pauses_at_once_and_a_redirect_is_no_success(bank: Bank) -> None:
    bank.listen()
    bank.tell()
    bank.receiver.answer = 307
    bank.send()
    assert bank.deliveries()[0]["answers"][0]["error"] == "address_refused: redirect"
    bank.receiver.answer, bank.later = 410, 3600
    bank.send()
    assert bank.ask("GET", "/webhook").json["pause_reason"] == "gone"
    assert len(bank.receiver.arrived) == 2


@ONE_ENGINE
def test_a_new_secret_signs_beside_the_one_before_for_a_day(bank: Bank) -> None:
    first = bank.listen().json["secret"]
    assert bank.listen().json["secret"] is None
    second = bank.listen(new_secret=True).json["secret"]
    bank.tell()
    bank.send()
    bank.later = DAY + 60
    bank.tell()
    bank.send()
    (headers, body), (later, later_body) = bank.receiver.arrived
    assert headers["webhook-signature"] == f"{signatures(second, headers, body)} {signatures(first, headers, body)}"
    assert later["webhook-signature"] == signatures(second, later, later_body)


@ONE_ENGINE
def test_a_test_is_sent_on_demand_and_only_so_often(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "MOST_AN_HOUR", 3)
    assert bank.ask("POST", "/webhook/test").json["code"] == "webhook_not_set"
    bank.listen()
    answers = [bank.ask("POST", "/webhook/test") for _ in range(4)]
    assert ({one.status_code for one in answers[:-1]}, answers[-1].status_code) == ({201}, 429)
    bank.send()
    assert json.loads(bank.receiver.arrived[0][1])["type"] == "test"


def test_a_removed_address_is_told_nothing_more(bank: Bank) -> None:
    bank.listen()
    bank.tell()
    assert (bank.ask("DELETE", "/webhook").status_code, bank.send(), bank.deliveries()) == (204, 0, [])
    assert bank.ask("DELETE", "/webhook").json["code"] == "webhook_not_set"


@ONE_ENGINE
def test_staff_see_how_an_address_fares_but_not_its_path(bank: Bank) -> None:
    operator = staff(bank.client, "operator")
    assert bank.client.get(f"/api/v1/partners/{NAME}/webhook", headers=operator).json["code"] == "webhook_not_set"
    bank.listen(url=f"{bank.receiver.url}?key=secret")
    shown = bank.client.get(f"/api/v1/partners/{NAME}/webhook", headers=operator).json
    assert (shown["url"], shown["state"], shown["secret"]) == (f"http://{bank.receiver.address}/", "active", None)


def test_a_closed_partner_is_sent_nothing(bank: Bank) -> None:
    bank.listen()
    bank.tell()
    with db.transaction(bank.engine) as session:
        session.query(Partner).filter_by(client_id=NAME).update({"state": "closed"})
    assert (bank.send(), bank.receiver.arrived) == (0, [])


@ONE_ENGINE
def test_a_partner_that_lost_the_channel_is_told_and_sent_nothing_by_staff_neither(bank: Bank) -> None:
    operator = staff(bank.client, "operator")
    bank.listen()
    told = bank.tell(n=1)
    for channels, sent in ((["online"], 0), (["online", "webhook"], 1)):
        with db.transaction(bank.engine) as session:
            partner = session.get_one(Partner, NAME)
            partner.registration = partner.registration | {"channels": channels}
        bank.later += 10  # what a process remembers of a registration is five seconds old at most
        if not sent:
            assert bank.tell(n=2) == "None"
            for path in ("webhook/test", f"deliveries/{told}/retry"):
                with time_machine.travel(bank.now, tick=True):
                    answer = bank.client.post(f"/api/v1/partners/{NAME}/{path}", headers=operator)
                assert (answer.status_code, answer.json["code"]) == (409, "partner_without_webhook"), path
        assert bank.send() == sent
    assert len(bank.receiver.arrived) == 1


def test_what_is_not_public_https_is_no_address(bank: Bank) -> None:
    for url in (
        "http://partner.example/hook", "https://10.0.0.8/hook", "https://[::1]/hook", "https://169.254.169.254/",
        "https://u:p@partner.example/", "ftp://partner.example/", "https://partner.example/\u00e9", "nothing",
    ):  # fmt: skip
        answer = bank.listen(url=url)
        assert (answer.status_code, answer.json["code"]) == (422, "address_refused"), url


@ONE_ENGINE
def test_a_name_that_leads_inside_is_not_called(bank: Bank) -> None:
    port = bank.receiver.address.partition(":")[2]
    assert bank.listen(url=f"https://localhost:{port}/").status_code == 200  # by its text alone it could be anybody's
    bank.tell()
    assert bank.send() == 1
    assert bank.deliveries()[0]["answers"][0]["error"] == "address_refused: address"
    assert bank.receiver.arrived == []


@ONE_ENGINE
def test_secret_and_text_lie_sealed(bank: Bank) -> None:
    secret = bank.listen().json["secret"]
    bank.tell(request_id="r-secret")
    with db.open_session(bank.engine, reading=True) as session:
        sealed = (
            session.query(WebhookEndpoint.sealed_secret).scalar() + session.query(WebhookDelivery.sealed_body).scalar()
        )
    assert secret.encode() not in sealed
    assert b"r-secret" not in sealed


@ONE_ENGINE
def test_staff_pause_an_address_try_it_and_send_again_and_read_no_message(bank: Bank) -> None:
    own, one = "/api/v1/partners/bank.one", bank.listen("consent.given").json
    operator, auditor = staff(bank.client, "operator"), staff(bank.client, "auditor")

    def ask(method: str, path: str, headers: dict[str, str] = operator) -> tuple[int, Any]:
        answer = bank.client.open(f"{own}{path}", method=method, headers=headers)
        return answer.status_code, answer.json

    told = bank.tell()
    assert ask("PUT", "/webhook/pause", auditor)[0] == 403
    status, paused = ask("PUT", "/webhook/pause")
    assert (status, paused["state"], paused["pause_reason"], paused["secret"]) == (200, "paused", "staff", None)
    assert (bank.send(), ask("POST", "/webhook/test")[1]["code"]) == (0, "webhook_paused")
    assert ask("DELETE", "/webhook/pause")[1]["state"] == "active"
    assert (bank.send(), ask("POST", "/webhook/test")[0], bank.send()) == (1, 201, 1)
    assert ask("POST", f"/deliveries/{told}/retry")[1]["state"] == "waiting"
    assert (bank.send(), bank.receiver.ids.count(told)) == (1, 2)
    seen = ask("GET", "/deliveries", auditor)[1]["items"]
    assert {one["event"]: one["tries"] for one in seen} == {"consent.given": 2, "test": 1}
    assert "data" not in json.dumps(seen)
    assert one["url"] not in json.dumps(ask("GET", "/webhook", auditor)[1])
    with db.transaction(bank.engine) as session:
        acts = [row.action for row in session.query(AuditEntry) if row.actor.startswith("staff:")]
    assert [act for act in acts if act.startswith("webhook")] == [
        "webhook.paused", "webhook.resumed", "webhook.tested", "webhook.sent_again",
    ]  # fmt: skip
