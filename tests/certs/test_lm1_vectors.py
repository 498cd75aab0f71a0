"""Every LM1 vector through `certs.verify`, and the file against its generator."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from certs import bundle, keys, lm1
from certs.place import OFFLINE, ONLINE, WINDOW
from certs.reasons import REASONS
from certs.verify import Accepted, Rejected, Required, verify
from tests.vectors import make_lm1

DOCUMENT = json.loads(make_lm1.FILE.read_text("ascii"))
VECTORS = DOCUMENT["vectors"]
ON_BEHALF = json.loads(make_lm1.ON_BEHALF.read_text("ascii"))["vectors"]
ANCHOR = keys.public_from_jwk(DOCUMENT["anchor"])
BUNDLE = bundle.read_bundle(DOCUMENT["bundle"], anchor=ANCHOR, now=DOCUMENT["bundle_read_at"])


def _required(given: dict[str, Any]) -> Required:
    permitted = given.get("permitted")
    return Required(
        given.get("audience", DOCUMENT["audience"]),
        bytes.fromhex(given["challenge"]) if "challenge" in given else None,
        nonce_ok=given.get("nonce_ok", False),
        permitted=None if permitted is None else {int(no): frozenset(names) for no, names in permitted.items()},
        needed=frozenset(given.get("needed", ())),
        stale_ok=given.get("stale_ok", False),
        place=given.get("place", OFFLINE),
    )


def _verdict(vector: dict[str, Any]) -> Accepted | Rejected:
    return verify(
        vector["code"],
        trust=BUNDLE.trust,
        required=_required(vector.get("required", {})),
        now=vector["now"],
        seen={bytes.fromhex(seen) for seen in vector.get("seen", ())},
    )


@pytest.mark.parametrize("vector", [*VECTORS, *ON_BEHALF], ids=lambda vector: vector["name"])
def test_a_vector_gets_the_verdict_written_beside_it(vector: dict[str, Any]) -> None:
    verdict = _verdict(vector)
    expected = vector["expected"]
    if expected["accepted"]:
        assert isinstance(verdict, Accepted), verdict
        assert json.loads(json.dumps(verdict.fields)) == expected["fields"]
        assert (asdict(verdict.on_behalf) if verdict.on_behalf else None) == expected.get("on_behalf")
        assert all(check.result in {"passed", "skipped", "warning"} for check in verdict.checks)
    else:
        assert isinstance(verdict, Rejected), verdict
        assert verdict.reason == expected["reason"]
        assert [check.reason for check in verdict.checks if check.result == "failed"] == [verdict.reason]
    noted = {check.name: check.note for check in verdict.checks}
    for name, note in vector.get("notes", {}).items():
        assert noted[name] == (note["name"], note["value"])


def test_the_files_are_what_their_generator_writes() -> None:
    for file, text in make_lm1.texts().items():
        assert text == file.read_text("ascii")


OFFLINE_REASONS = {
    "malformed", "too_long", "unsupported_code", "not_canonical", "wrong_algorithm", "unknown_issuer", "unknown_key",
    "key_not_active", "key_compromised", "issuer_signature_invalid", "device_signature_invalid", "unknown_type",
    "type_not_allowed_for_issuer", "unknown_field", "view_expired", "view_from_future", "code_expired",
    "code_from_future", "wrong_audience", "challenge_missing", "challenge_mismatch", "replayed", "status_suspended",
    "status_revoked", "status_unknown", "pack_needs_server", "field_not_permitted", "type_not_permitted",
    "required_field_missing", "trust_list_stale", "bundle_stale",
}  # fmt: skip


def test_there_are_at_least_sixty_hostile_codes_and_every_offline_reason_among_them() -> None:
    hostile = [vector for vector in VECTORS if not vector["expected"]["accepted"]]
    assert len(hostile) >= 60
    assert {vector["expected"]["reason"] for vector in hostile} == OFFLINE_REASONS
    assert set(REASONS) >= OFFLINE_REASONS


def test_names_of_vectors_are_unique() -> None:
    every = [vector["name"] for vector in (*VECTORS, *ON_BEHALF)]
    assert len(set(every)) == len(every)


def test_a_code_shown_on_behalf_is_refused_in_at_least_twenty_ways_and_accepted_in_every_place() -> None:
    hostile = [vector for vector in ON_BEHALF if not vector["expected"]["accepted"]]
    assert len(hostile) >= 20
    assert "showing_not_here" in {vector["expected"]["reason"] for vector in hostile}
    places = {vector.get("required", {}).get("place", OFFLINE) for vector in ON_BEHALF if vector not in hostile}
    assert places == {WINDOW, ONLINE, OFFLINE}


def test_no_hostile_code_has_the_bytes_of_a_right_one_unless_the_time_or_the_requirement_differs() -> None:
    right = {vector["code"] for vector in VECTORS if vector["expected"]["accepted"]}
    plain = [
        vector for vector in VECTORS if not {"required", "seen"} & vector.keys() and vector["now"] == 1_800_003_600
    ]
    assert not [vector for vector in plain if not vector["expected"]["accepted"] and vector["code"] in right]


def test_the_one_time_id_of_a_mirrored_signature_is_the_same() -> None:
    codes = {vector["name"]: vector["code"] for vector in VECTORS}
    mirrored = lm1.parse(codes["the mirrored signature (r, n - s) is the same code"])
    assert mirrored.once_id == lm1.parse(codes["three fields"]).once_id
