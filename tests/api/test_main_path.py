"""The main path over HTTP, on both engines: issue, bind, show, scan, exempt, history, gate online, gate offline.

The gate offline has the vault (`certs`) and the day's bundle, nothing else.
"""

import time
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend import db
from backend.trust import keys as trust_keys
from certs import base64url, bundle, lm1, verify
from tests.api.town import GA, MATTER, PURPOSE, Town

HOUR = 3600
MINIMAL = 1


class Gate:
    """A gate without network: it knows the anchor and the bundle it fetched last."""

    def __init__(self, client: FlaskClient) -> None:
        self._client, self._number, self._anchor = client, 0, None
        self.fetch()

    def fetch(self) -> int:
        """Take the next bundle; never an older one, never one of another anchor."""
        text, now = self._client.get("/api/v1/bundle").text, int(time.time())
        read = bundle.read_bundle(text, anchor=self._anchor, now=now, at_least_number=self._number)
        self._bundle, self._number, self._anchor = read, read.number, read.anchor
        return read.number

    def check(self, code: str) -> str:
        """accepted, or the reason of the refusal."""
        required = verify.Required("gate-1")
        verdict = verify.verify(code, trust=self._bundle.trust, required=required, now=int(time.time()))
        return "accepted" if isinstance(verdict, verify.Accepted) else verdict.reason


@pytest.fixture
def town(own_town: Town) -> Town:
    return own_town


@pytest.fixture
def gate(town: Town) -> Gate:
    return Gate(town.client)


def online(town: Town, code: str, role: str = "window", which: int = 0) -> Any:
    return town.must("POST", "/api/v1/verifications", role, which, json={"code": code, "purpose": PURPOSE})


def states(case: Any) -> dict[str, str]:
    return {material["code"]: material["state"] for material in case["materials"]}


def end(town: Town, certificate_id: str, department: int, act: str, **more: str) -> Any:
    path = f"/api/v1/certificates/{certificate_id}/{act}"
    return town.must("POST", path, "department", department, json={"reason": "核查"} | more)


def rotate(town: Town, issuer: str, overlap: int) -> None:
    """What two security administrators did on the command line, long enough ago that every process knows of it."""
    heard = int(time.time()) - trust_keys.CACHE_SECONDS
    with db.transaction(town.services.engine) as session:
        trust_keys.rotate(session, issuer, box=town.services.box, now=heard, overlap_seconds=overlap)


def test_from_the_department_to_the_window_to_the_gate(town: Town, gate: Gate) -> None:
    card = town.card(0)  # issued by the department, bound to the phone, in the wallet
    assert (card["state"], card["holder_name"]) == ("valid", town.citizens[0].name)
    assert town.citizens[0].number not in str(card)  # masked on the list

    case_no = town.case(0)
    assert states(town.must("GET", f"/api/v1/cases/{case_no}", "window"))["id-card"] == "missing"
    code = town.code(0)
    scanned = town.must("POST", f"/api/v1/cases/{case_no}/scans", "window", json={"code": code})
    assert scanned["verdict"]["accepted"]
    assert states(scanned["case"])["id-card"] == "exempt"
    form = {field["name"]: field["value"] for field in scanned["case"]["form"]}
    assert town.citizens[0].name in form.values()

    again = town.must("POST", f"/api/v1/cases/{case_no}/scans", "window", json={"code": code})
    assert again["verdict"]["reason"] == "replayed"
    assert states(again["case"])["id-card"] == "exempt"

    reads = town.must("GET", "/api/v1/history", "citizen")["items"]
    assert sorted(read["outcome"] for read in reads) == ["accepted", "rejected"]
    assert {(read["verifier"]["verifier_id"], read["matter_code"]) for read in reads} == {("W1", MATTER)}
    assert town.must("GET", "/api/v1/history", "citizen", 1)["items"] == []

    at_gate = online(town, town.code(0, MINIMAL), "partner")
    assert at_gate["accepted"]
    assert gate.check(town.code(0, MINIMAL)) == "accepted"


def test_a_suspension_and_its_end_are_seen_online_at_once_and_offline_with_the_next_bundle(
    town: Town, gate: Gate
) -> None:
    certificate = town.card(0)["certificate_id"]
    shown = view(town)
    end(town, certificate, GA, "suspensions")
    assert online(town, town.show(0, shown))["reason"] == "status_suspended"
    assert gate.check(town.show(0, shown)) == "accepted"  # it cannot know yet
    gate.fetch()
    assert gate.check(town.show(0, shown)) == "status_suspended"
    end(town, certificate, GA, "resumptions")
    assert online(town, town.show(0, shown))["accepted"]
    gate.fetch()
    assert gate.check(town.show(0, shown)) == "accepted"


def test_a_revocation_is_seen_online_at_once_and_offline_with_the_next_bundle(town: Town, gate: Gate) -> None:
    certificate, shown, case_no = town.card(0)["certificate_id"], view(town), town.case(0)
    before = gate.fetch()
    end(town, certificate, GA, "revocations", kind="revoked")
    refused = online(town, town.show(0, shown))
    assert (refused["accepted"], refused["reason"], refused["certificates"]) == (False, "status_revoked", [])
    scanned = town.must("POST", f"/api/v1/cases/{case_no}/scans", "window", json={"code": town.show(0, shown)})
    assert states(scanned["case"])["id-card"] == "missing"
    assert gate.fetch() > before
    assert gate.check(town.show(0, shown)) == "status_revoked"
    assert gate.check(town.code(1)) == "accepted"  # nobody else's is touched


def test_a_key_is_rotated_and_codes_of_the_old_key_still_pass(town: Town, gate: Gate) -> None:
    old = view(town)
    rotate(town, "GA", HOUR)
    new = base64url.decode(fresh_view(town))
    assert lm1.parse_view(old).kid != lm1.parse_view(new).kid
    assert gate.check(town.show(0, old)) == "accepted"
    assert gate.check(town.show(0, new)) == "unknown_key"  # signed by a key that this bundle does not know
    gate.fetch()
    for shown in (old, new):
        assert online(town, town.show(0, shown))["accepted"]
        assert gate.check(town.show(0, shown)) == "accepted"


def test_codes_of_a_compromised_key_are_refused_and_those_of_the_next_pass(town: Town, gate: Gate) -> None:
    old, now = view(town), int(time.time())
    with db.transaction(town.services.engine) as session:
        stolen = trust_keys.signing_key(session, "GA", now=now)
        assert stolen is not None
        trust_keys.mark_compromised(session, stolen.thumbprint, since=now - HOUR, now=now)
    rotate(town, "GA", 0)
    new = base64url.decode(fresh_view(town))
    gate.fetch()
    assert online(town, town.show(0, old))["reason"] == "key_compromised"
    assert gate.check(town.show(0, old)) == "key_compromised"
    assert online(town, town.show(0, new))["accepted"]
    assert gate.check(town.show(0, new)) == "accepted"


def test_a_phone_that_was_removed_shows_nothing_more(town: Town) -> None:
    shown, device = view(town), town.citizens[0].device_id
    town.must("DELETE", f"/api/v1/devices/{device}", "citizen")
    refused = online(town, town.show(0, shown))
    assert (refused["reason"], refused["certificates"]) == ("device_removed", [])


def view(town: Town, number: int = MINIMAL) -> bytes:
    views = {one["number"]: one["view"] for one in town.card(0)["views"]}
    return base64url.decode(views[number])


def fresh_view(town: Town) -> str:
    """A view of the identity card signed now, by the key of now."""
    body = {
        "device_id": str(town.citizens[0].device_id), "certificate_id": town.card(0)["certificate_id"], "view": MINIMAL
    }  # fmt: skip
    signed: str = town.must("POST", "/api/v1/wallet/views", "citizen", json=body)["view"]
    return signed
