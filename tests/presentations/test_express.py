"""A wallet's answer in its express lane: what the route would say and write, and every other form is the route's."""

import json
import re
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from werkzeug.test import EnvironBuilder

from backend import db
from backend.audit.models import AuditEntry
from backend.presentations.express import LANE
from backend.presentations.models import Presentation
from backend.verification.models import VerdictRow
from backend.web.express import FORM, form_of
from certs import keys
from tests.lanes import framework_requests
from tests.presentations.conftest import Bank
from tests.presentations.wallet import Asked, Copy, Wallet
from tests.registries.office import Office

ENGINES = ("sqlite",)  # what differs by engine is in test_present
SHOWN = ("name", "over_18")
BESIDE = f"{FORM}; charset=utf-8"  # as good a form, and not the lane's
ITS_OWN = {"X-Request-Id": "", "RateLimit": ""}  # differ from answer to answer


def send(wallet: Wallet, asked: Asked, form: dict[str, Any], *, express: bool, **headers: str) -> Any:
    """The same form by the lane or by the route; the path taken is checked, but for refusals, which are the route's."""
    kind = FORM if express else BESIDE
    with framework_requests(wallet.client.application) as seen:
        answer = wallet.post(asked, urlencode(form, doseq=True), content_type=kind, headers=headers)
    assert len(seen) == (0 if express and answer.status_code < 500 else 1)
    return answer


def proper(bank: Bank, wallet: Wallet, copy: Copy, **body: Any) -> tuple[dict[str, Any], Asked, dict[str, Any]]:
    made = bank.ask(*SHOWN, **{"response_mode": "direct_post"} | body)
    asked = wallet.fetch(made)
    token = json.dumps({"resident-id": [wallet.present(asked, copy, *SHOWN)]})
    return made, asked, {"vp_token": token, "state": asked.claims["state"]}


def plain(answer: Any) -> tuple[Any, ...]:
    return answer.status_code, answer.json, answer.content_type, {**answer.headers, **ITS_OWN}


def written(office: Office, made: dict[str, Any], bank: Bank) -> tuple[Any, ...]:
    """What is kept of an answer, but for ids, times and signatures."""
    told = bank.read(made).json
    (row,) = office.all(VerdictRow, VerdictRow.verdict_id == uuid.UUID(told["verdict_id"]))
    (entry,) = office.all(AuditEntry, AuditEntry.subject == f"verdict:{row.verdict_id}")
    (asked,) = office.all(Presentation, Presentation.presentation_id == uuid.UUID(made["presentation_id"]))
    said = json.loads(entry.detail).keys()
    kept = [row.person_id, row.outcome, row.reason, row.form, row.actor, row.purpose, row.shown, row.checks]
    kept += [entry.action, entry.actor, entry.person_id, sorted(said), asked.state, asked.reason, asked.sealed_key]
    return *kept, told["state"], (told["result"] or {}).get("presented")


@pytest.mark.parametrize("flow", ["cross_device", "same_device"])
def test_an_answer_is_taken_and_written_the_same_both_ways(
    office: Office, bank: Bank, wallet: Wallet, copy: Copy, flow: str
) -> None:
    body = {"flow": flow} | ({"redirect_uri": "https://bank.example/back"} if flow == "same_device" else {})
    answers, kept = [], []
    for express in (True, False):
        made, asked, form = proper(bank, wallet, copy, **body)
        answer = send(wallet, asked, form, express=express)
        said = answer.json
        back = said.pop("redirect_uri", "").partition("response_code=")
        answers.append((*plain(answer)[2:], answer.status_code, said, back[:2]))
        if flow == "cross_device":
            kept.append(written(office, made, bank))
    assert {**answers[0][1], "Content-Length": ""} == {**answers[1][1], "Content-Length": ""}
    assert answers[0][2:] == answers[1][2:]
    assert "RateLimit-Policy" in answers[0][1]
    assert kept[:1] == kept[1:]


def test_an_answer_taken_by_the_lane_is_over_for_the_route_and_the_other_way_round(
    bank: Bank, wallet: Wallet, copy: Copy
) -> None:
    for first in (True, False):
        _, asked, form = proper(bank, wallet, copy)
        assert send(wallet, asked, form, express=first).status_code == 200
        for express in (True, False):
            again = send(wallet, asked, form, express=express)
            assert (again.status_code, again.json["error"]) == (400, "invalid_request")


def test_a_refusal_is_told_and_written_the_same_both_ways(
    office: Office, bank: Bank, wallet: Wallet, shared: Copy
) -> None:
    answers, kept = [], []
    for express in (True, False):
        made, asked, form = proper(bank, wallet, shared)
        token = json.dumps({"resident-id": [wallet.present(asked, shared, *SHOWN, nonce="another")]})
        answers.append(plain(send(wallet, asked, form | {"vp_token": token}, express=express)))
        kept.append(written(office, made, bank))
    assert answers[0] == answers[1]
    assert (answers[0][0], answers[0][1]["error_description"]) == (400, "not accepted: challenge_mismatch")
    assert kept[0] == kept[1]


def test_the_lane_logs_the_line_of_the_route(
    bank: Bank, wallet: Wallet, copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = []
    for express in (True, False):
        _, asked, form = proper(bank, wallet, copy)
        capsys.readouterr()
        answer = send(wallet, asked, form, express=express, **{"X-Request-Id": "my-request-1"})
        assert answer.headers["X-Request-Id"] == "my-request-1"
        line = json.loads(capsys.readouterr().err.splitlines()[-1])
        assert line.pop("ms") >= 0
        assert re.fullmatch(r"[\dT:.-]+Z", line.pop("timestamp"))
        lines.append(line)
    assert lines[0] == lines[1]
    assert lines[0]["route"] == LANE.rule


def test_too_many_from_one_address_are_refused_in_the_lane_too(bank: Bank, wallet: Wallet, copy: Copy) -> None:
    _, asked, form = proper(bank, wallet, copy)
    limits = wallet.client.application.extensions["liangma"].request_limits
    limits._each, before = 1, limits._each
    try:
        answers = [wallet.post(asked, urlencode(form | {"state": "x"}), content_type=FORM) for _ in range(2)]
    finally:
        limits._each = before
    assert [one.status_code for one in answers[1:]] == [429]
    assert int(answers[1].headers["Retry-After"]) > 0
    assert send(wallet, asked, form, express=True).status_code == 200


def test_a_surprise_in_the_lane_is_a_500_that_tells_nothing_and_ends_nothing(
    bank: Bank, wallet: Wallet, copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, asked, form = proper(bank, wallet, copy)
    with monkeypatch.context() as broken:
        broken.setattr(keys, "verify", None)
        answer = wallet.post(asked, urlencode(form), content_type=FORM)
    assert (answer.status_code, answer.json["code"]) == (500, "internal")
    assert bank.read(made).json["state"] == "fetched"
    assert send(wallet, asked, form, express=True).status_code == 200


OTHERS = {
    "a charset": ({"content_type": BESIDE}, None),
    "another type": ({"content_type": "text/plain"}, None),
    "letters that are not ASCII": ({}, "é"),
    "nothing": ({}, ""),
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_is_not_plain_is_left_to_the_route_whole(bank: Bank, wallet: Wallet, shared: Copy, what: str) -> None:
    _, asked, form = proper(bank, wallet, shared)
    given_, more = OTHERS[what]
    body = urlencode(form) if more is None else more and f"{urlencode(form)}&more={more}"
    with framework_requests(wallet.client.application) as seen:
        answer = wallet.post(asked, body.encode(), **{"content_type": FORM} | given_)
    assert len(seen) == 1
    assert answer.status_code == (200 if what in ("a charset", "letters that are not ASCII") else 400)


@pytest.mark.parametrize("reference", ["", "a" * 61, "a/b", "a%2Fb", "é", "a\n"])
def test_what_is_no_reference_is_not_the_lanes(reference: str) -> None:
    assert LANE.path.fullmatch(f"/openid/presentations/{reference}/response") is None


def test_the_lane_is_the_routes_own_address(wallet: Wallet) -> None:
    rules = {rule.rule for rule in wallet.client.application.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert LANE.rule in rules


@settings(deadline=None, max_examples=80)
@given(
    st.one_of(
        st.lists(st.tuples(st.text(max_size=8), st.text(max_size=20)), max_size=5).map(urlencode),
        st.text("ab=&+%;2F0é\x00 ", max_size=30),
    )
)
def test_the_lane_reads_a_form_as_the_framework_does(body: str) -> None:
    data = body.encode()
    found = form_of(data)
    builder = EnvironBuilder(method="POST", data=data, content_type=FORM)
    if found is None:
        assert not data or not data.isascii()
    else:
        assert list(found.items(multi=True)) == list(builder.get_request().form.items(multi=True))


def test_a_key_from_before_an_upgrade_still_opens(office: Office, bank: Bank, wallet: Wallet, copy: Copy) -> None:
    """It was sealed as a bare number."""
    made = bank.ask(*SHOWN)
    mine = Presentation.presentation_id == uuid.UUID(made["presentation_id"])
    private = keys.new_private_key().private_numbers().private_value
    context = b"presentation:" + uuid.UUID(made["presentation_id"]).bytes
    with db.transaction(office.engine) as session:
        session.execute(update(Presentation).where(mine).values(sealed_key=office.box.seal(f"{private:x}", context)))
    asked = wallet.fetch(made)
    assert wallet.answer(asked, {"resident-id": [wallet.present(asked, copy, *SHOWN)]}).status_code == 200
