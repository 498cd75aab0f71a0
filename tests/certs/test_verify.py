"""The rules of acceptance beyond the vectors: what a verdict tells, and that nothing handed in makes `verify` raise."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certs import base45, keys, lm1, receipt, trust, verify
from certs.reasons import REASONS
from certs.report import CHECK_NAMES
from certs.verify import Accepted, Check, Rejected, Required
from tests.vectors import lm1_world as w

TRUST = w.world().trust
ANYBODY = Required("gate-12")
CODE = w.code()
RAW = base45.decode(CODE[4:])

CHECKS = [name for name in CHECK_NAMES if name not in receipt.CHECKS]  # of a code; receipts have their own


def _verdict(code: str, required: Required = ANYBODY, *, now: int = w.NOW, **more: Any) -> Accepted | Rejected:
    return verify.verify(code, **{"trust": TRUST, "required": required, "now": now} | more)


def _check(verdict: Accepted | Rejected, name: str) -> Check:
    return next(check for check in verdict.checks if check.name == name)


def test_an_accepted_code_tells_all_a_receipt_needs() -> None:
    verdict = _verdict(w.code(aud="gate-12", cnonce=b"12345678"))
    assert isinstance(verdict, Accepted)
    assert (verdict.issuer, verdict.handle, verdict.type.id) == ("GA", w.HANDLE, "card-1")
    assert (verdict.iat, verdict.aud, verdict.cnonce, verdict.exp) == (w.NOW, "gate-12", b"12345678", w.VIEW_EXP)
    assert (verdict.status, verdict.status_as_of) == ((0, 0), w.T0)
    assert verdict.device_thumbprint == keys.thumbprint(w.DEVICE.public)
    assert [check.name for check in verdict.checks] == CHECKS


def test_after_the_first_failure_the_later_checks_are_skipped() -> None:
    verdict = _verdict(w.code(aud="gate-13"))
    results = {check.name: check.result for check in verdict.checks}
    assert list(results) == CHECKS
    assert results["device_signature"] == "passed"
    assert results["audience"] == "failed"
    assert {results[name] for name in ("challenge", "freshness", "replay", "status", "fields", "purpose")} == {
        "skipped"
    }


def test_a_refusal_names_the_certificate_only_when_the_issuer_really_signed_it() -> None:
    genuine = _verdict(w.code(w.view(status=(0, 1))))
    assert isinstance(genuine, Rejected)
    assert (genuine.issuer, genuine.handle, genuine.status) == ("GA", w.HANDLE, (0, 1))
    assert genuine.type is not None
    for forged in (w.view(signer=w.OTHER), w.view(issuer="XX")):
        refused = _verdict(w.code(forged))
        assert isinstance(refused, Rejected)
        assert (refused.issuer, refused.handle, refused.type, refused.status) == (None, None, None, None)
        assert refused.once_id is not None


def test_a_live_status_is_reported_as_deferred_and_the_code_accepted() -> None:
    live = trust.Trust(TRUST.trust_list, TRUST.catalogue, trust.LiveElsewhere(), w.T0)
    verdict = _verdict(w.code(w.view(status=(0, 1))), trust=live)
    assert isinstance(verdict, Accepted)
    status = _check(verdict, "status")
    assert (status.result, status.note) == ("deferred", ("asked_live", None))


def test_an_old_list_is_a_warning_where_the_policy_allows_it() -> None:
    later = w.T0 + 2 * w.DAY
    verdict = _verdict(w.code(iat=later), Required("gate-12", stale_ok=True), now=later)
    assert isinstance(verdict, Accepted)
    status = _check(verdict, "status")
    assert (status.result, status.reason, status.note) == ("warning", "status_unknown", ("as_of", w.T0))


@pytest.mark.parametrize(("past", "future"), [(10, 5), (600, 0)])
def test_the_window_is_the_verifiers_own(past: int, future: int) -> None:
    required = Required("gate-12", iat_past=past, iat_future=future)
    for shift, right in ((past, True), (past + 1, False), (-future, True), (-future - 1, False)):
        assert isinstance(_verdict(CODE, required, now=w.NOW + shift), Accepted) is right


def test_a_screenshot_is_accepted_inside_the_window_only() -> None:
    seconds = {0: True, 30: True, 89: True, 90: True, 91: False, 300: False}
    assert {after: isinstance(_verdict(CODE, now=w.NOW + after), Accepted) for after in seconds} == seconds


def test_a_purpose_gives_out_no_field_beyond_it() -> None:
    every = [frozenset(), frozenset({"over_18"}), frozenset({"name", "birth_date"}), frozenset({"seats"})]
    for permitted in every:
        verdict = _verdict(CODE, Required("gate-12", permitted={1: permitted}))
        assert isinstance(verdict, Rejected)
        assert verdict.reason == "field_not_permitted"


def _pack(**changes: Any) -> lm1.PackCode:
    text = lm1.pack_text(
        [("AAAAAAAA", 1), ("BBBBBBBB", 9)], w.DEVICE, **{"device_handle": b"deviceAA", "iat": w.NOW} | changes
    )
    pack = lm1.parse(text)
    assert isinstance(pack, lm1.PackCode)
    return pack


def _pack_reason(pack: lm1.PackCode, required: Required = ANYBODY, **more: Any) -> str | None:
    checks = verify.check_pack_signature(pack, **{"device": w.DEVICE.public, "required": required, "now": w.NOW} | more)
    assert [check.name for check in checks] == ["device_signature", "audience", "challenge", "freshness", "replay"]
    return next((check.reason for check in checks if check.result == "failed"), None)


def test_a_pack_is_read_and_checked_like_a_code() -> None:
    pack = _pack()
    assert pack.entries == (("AAAAAAAA", 1), ("BBBBBBBB", 9))
    assert pack.device_handle == b"deviceAA"
    assert _pack_reason(pack) is None
    assert _pack_reason(pack, device=w.OTHER.public) == "device_signature_invalid"
    assert _pack_reason(_pack(aud="gate-13")) == "wrong_audience"
    assert _pack_reason(pack, now=w.NOW + 91) == "code_expired"
    assert _pack_reason(pack, now=w.NOW - 31) == "code_from_future"
    assert _pack_reason(pack, seen={pack.once_id}) == "replayed"
    assert _pack_reason(_pack(aud="gate-12"), Required("gate-12", b"12345678")) == "challenge_missing"


def test_a_pack_shown_to_a_verifier_without_a_server_keeps_its_one_time_id() -> None:
    text = lm1.pack_text([("AAAAAAAA", 1)], w.DEVICE, device_handle=bytes(8), iat=w.NOW)
    verdict = _verdict(text)
    assert isinstance(verdict, Rejected)
    assert (verdict.reason, verdict.once_id) == ("pack_needs_server", lm1.parse(text).once_id)


def test_every_reason_has_both_languages_and_a_next_step() -> None:
    for code, reason in REASONS.items():
        assert reason.code == code
        assert all((reason.zh, reason.en, reason.next_zh, reason.next_en))


def _safe(code: Any) -> None:
    verdict = _verdict(code)
    assert isinstance(verdict, Accepted | Rejected)
    if isinstance(verdict, Rejected):
        assert verdict.reason in REASONS
        assert [check.name for check in verdict.checks] == CHECKS


@given(st.text(max_size=200) | st.text(alphabet=base45.ALPHABET, max_size=300).map("LM1:".__add__))
def test_any_text_gets_a_verdict(text: str) -> None:
    _safe(text)


@given(st.binary(max_size=400))
def test_any_bytes_get_a_verdict(data: bytes) -> None:
    _safe(lm1.PREFIX + base45.encode(data))


@pytest.mark.parametrize("thing", [None, 5, b"LM1:", [], {}, object()])
def test_what_is_not_even_text_gets_a_verdict(thing: object) -> None:
    _safe(thing)


@given(st.lists(st.tuples(st.integers(0, len(RAW) - 1), st.integers(0, 255)), min_size=1, max_size=3))
def test_a_changed_byte_is_never_accepted_as_another_code(changes: list[tuple[int, int]]) -> None:
    changed = bytearray(RAW)
    for at, value in changes:
        changed[at] = value
    code = lm1.PREFIX + base45.encode(bytes(changed))
    _safe(code)
    assert isinstance(_verdict(code), Accepted) is (code == CODE)


@given(st.integers(0, len(CODE)), st.integers(0, len(CODE)), st.text(max_size=6))
def test_a_code_cut_or_spliced_gets_a_verdict(start: int, end: int, between: str) -> None:
    _safe(CODE[:start] + between + CODE[end:])


JSON_LIKE = st.recursive(
    st.integers(-(1 << 64), (1 << 64) - 1) | st.binary(max_size=9) | st.text(max_size=9) | st.booleans() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.integers(0, 12) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.integers(1, 12), JSON_LIKE, max_size=5))
def test_any_fields_a_true_issuer_signs_get_a_verdict(fields: dict[int, Any]) -> None:
    _safe(w.code(w.view(fields=fields)))


@pytest.mark.parametrize("part", ["trust list", "bundle"])
def test_a_clock_behind_the_trust_list_or_its_bundle_is_noticed(part: str) -> None:
    listed = TRUST.trust_list
    later = replace(listed, iat=w.NOW + 301) if part == "trust list" else listed
    as_of = w.NOW + 301 if part == "bundle" else listed.iat
    verdict = _verdict(CODE, trust=trust.Trust(later, TRUST.catalogue, TRUST.status, as_of))
    assert isinstance(verdict, Rejected)
    assert verdict.reason == "trust_list_stale"
