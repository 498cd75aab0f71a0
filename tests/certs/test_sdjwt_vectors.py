"""Every good and hostile token of tests/vectors/sdjwt.json gets exactly its verdict."""

import json
import tracemalloc
from typing import Any

import pytest

from certs import keys, sdjwt
from certs.reasons import REASONS
from certs.sdjwt.present import MAX_CHARS, MAX_DISCLOSURES
from tests.vectors import make_sdjwt
from tests.vectors.sdjwt_build import ISSUER, NAME, NOW, issued, listed, sd

VECTORS = json.loads(make_sdjwt.FILE.read_text(encoding="utf-8"))
ISSUER_KEY = keys.public_from_jwk(VECTORS["issuer_key"])


def _key_for(header: dict[str, Any], payload: dict[str, Any]) -> keys.PublicKey | None:
    return ISSUER_KEY if payload.get("iss") == VECTORS["issuer"] else None


def _verdict(token: Any, **more: Any) -> sdjwt.SdAccepted | sdjwt.SdRejected:
    return sdjwt.verify(token, key_for=lambda *_: ISSUER_KEY, now=NOW, **more)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_a_token_gets_its_verdict(case: dict[str, Any]) -> None:
    asked = case["key_binding"] and sdjwt.KeyBinding(**case["key_binding"])
    outcome = sdjwt.verify(
        case["token"],
        key_for=_key_for,
        now=case["now"],
        leeway=VECTORS["leeway"],
        key_binding=asked,
        typ=case["typ"],
    )
    if isinstance(outcome, sdjwt.SdAccepted):
        assert case["expected"] == "accepted"
    else:
        assert outcome.reason == case["expected"], outcome
        assert case["detail"] in ("", outcome.detail)


def test_there_are_at_least_forty_hostile_tokens_with_names_of_their_own() -> None:
    names = [case["name"] for case in VECTORS["cases"]]
    assert len(set(names)) == len(names)
    assert sum(case["expected"] != "accepted" for case in VECTORS["cases"]) >= 40


def test_the_file_is_what_its_generator_writes() -> None:
    assert make_sdjwt.FILE.read_text(encoding="utf-8") == make_sdjwt.text()


def test_every_reason_is_one_that_is_explained_to_people() -> None:
    assert {case["expected"] for case in VECTORS["cases"]} - {"accepted"} <= set(REASONS)


def test_twenty_bombs_are_refused_before_they_cost_anything() -> None:
    whole = sd(listed(NAME), NAME)
    token = whole.split("~")[0]
    bombs = [
        whole + "A" * MAX_CHARS,
        "~" * (MAX_CHARS - 1),
        "." * (MAX_CHARS - 1),
        token + "~YQ" * (MAX_DISCLOSURES + 1) + "~",
        issued(b'{"n":' + b"[" * 100_000 + b"]" * 100_000 + b"}") + "~",
    ] * 4
    tracemalloc.start()
    outcomes = [_verdict(bomb) for bomb in bombs]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000
    assert all(isinstance(outcome, sdjwt.SdRejected) for outcome in outcomes)
    assert {outcome.reason for outcome in outcomes if isinstance(outcome, sdjwt.SdRejected)} == {
        "too_long",
        "malformed",
    }


def test_a_token_beyond_its_size_or_its_number_of_disclosures_is_called_too_long() -> None:
    token = sd(listed(NAME), NAME).split("~")[0]
    assert _verdict(f"{token}~{'A' * MAX_CHARS}~") == sdjwt.SdRejected("too_long", "SD-JWT is larger than its limit")
    assert _verdict(f"{token}{'~YQ' * (MAX_DISCLOSURES + 1)}~") == sdjwt.SdRejected("too_long", "too many disclosures")


@pytest.mark.parametrize("thing", [None, 7, b"a~", [], {}, "\ud800~", "\x00~", "~~~", "..~", "a.b.c~" * 3])
def test_what_is_not_even_a_token_is_refused_and_never_raises(thing: Any) -> None:
    assert isinstance(_verdict(thing), sdjwt.SdRejected)


def test_a_plain_sd_jwt_needs_no_vct_when_its_typ_is_asked_for() -> None:
    token = issued({"iss": "x"}, header={"typ": "example+sd-jwt"}, by=ISSUER) + "~"
    assert isinstance(_verdict(token, typ="example+sd-jwt"), sdjwt.SdAccepted)
    assert _verdict(token) == sdjwt.SdRejected("malformed", "typ")


@pytest.mark.parametrize("iss", [["https://liangma.example"], 7, None, {}])
def test_an_issuer_that_is_not_text_is_refused_even_when_the_key_fits(iss: Any) -> None:
    assert _verdict(sd({"iss": iss})) == sdjwt.SdRejected("malformed", "iss")
