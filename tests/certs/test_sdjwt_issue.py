"""Issuing: what is signed is known before it is signed, hidden claims leave no trace, and odd input is refused."""

import base64
import hashlib
import json
from typing import Any

import pytest

from certs import base64url, jws, keys, sdjwt
from certs.errors import IssueError
from certs.sdjwt import Hidden

SIGNER = keys.SoftwareSigner(keys.new_private_key())
HOLDER = keys.SoftwareSigner(keys.new_private_key())
CLAIMS = {
    "name": "张三",
    "sex": "女",
    "address": {"city": "南京", "street": Hidden("人民路1号")},
    "tags": [Hidden("a"), "b"],
}
TERMS: dict[str, Any] = {
    "issuer": "https://liangma.example",
    "vct": "https://liangma.example/types/x",
    "iat": 1_800_000_000,
}


def _payload(token: str) -> dict[str, Any]:
    return json.loads(base64url.decode(token.split(".")[1]))


def _claims(token: str) -> dict[str, Any]:
    outcome = sdjwt.verify(token, key_for=lambda *_: SIGNER.public, now=TERMS["iat"])
    assert isinstance(outcome, sdjwt.SdAccepted), outcome
    return outcome.claims


def test_what_was_prepared_is_what_is_signed() -> None:
    prepared = sdjwt.prepare(CLAIMS, disclosable=["name"], kid="k", **TERMS)
    token = sdjwt.seal(prepared, SIGNER.sign(prepared.signing_input))
    assert token.split("~")[0].rpartition(".")[0].encode() == prepared.signing_input
    assert tuple(token.split("~")[1:-1]) == prepared.disclosures
    assert _payload(token) == prepared.payload
    assert _claims(token)["name"] == "张三"


def test_an_issued_certificate_carries_issuer_type_times_status_and_holder_key_in_the_open() -> None:
    token = sdjwt.issue(
        CLAIMS, disclosable=CLAIMS, signer=SIGNER, exp=1_900_000_000, status=("https://l.example/s/1", 7),
        cnf=HOLDER.public, **TERMS,
    )  # fmt: skip
    payload = _payload(token)
    header = json.loads(base64url.decode(token.split(".")[0]))
    assert header == {"alg": "ES256", "typ": "dc+sd-jwt", "kid": sdjwt.key_id(SIGNER.public)}
    assert payload["iss"] == TERMS["issuer"]
    assert payload["vct"] == TERMS["vct"]
    assert (payload["iat"], payload["exp"]) == (1_800_000_000, 1_900_000_000)
    assert payload["status"] == {"status_list": {"idx": 7, "uri": "https://l.example/s/1"}}
    assert payload["cnf"] == {"jwk": keys.jwk_of(HOLDER.public)}
    assert payload["_sd_alg"] == "sha-256"
    assert not CLAIMS.keys() & payload.keys()


def test_the_same_claims_issued_twice_share_no_digest() -> None:
    first, second = (_payload(sdjwt.issue(CLAIMS, disclosable=CLAIMS, signer=SIGNER, **TERMS)) for _ in range(2))
    assert not set(first["_sd"]) & set(second["_sd"])


def test_digests_are_sorted_so_that_their_order_tells_nothing() -> None:
    payload = _payload(
        sdjwt.issue({f"f{i}": i for i in range(30)}, disclosable=[f"f{i}" for i in range(30)], signer=SIGNER, **TERMS)
    )
    assert payload["_sd"] == sorted(payload["_sd"])


def test_every_disclosure_has_its_own_salt_of_at_least_128_bits() -> None:
    parts = sdjwt.issue(
        {f"f{i}": i for i in range(200)}, disclosable=[f"f{i}" for i in range(200)], signer=SIGNER, **TERMS
    )
    salts = [json.loads(base64url.decode(text))[0] for text in parts.split("~")[1:-1]]
    assert len(set(salts)) == 200
    assert min(len(base64url.decode(salt)) for salt in salts) >= 16


def test_a_salt_given_by_the_caller_makes_the_result_repeatable() -> None:
    made = [
        sdjwt.prepare(CLAIMS, disclosable=["name"], kid="k", salt=iter("abcdef").__next__, **TERMS) for _ in range(2)
    ]
    assert made[0] == made[1]


def test_without_anything_hidden_there_is_no_digest_algorithm() -> None:
    token = sdjwt.issue({"name": "x"}, disclosable=(), signer=SIGNER, **TERMS)
    assert "_sd_alg" not in _payload(token)
    assert token.endswith("~")
    assert _claims(token)["name"] == "x"


def test_a_disclosable_name_that_the_record_lacks_is_passed_over() -> None:
    assert "alias" not in _claims(sdjwt.issue({"name": "x"}, disclosable=["name", "alias"], signer=SIGNER, **TERMS))


@pytest.mark.parametrize("name", ["iss", "vct", "iat", "nbf", "exp", "cnf", "status", "aud", "_sd", "_sd_alg", "..."])
def test_a_claim_cannot_take_a_reserved_name(name: str) -> None:
    with pytest.raises(IssueError) as caught:
        sdjwt.issue({name: "x"}, disclosable=(), signer=SIGNER, **TERMS)
    assert caught.value.code == "reserved_name"
    assert caught.value.field == name


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), b"bytes", {1, 2}, "\ud800", object(), "a\x00", 2**63, [2**64]]
)
@pytest.mark.parametrize("disclosable", [["name"], []])
def test_a_value_that_is_not_json_is_refused(value: Any, disclosable: list[str]) -> None:
    with pytest.raises(IssueError) as caught:
        sdjwt.issue({"name": value}, disclosable=disclosable, signer=SIGNER, **TERMS)
    assert caught.value.code == "not_json"


@pytest.mark.parametrize("value", [True, False, 1, 0, 1.0, 0.0, None, "true", "", {"a": 1}, ["张三"]])
def test_a_hidden_value_comes_back_as_what_it_was(value: Any) -> None:
    token = sdjwt.issue({"it": value, "behind": "x"}, disclosable=["it", "behind"], signer=SIGNER, **TERMS)
    found = _claims(token)
    assert (found["it"], type(found["it"])) == (value, type(value))
    assert found["behind"] == "x"


def test_each_disclosure_stands_behind_those_that_it_names_and_its_digest_is_its_own() -> None:
    salts = iter(f"salt-{number}" for number in range(9))
    tree = {"a": Hidden({"b": Hidden([Hidden("c")])}), "d": Hidden("e")}
    prepared = sdjwt.prepare(tree, disclosable=(), kid="k", salt=salts.__next__, **TERMS)
    opened = [json.loads(base64url.decode(text)) for text in prepared.disclosures]
    digests = [_digest(text) for text in prepared.disclosures]
    assert [one[0] for one in opened] == ["salt-2", "salt-1", "salt-0", "salt-3"]
    assert opened[0][1:] == ["c"]
    assert opened[1][1:] == ["b", [{"...": digests[0]}]]
    assert opened[2][1:] == ["a", {"_sd": [digests[1]]}]
    assert opened[3][1:] == ["d", "e"]
    assert prepared.payload["_sd"] == sorted(digests[2:])


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


PLACES = [("https://l.example/s/1", 7), ("https://l.example/s/2", 1 << 19), ('https://l.example/s/"3', 0)]


@pytest.mark.parametrize(
    "claims",
    [{"name": "张三", "over_18": True, "code": 'a"\\', "tags": ["a", 1]}, CLAIMS, {}],
    ids=["flat", "deep", "none"],
)
def test_many_alike_are_what_each_would_be_alone_with_salts_of_its_own(claims: dict[str, Any]) -> None:
    holders = [keys.SoftwareSigner(keys.new_private_key()).public for _ in PLACES]
    each = [sdjwt.Own(place, holder) for place, holder in zip(PLACES, holders, strict=True)]
    shown = {**claims, "version": 3}
    made = sdjwt.prepare_alike(shown, each, disclosable=[*claims], kid="k", exp=1_900_000_000, **TERMS)
    for one, own in zip(made, each, strict=True):
        alone = sdjwt.prepare(
            shown, disclosable=[*claims], kid="k", exp=1_900_000_000, status=own.status, cnf=own.cnf, **TERMS
        )
        assert list(one.payload) == list(alone.payload)
        same = {name: value for name, value in alone.payload.items() if name not in ("_sd", "address", "tags")}
        assert same.items() <= one.payload.items()
        assert jws.to_json(one.payload) == one.body
        token = sdjwt.seal(one, SIGNER.sign(one.signing_input))
        opened, other = _claims(token), _claims(sdjwt.seal(alone, SIGNER.sign(alone.signing_input)))
        assert opened == other
        assert [len(text) for text in one.disclosures] == [len(text) for text in alone.disclosures]
    salts = [base64url.decode(text)[2:26] for one in made for text in one.disclosures]
    assert len(set(salts)) == len(salts)
    digests = [digest for one in made for digest in one.payload.get("_sd", [])]
    assert len(set(digests)) == len(digests)
    assert all(one.payload.get("_sd", []) == sorted(one.payload.get("_sd", [])) for one in made)
