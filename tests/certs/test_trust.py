"""Trust lists: signed by the anchor, never rolled back; and what a status source may say."""

from dataclasses import replace

import pytest

from certs import jws, keys, status, trust
from certs.errors import TrustError
from tests.vectors import lm1_world as w

SIGNED = trust.sign_trust_list(w.TRUST_LIST, w.ANCHOR)


def _reason(token: str, anchor: keys.PublicKey = w.ANCHOR.public, *, at_least_number: int = 0) -> str:
    with pytest.raises(TrustError) as caught:
        trust.read_trust_list(token, anchor, at_least_number=at_least_number)
    return caught.value.reason


def test_a_signed_list_reads_as_it_was_written() -> None:
    assert trust.read_trust_list(SIGNED, w.ANCHOR.public, at_least_number=7) == w.TRUST_LIST


def test_an_older_list_is_refused_as_a_rollback() -> None:
    assert _reason(SIGNED, at_least_number=8) == "rollback"


def test_a_list_signed_by_someone_else_or_changed_is_refused() -> None:
    assert _reason(SIGNED, w.OTHER.public) == "signature_invalid"
    head, body, signature = SIGNED.split(".")
    assert _reason(f"{head}.{body[:-8]}AAAAAAAA.{signature}") == "signature_invalid"
    assert _reason("not a token") == "malformed"


def _issuer(**changes: object) -> dict[str, object]:
    right = {"name": {"zh": "甲", "en": "A"}, "authority_code": "X", "types": [1], "keys": []}
    return right | changes


def _key(**changes: object) -> dict[str, object]:
    right = {"jwk": keys.jwk_of(w.GA.public), "state": "active", "active_from": 0}
    return right | {"retired_at": None, "compromised_since": None} | changes


@pytest.mark.parametrize(
    "issuers",
    [
        [], {"GA": 1}, {"GA": _issuer(name="甲")}, {"GA": _issuer(name={"zh": "甲"})}, {"GA": _issuer(types=["1"])},
        {"GA": _issuer(types=[True])}, {"GA": _issuer(keys={})}, {"GA": _issuer(keys=[_key(state="good")])},
        {"GA": _issuer(keys=[_key(jwk={"kty": "EC"})])}, {"GA": _issuer(keys=[_key(active_from="0")])},
        {"GA": _issuer(keys=[_key(), _key(state="retired")])}, {"GA": _issuer(keys=[_key(retired_at=1.5)])},
    ],
)  # fmt: skip
def test_a_list_out_of_form_is_refused(issuers: object) -> None:
    payload = {"number": 1, "iat": 1, "next_update": 2, "issuers": issuers}
    assert _reason(jws.sign({"typ": trust.TYP}, payload, w.ANCHOR)) == "malformed"


def test_a_kid_is_computed_from_the_key_and_finds_it() -> None:
    read = trust.read_trust_list(SIGNED, w.ANCHOR.public)
    found = read.key("GA", keys.kid4(w.GA_RETIRED.public))
    assert found is not None
    assert (found.state, found.public) == ("retired", w.GA_RETIRED.public)
    assert read.key("SC", keys.kid4(w.GA.public)) is None
    assert read.key("XX", keys.kid4(w.GA.public)) is None


READ = status.ReadStatusList(status.build({1: 1}, size=8), "u", w.T0, w.T0 + 1_000, None)
LISTS = trust.StatusLists({0: READ}, max_age=500, grace=100)


@pytest.mark.parametrize(
    ("after", "value", "fresh"),
    [(0, 0, True), (500, 0, True), (501, 0, False), (1_000, 0, False), (1_099, 0, False), (1_100, None, False)],
)
def test_a_status_grows_old_and_then_unknown(after: int, value: int | None, fresh: bool) -> None:
    assert LISTS.look_up(0, 0, w.T0 + after) == trust.StatusAnswer(value, w.T0, fresh)


def test_an_expired_list_is_not_fresh_whatever_the_policy() -> None:
    generous = replace(LISTS, max_age=10_000)
    assert generous.look_up(0, 0, w.T0 + 999).fresh
    assert not generous.look_up(0, 0, w.T0 + 1_000).fresh


def test_what_was_revoked_stays_revoked_however_old_the_list() -> None:
    assert LISTS.look_up(0, 1, w.T0 + 99_999).value == status.INVALID


def test_an_unknown_list_or_index_has_no_value() -> None:
    nothing = trust.StatusAnswer(None, None, False)
    assert LISTS.look_up(1, 0, w.T0) == nothing
    assert LISTS.look_up(0, 8, w.T0) == nothing
    assert LISTS.look_up(0, -1, w.T0) == nothing


def test_a_live_status_is_deferred_to_the_caller() -> None:
    assert trust.LiveElsewhere().look_up(0, 0, 5) == trust.StatusAnswer(None, 5, True, deferred=True)
