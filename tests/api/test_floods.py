"""What one caller may ask before it waits: strangers by network, signed-in verifiers by the codes refused to them."""

import time
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from flask import Flask

from backend.errors import TooMany
from backend.web import request_limits
from backend.web.limit_classes import CLASSES
from backend.web.networks import network_of
from backend.web.refused_codes import RefusedCodes
from backend.web.request_limits import RequestLimits
from tests.api.town import Town
from tests.conftest import in_one_minute

AT = 1_800_000_000 // 60 * 60


def test_an_address_stands_for_what_one_visitor_controls() -> None:
    assert network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("::ffff:192.0.2.7") == "192.0.2.7"
    assert network_of("") == network_of("no address") == "unknown"


def test_addresses_of_one_ipv6_network_are_counted_as_one_visitor(app: Flask) -> None:
    own = app.extensions["liangma"]
    app.extensions["liangma"] = replace(own, request_limits=RequestLimits(None, each=3))
    client = app.test_client()
    addresses = [f"2001:db8:1:2::{n}" for n in range(1, 5)] + ["2001:db8:1:3::1"]
    with in_one_minute():
        answers = [client.get("/api/v1/time", environ_overrides={"REMOTE_ADDR": address}) for address in addresses]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 200]


def test_a_flood_of_new_callers_forgets_the_one_heard_longest_ago_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_limits, "MOST_REMEMBERED", 100)
    limits, guess = RequestLimits(None, each=20, everybody=1_010), CLASSES["guess"]
    for n in range(20):  # one guess, 40 strangers, and so on
        limits.count(guess, "guesser", now=AT)
        for stranger in range(40):
            limits.count(guess, f"{n}-{stranger}", now=AT)
    with pytest.raises(TooMany):
        limits.count(guess, "guesser", now=AT)
    for later in range(1_010 - 821):
        limits.count(guess, f"later-{later}", now=AT)
    with pytest.raises(TooMany):  # everybody's sum is never forgotten
        limits.count(guess, "last", now=AT)


def test_nobody_has_their_own_requests_forgotten_by_a_flood_of_strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_limits, "MOST_REMEMBERED", 100)
    limits, mine = RequestLimits(None, each=20), CLASSES["own-data"]
    for _ in range(20):
        limits.count(mine, "account", now=AT)
    for n in range(1_000):  # a flood from networks that one caller has
        limits.count(CLASSES["public"], f"2001:db8:{n}::/64", now=AT)
    with pytest.raises(TooMany):
        limits.count(mine, "account", now=AT)


def scan_at_the_window(town: Town, code: str) -> Any:
    return town.send("POST", "/api/v1/verifications", "window", json={"code": code, "purpose": "check"})


def scan_for_a_case(town: Town, code: str) -> Any:
    return town.send("POST", f"/api/v1/cases/{town.case(0)}/scans", "window", json={"code": code})


@pytest.mark.parametrize("scan", [scan_at_the_window, scan_for_a_case])
def test_who_sends_too_many_codes_that_are_refused_waits_for_the_next_minute(own_town: Town, scan: Any) -> None:
    own_town.app.extensions["liangma"] = replace(own_town.services, refused_codes=RefusedCodes(most=3))
    minute = int(time.time()) // 60 * 60 + 60
    with time_machine.travel(minute + 10, tick=False):
        good = [own_town.code(0) for _ in range(2)]
        assert scan(own_town, good[0]).status_code == 200  # good codes are not counted
        assert [scan(own_town, "LM1:X").status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = scan(own_town, good[1])
        assert (refused.json["code"], refused.headers["Retry-After"]) == ("too_many", "50")
        body = {"code": "LM1:X", "purpose": "check"}
        assert own_town.send("POST", "/api/v1/verifications", "window", 1, json=body).status_code == 200
    with time_machine.travel(minute + 60, tick=False):
        assert scan(own_town, good[1]).status_code == 200


def test_refusals_are_counted_by_subject_and_minute() -> None:
    limit = RefusedCodes(most=2)
    for subject in ("staff:1", "staff:1", "staff:2"):
        limit.count(subject, now=AT)
    limit.check("staff:2", now=AT)
    with pytest.raises(TooMany):
        limit.check("staff:1", now=AT + 59)
    limit.check("staff:1", now=AT + 60)
    limit.count("staff:1", now=AT + 60)
    limit.check("staff:1", now=AT + 60)
