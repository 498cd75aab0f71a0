"""The wallet's choice: exactly what is revealed is shown, bound to one verifier, one nonce and one moment."""

from typing import Any

import pytest

from certs import keys, sdjwt
from certs.errors import MalformedError
from certs.sdjwt import Hidden

SIGNER = keys.SoftwareSigner(keys.new_private_key())
HOLDER = keys.SoftwareSigner(keys.new_private_key())
NOW = 1_800_000_000
TREE = {
    "name": "张三",
    "sex": "女",
    "address": Hidden({"city": "南京", "street": Hidden("人民路1号")}),
    "nationalities": [Hidden("CN"), "FR", Hidden("DE")],
}
TOKEN = sdjwt.issue(
    TREE, disclosable=["name", "sex"], issuer="i", vct="v", iat=NOW, signer=SIGNER, cnf=HOLDER.public
)  # fmt: skip


def _shown(reveal: Any) -> dict[str, Any]:
    outcome = sdjwt.verify(sdjwt.present(TOKEN, reveal, holder=None), key_for=lambda *_: SIGNER.public, now=NOW)
    assert isinstance(outcome, sdjwt.SdAccepted), outcome
    return {name: value for name, value in outcome.claims.items() if name in TREE}


def test_nothing_revealed_shows_only_what_is_open() -> None:
    assert _shown([]) == {"nationalities": ["FR"]}


def test_a_name_reveals_that_claim_and_no_other() -> None:
    assert _shown(["name"]) == {"name": "张三", "nationalities": ["FR"]}


def test_an_inner_path_reveals_what_encloses_it() -> None:
    assert _shown([("address", "street")])["address"] == {"city": "南京", "street": "人民路1号"}


def test_an_outer_name_keeps_what_is_hidden_inside() -> None:
    assert _shown(["address"])["address"] == {"city": "南京"}


def test_array_positions_are_those_of_the_issued_array() -> None:
    assert _shown([("nationalities", 2)])["nationalities"] == ["FR", "DE"]
    assert _shown([("nationalities", 0), ("nationalities", 1)])["nationalities"] == ["CN", "FR"]


@pytest.mark.parametrize("path", ["alias", ("address", "zip"), ("nationalities", 3), ("name", "x"), ()])
def test_a_path_that_does_not_exist_is_refused(path: Any) -> None:
    with pytest.raises(MalformedError) as caught:
        sdjwt.present(TOKEN, [path], holder=None)
    assert caught.value.reason == "unknown_field"


def test_a_bound_presentation_is_accepted_by_its_verifier_only() -> None:
    shown = sdjwt.present(TOKEN, ["name"], holder=HOLDER, aud="window-12", nonce="n1", iat=NOW)

    def outcome(aud: str, nonce: str, now: int) -> str:
        asked = sdjwt.KeyBinding(aud, nonce, max_age=60)
        verdict = sdjwt.verify(shown, key_for=lambda *_: SIGNER.public, now=now, key_binding=asked)
        return verdict.reason if isinstance(verdict, sdjwt.SdRejected) else "accepted"

    assert outcome("window-12", "n1", NOW) == "accepted"
    assert outcome("window-12", "n1", NOW + 60) == "accepted"
    assert outcome("window-12", "n1", NOW + 61) == "code_expired"
    assert outcome("window-12", "n1", NOW - 31) == "code_from_future"
    assert outcome("window-13", "n1", NOW) == "wrong_audience"
    assert outcome("window-12", "n2", NOW) == "challenge_mismatch"


def test_the_holder_key_is_handed_to_the_verifier() -> None:
    shown = sdjwt.present(TOKEN, [], holder=HOLDER, aud="a", nonce="n", iat=NOW)
    asked = sdjwt.KeyBinding("a", "n")
    outcome = sdjwt.verify(shown, key_for=lambda *_: SIGNER.public, now=NOW, key_binding=asked)
    assert isinstance(outcome, sdjwt.SdAccepted)
    assert outcome.cnf is not None
    assert keys.thumbprint(outcome.cnf) == keys.thumbprint(HOLDER.public)


def test_what_was_presented_with_a_binding_cannot_be_presented_again() -> None:
    shown = sdjwt.present(TOKEN, ["name"], holder=HOLDER, aud="a", nonce="n", iat=NOW)
    with pytest.raises(MalformedError):
        sdjwt.present(shown, [], holder=HOLDER, aud="b", nonce="m", iat=NOW)
