"""The bundle: signed by the anchor through and through, and its number only grows."""

from typing import Any

import pytest

from certs import base64url, bundle, catalogue, jws, keys, status
from certs.errors import CatalogueError, TrustError
from tests.vectors import lm1_world as w

PAYLOAD = jws.verify(w.BUNDLE, w.ANCHOR.public, typ=bundle.TYP)


def _reason(text: str, **changes: Any) -> str:
    with pytest.raises(TrustError) as caught:
        bundle.read_bundle(text, **{"anchor": w.ANCHOR.public, "now": w.T0} | changes)
    return caught.value.reason


def _signed(by: keys.Signer = w.ANCHOR, **changes: Any) -> str:
    return jws.sign({"typ": bundle.TYP}, PAYLOAD | changes, by)


def test_a_bundle_holds_all_a_verifier_needs() -> None:
    read = bundle.read_bundle(w.BUNDLE, anchor=w.ANCHOR.public, now=w.T0, at_least_number=12)
    assert (read.number, read.iat, read.next_update, read.server_time) == (12, w.T0, w.T0 + 3 * w.DAY, w.T0)
    assert read.anchor_pinned
    assert read.policy == w.POLICY
    assert read.trust.trust_list == w.TRUST_LIST
    assert read.trust.catalogue.sources == w.CATALOGUE.sources
    assert read.trust.status.look_up(0, 2, w.T0).value == status.SUSPENDED
    assert read.trust.as_of == w.T0


def test_without_a_known_anchor_the_bundle_vouches_for_itself_and_says_so() -> None:
    read = bundle.read_bundle(w.BUNDLE, anchor=None, now=w.T0)
    assert not read.anchor_pinned
    assert read.anchor == w.ANCHOR.public


def test_another_signer_is_refused_when_the_anchor_is_known() -> None:
    forged = _signed(w.OTHER, anchor=keys.jwk_of(w.OTHER.public))
    assert _reason(forged) == "signature_invalid"
    assert _reason(w.BUNDLE, anchor=w.OTHER.public) == "signature_invalid"


def test_a_bundle_signed_by_one_key_that_names_another_is_refused() -> None:
    assert _reason(_signed(w.OTHER), anchor=None) == "signature_invalid"


def test_parts_inside_must_be_signed_by_the_same_anchor() -> None:
    mine = _signed(w.OTHER, anchor=keys.jwk_of(w.OTHER.public))
    assert _reason(mine, anchor=None) == "signature_invalid"


def test_an_older_bundle_is_refused_as_a_rollback() -> None:
    assert _reason(w.BUNDLE, at_least_number=13) == "rollback"


def test_a_bundle_from_the_future_is_refused() -> None:
    bundle.read_bundle(w.BUNDLE, anchor=w.ANCHOR.public, now=w.T0 - 30)
    assert _reason(w.BUNDLE, now=w.T0 - 31) == "bundle_from_future"


def test_a_stale_bundle_is_still_read() -> None:
    assert bundle.read_bundle(w.BUNDLE, anchor=w.ANCHOR.public, now=w.T0 + 99 * w.DAY).number == 12


def test_a_status_list_under_another_number_is_refused() -> None:
    lists = PAYLOAD["status_lists"]
    assert _reason(_signed(status_lists={"1": lists["0"]})) == "status_list_uri"


def test_a_status_list_signed_by_someone_else_is_refused() -> None:
    foreign = status.sign_cwt(status.build({}, size=8), uri=f"{w.STATUS_URI}0", iat=w.T0, signer=w.OTHER)
    assert _reason(_signed(status_lists={"0": base64url.encode(foreign)})) == "signature_invalid"


@pytest.mark.parametrize(
    "change",
    [
        {"number": "12"}, {"number": True}, {"iat": None}, {"trust_list": 1}, {"trust_list": "x.y.z"}, {"types": {}},
        {"types": [1]}, {"status_lists": []}, {"status_lists": {"01": ""}}, {"status_lists": {"-1": ""}},
        {"status_lists": {"": ""}}, {"status_lists": {"²": ""}}, {"status_lists": {"9" * 5_000: ""}},
        {"status_lists": {"0": 5}}, {"policy": {}}, {"policy": {"iat_past": 1.5}}, {"server_time": "now"},
    ],
)  # fmt: skip
def test_a_bundle_out_of_form_is_refused(change: dict[str, Any]) -> None:
    assert _reason(_signed(**change)) == "malformed"


def test_a_bundle_with_a_broken_certificate_type_is_refused() -> None:
    with pytest.raises(CatalogueError):
        catalogue.parse([("x.json", "{}")])
    assert _reason(_signed(types=[{"file": "x.json", "text": "{}"}])) == "catalogue"


@pytest.mark.parametrize("text", ["", "a.b", "{}", "a.b.c", w.BUNDLE[:-1], w.BUNDLE + ".", "\ud800"])
def test_text_that_is_no_bundle_is_refused(text: str) -> None:
    for anchor in (w.ANCHOR.public, None):
        assert _reason(text, anchor=anchor) in {"malformed", "not_canonical", "signature_invalid"}
