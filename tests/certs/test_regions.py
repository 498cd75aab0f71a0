"""Codes of other regions: every vector by the bundle that carries them, and what a bundle of regions may not be."""

import json
from typing import Any

import pytest

from certs import base64url, bundle, keys, report, status
from certs.errors import TrustError
from certs.verify import Accepted, Rejected, Required, verify
from tests.vectors import lm1_world as w
from tests.vectors import make_regions
from tests.vectors import region_world as r

DOCUMENT = json.loads(make_regions.FILE.read_text("ascii"))
VECTORS = DOCUMENT["vectors"]
ANCHOR = keys.public_from_jwk(DOCUMENT["anchor"])
BUNDLE = bundle.read_bundle(DOCUMENT["bundle"], anchor=ANCHOR, now=DOCUMENT["bundle_read_at"])


def _verdict(vector: dict[str, Any], read: bundle.Bundle = BUNDLE) -> Accepted | Rejected:
    given = vector.get("required", {})
    permitted = given.get("permitted")
    required = Required(
        DOCUMENT["audience"],
        permitted=None if permitted is None else {int(no): frozenset(names) for no, names in permitted.items()},
        stale_ok=given.get("stale_ok", False),
        audience_here=given.get("audience_here"),
    )
    seen = {bytes.fromhex(one) for one in vector.get("seen", ())}
    return verify(vector["code"], trust=read.trust, required=required, now=vector["now"], seen=seen)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_vector_gets_the_verdict_written_beside_it(vector: dict[str, Any]) -> None:
    verdict, expected = _verdict(vector), vector["expected"]
    if expected["accepted"]:
        assert isinstance(verdict, Accepted), verdict
        assert verdict.fields == expected["fields"]
        assert (verdict.region.id if verdict.region else None) == vector.get("region")
        assert verdict.type.id == "card-1"
    else:
        assert isinstance(verdict, Rejected), verdict
        assert verdict.reason == expected["reason"]
        assert [check.reason for check in verdict.checks if check.result == "failed"] == [verdict.reason]
    noted = {check.name: check.note for check in verdict.checks}
    for name, note in vector.get("notes", {}).items():
        assert noted[name] == (note["name"], note["value"])


def test_the_file_is_what_its_generator_writes() -> None:
    assert make_regions.text() == make_regions.FILE.read_text("ascii")


def test_without_the_region_its_code_is_of_nobody() -> None:
    alone = bundle.read_bundle(w.BUNDLE, anchor=w.ANCHOR.public, now=w.T0)
    verdict = _verdict({"code": r.code(), "now": w.NOW}, alone)
    assert isinstance(verdict, Rejected)
    assert verdict.reason == "unknown_key"


def test_our_own_bundle_past_its_time_accepts_nobody_elses_code_either() -> None:
    member = {**r.MEMBERS[0], "grace": 30 * w.DAY}
    read = bundle.read_bundle(r.carrying(member), anchor=w.ANCHOR.public, now=w.T0)
    late = w.T0 + 3 * w.DAY + 1
    verdict = _verdict({"code": r.code(iat=late), "now": late}, read)
    assert isinstance(verdict, Rejected)
    assert verdict.reason == "bundle_stale"


def test_the_report_names_the_region() -> None:
    verdict = _verdict({"code": r.code(), "now": w.NOW})
    assert report.as_json(verdict, anchor_pinned=True)["region"] == "EAST"
    assert any("East GA" in line for line in report.lines(verdict, lang="en", anchor_pinned=True))


EMPTY = status.build({}, size=8)
FOREIGN = base64url.encode(status.sign_cwt(EMPTY, uri=f"{r.STATUS['east']}0", iat=w.T0, signer=w.OTHER))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"anchor": keys.jwk_of(w.OTHER.public)}, "signature_invalid"),
        ({"trust_list": r.MEMBERS[1]["trust_list"]}, "signature_invalid"),
        ({"status_lists": {"0": FOREIGN}}, "signature_invalid"),
        ({"status_lists": {"1": r.MEMBERS[0]["status_lists"]["0"]}}, "status_list_uri"),
        ({"status_lists": {"x": ""}}, "malformed"),
        ({"status_lists": {"00": r.MEMBERS[0]["status_lists"]["0"]}}, "malformed"),
        ({"status_lists": {"٠": r.MEMBERS[0]["status_lists"]["0"]}}, "malformed"),
        ({"id": 5}, "malformed"), ({"name": "East"}, "malformed"), ({"grace": None}, "malformed"),
        ({"accepts": []}, "malformed"), ({"accepts": {"citizen-card": {}}}, "malformed"), ({"policy": {}}, "malformed"),
        ({"accepts": {"citizen-card": {"type": "card-1", "fields": {"full_name": 1}, "values": {}}}}, "malformed"),
        ({"accepts": {"citizen-card": {"type": "card-1", "fields": {}, "values": {"sex": {"1": 1}}}}}, "malformed"),
    ],
)  # fmt: skip
def test_a_region_that_is_not_what_its_anchor_signed_closes_the_bundle(change: dict[str, Any], why: str) -> None:
    with pytest.raises(TrustError) as caught:
        bundle.read_bundle(r.carrying({**r.MEMBERS[0], **change}), anchor=w.ANCHOR.public, now=w.T0)
    assert caught.value.reason == why


def test_a_region_stands_once() -> None:
    with pytest.raises(TrustError, match="stands twice"):
        bundle.read_bundle(r.carrying(r.MEMBERS[0], r.MEMBERS[0]), anchor=w.ANCHOR.public, now=w.T0)
