"""What staff read: keys and lists, batches, partners, the log of some days. Each role its own, and never a secret."""

import time
from datetime import timedelta

from backend.people.staff import ROLES
from backend.registries.calendar import day_of
from backend.trust.models import PLATFORM
from tests.api.batch_rows import batch
from tests.api.town import GA, PARTNERS, PURPOSE, Town

SECRETS = ("sealed", "private", '"d"', "secret_hash", "argon2")


def test_a_department_sees_its_own_keys_and_other_staff_all(town: Town) -> None:
    own = town.must("GET", "/api/v1/issuers", "department")["items"]
    assert [one["code"] for one in own] == ["FW"]
    every = {one["code"]: one for one in town.must("GET", "/api/v1/issuers", "security")["items"]}
    assert {"FW", "GA", PLATFORM} < set(every)
    assert [one["code"] for one in every.values() if one["platform"]] == [PLATFORM]
    key = every["GA"]["keys"][0]
    assert (key["state"], key["signs"], key["retired_at"]) == ("active", True, None)
    assert 1 in every["GA"]["types"]


def test_nothing_that_staff_read_holds_a_private_part_or_a_secret(town: Town) -> None:
    for path in ("issuers", "lists", "partners", "batches", "statistics"):
        text = town.send("GET", f"/api/v1/{path}", "operator").text
        assert [word for word in SECRETS if word in text] == [], path


def test_the_lists_say_how_full_they_are_and_what_they_hold(town: Town) -> None:
    before = town.must("GET", "/api/v1/lists", "auditor")
    made = town.certificate(0, 0)
    town.must("POST", f"/api/v1/certificates/{made}/suspensions", "department", json={"reason": "核查"})
    town.send("GET", "/api/v1/trust-list")
    after = town.must("GET", "/api/v1/lists", "auditor")
    (old,), (new,) = before["status_lists"], after["status_lists"]
    assert (new["used"], new["suspended"]) == (old["used"] + 1, old["suspended"] + 1)
    assert new["version"] > old["version"]
    assert after["trust_list"]["number"] >= 1
    assert after["bundle"]["number"] == after["trust_list"]["number"] + new["version"]


def test_a_batch_is_seen_by_its_department_and_the_operator_page_by_page(town: Town) -> None:
    made = sorted((batch(town, 0) for _ in range(2)), reverse=True)
    own = town.must("GET", "/api/v1/batches", "department")["items"]
    assert [one["batch_id"] for one in own[:2]] == made
    assert [own[0][name] for name in ("state", "rows", "issued", "left", "made_by_me")] == ["reading", 7, 0, 7, False]
    assert town.must("GET", "/api/v1/batches", "department", GA)["items"] == []
    first = town.must("GET", "/api/v1/batches?limit=1", "operator")
    second = town.must("GET", f"/api/v1/batches?limit=1&cursor={first['next_cursor']}", "operator")
    assert [page["items"][0]["batch_id"] for page in (first, second)] == made


def test_a_partner_is_shown_with_exactly_the_fields_it_may_see(town: Town) -> None:
    first = town.must("GET", "/api/v1/partners?limit=1", "operator")
    rest = town.must("GET", f"/api/v1/partners?cursor={first['next_cursor']}", "operator")
    items = first["items"] + rest["items"]
    assert [one["client_id"] for one in items] == sorted(PARTNERS)
    one = items[0]
    assert (one["state"], one["proves_by"], one["expires_at"]) == ("approved", "keys", None)
    (purpose,) = one["purposes"]
    type_ = town.services.catalogue.by_number(1)
    assert type_ is not None
    assert purpose["purpose"] == PURPOSE
    assert [field["name"] for field in purpose["types"][0]["fields"]] == [*type_.fields, *type_.derived]


def test_the_log_of_some_days_holds_those_days_and_no_other(town: Town) -> None:
    today = day_of(int(time.time()))
    query = f"/api/v1/audit/entries?from={today}&to={today}"
    assert town.must("GET", query, "auditor")["items"] != []
    past = today - timedelta(days=2)
    assert town.must("GET", f"/api/v1/audit/entries?from={past}&to={past}", "auditor")["items"] == []


def test_each_kind_of_administrator_has_a_role_of_its_own() -> None:
    assert {"operator", "security", "auditor"} <= ROLES  # the system, its keys, its log
