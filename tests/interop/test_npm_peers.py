"""What we sign, verified by npm peers; what a peer issues, verified by us. Without node and npm it fails."""

import json
from typing import Any

import pytest

from certs import base64url, device, keys, sdjwt, status, trust
from certs.sdjwt import Hidden
from tests.interop.peer import FOLDER, ask
from tests.interop.proves import proves

NOW = 1_800_000_000
URI = "https://liangma.example/status/7"
VCT = "https://liangma.example/types/resident-id"
ISSUER = keys.SoftwareSigner(keys.new_private_key())
HOLDER = keys.SoftwareSigner(keys.new_private_key())
STRANGER = keys.SoftwareSigner(keys.new_private_key())


def _certificate(**more: Any) -> str:
    claims = {
        "name": "张三",
        "sex": "女",
        "address": {"city": "南京", "street": Hidden("人民路1号")},
        "tags": [Hidden("a"), "b"],
    }
    terms = {"issuer": "https://liangma.example", "vct": VCT, "iat": NOW, "exp": NOW + 1000, "cnf": HOLDER.public}
    return sdjwt.issue(claims, disclosable=["name", "sex"], signer=ISSUER, **terms, **more)


def _shown(token: str, reveal: list[Any]) -> str:
    return sdjwt.present(token, reveal, holder=HOLDER, aud="window-12", nonce="n1", iat=NOW)


def _status_list(values: dict[int, int]) -> str:
    return status.sign_jwt(status.build(values, size=1000), uri=URI, iat=NOW, exp=NOW + 600, ttl=60, signer=ISSUER)


def _peer_verdict(token: str, **more: Any) -> dict[str, Any]:
    question = {"issuer": keys.jwk_of(ISSUER.public), "nonce": "n1", "now": NOW, **more}
    return ask("sdjwt.mjs", do="verify", token=token, **question)


def test_the_lock_names_no_registry() -> None:
    locked = json.loads((FOLDER / "package-lock.json").read_text())["packages"]
    assert locked
    assert not [name for name, entry in locked.items() if "resolved" in entry]
    assert all("integrity" in entry for name, entry in locked.items() if name)


@proves("A certificate of ours with key binding is verified", by="npm @sd-jwt/sd-jwt-vc 0.19")
def test_a_peer_verifies_our_certificate_with_key_binding() -> None:
    told = _peer_verdict(_shown(_certificate(), ["name", ("address", "street"), ("tags", 0)]))
    payload = told["ok"]["payload"]
    assert payload["name"] == "张三"
    assert payload["address"] == {"city": "南京", "street": "人民路1号"}
    assert payload["tags"] == ["a", "b"]
    assert "sex" not in payload
    assert told["ok"]["kb"]["aud"] == "window-12"


@proves("Another nonce, another issuer, an ended certificate", by="npm @sd-jwt/sd-jwt-vc 0.19", result="refused")
@pytest.mark.parametrize("change", [{"nonce": "n2"}, {"issuer": keys.jwk_of(STRANGER.public)}, {"now": NOW + 5000}])
def test_a_peer_refuses_our_certificate_where_we_would(change: dict[str, Any]) -> None:
    assert "error" in _peer_verdict(_shown(_certificate(), ["name"]), **change)


@proves("Revoked and suspended by our status list", by="npm @sd-jwt/sd-jwt-vc 0.19", result="refused")
def test_a_peer_finds_our_status_list_and_refuses_a_revoked_certificate() -> None:
    shown = _shown(_certificate(status=(URI, 7)), [])
    assert "ok" in _peer_verdict(shown, status_list=_status_list({6: 1, 8: 2}))
    assert "error" in _peer_verdict(shown, status_list=_status_list({7: status.INVALID}))
    assert "error" in _peer_verdict(shown, status_list=_status_list({7: status.SUSPENDED}))


@proves("Every entry of our status list token is read", by="npm @sd-jwt/jwt-status-list 0.19")
def test_a_peer_reads_every_entry_of_our_status_list_token() -> None:
    values = {0: 1, 1: 2, 5: 1, 999: 2}
    asked = {"token": _status_list(values), "uri": URI, "now": NOW, "indexes": list(range(1000))}
    told = ask("status.mjs", key=keys.jwk_of(ISSUER.public), **asked)
    assert told["ok"] == {"bits": 2, "values": [values.get(index, 0) for index in range(1000)]}
    assert "error" in ask("status.mjs", key=keys.jwk_of(STRANGER.public), **asked)


@proves("What a peer issued and presented is verified by us", by="npm @sd-jwt/sd-jwt-vc 0.19")
def test_a_certificate_issued_and_presented_by_a_peer_is_verified_by_us() -> None:
    jwk = keys.jwk_of(HOLDER.public)
    claims = {"iss": "https://peer.example", "vct": VCT, "iat": NOW, "cnf": {"jwk": jwk}, "name": "李四", "sex": "男"}
    told = ask(
        "sdjwt.mjs",
        do="issue",
        issuer=keys.private_to_jwk(ISSUER.private),
        holder=keys.private_to_jwk(HOLDER.private),
        claims={**claims, "address": {"city": "南京", "street": "x"}, "tags": ["a", "b"]},
        hide={"_sd": ["name", "sex", "address"], "address": {"_sd": ["street"]}, "tags": {"_sd": [0]}},
        show={"name": True, "address": {"street": True}, "tags": {"0": True}},
        nonce="n1",
        aud="window-12",
        now=NOW,
    )
    asked = sdjwt.KeyBinding("window-12", "n1")
    outcome = sdjwt.verify(told["ok"], key_for=lambda *_: ISSUER.public, now=NOW, key_binding=asked)
    assert isinstance(outcome, sdjwt.SdAccepted), outcome
    assert outcome.claims == {
        **{name: claims[name] for name in ("iss", "vct", "iat", "cnf", "name")},
        "address": {"city": "南京", "street": "x"},
        "tags": ["a", "b"],
    }


@proves("Our trust list is verified", by="npm jose 6")
def test_jose_verifies_our_trust_list() -> None:
    thumbprint = keys.thumbprint(ISSUER.public)
    text = base64url.encode(thumbprint)
    key = trust.IssuerKey(thumbprint[:4], ISSUER.public, "active", NOW, None, None, text)
    issuer = trust.Issuer("GA", {"zh": "公安局", "en": "Public security"}, "11100000000013338W", (key,), frozenset({1}))
    token = trust.sign_trust_list(trust.TrustList(3, NOW, NOW + 86_400, {"GA": issuer}), ISSUER)
    asked = {"token": token, "typ": "liangma-trust-list+jwt", "now": NOW}
    told = ask("jose.mjs", key=keys.jwk_of(ISSUER.public), **asked)
    assert told["ok"]["payload"]["number"] == 3
    assert told["ok"]["payload"]["issuers"]["GA"]["keys"][0]["jwk"] == keys.jwk_of(ISSUER.public)
    assert "error" in ask("jose.mjs", key=keys.jwk_of(STRANGER.public), **asked)


@proves("A phone's proof is verified", by="npm jose 6")
def test_jose_verifies_our_device_proof_with_the_key_it_carries() -> None:
    proof = device.make_device_proof(HOLDER, aud="https://liangma.example", nonce="n1", iat=NOW)
    asked = {"token": proof, "typ": "liangma-device-proof+jwt", "now": NOW}
    told = ask("jose.mjs", aud="https://liangma.example", **asked)
    assert told["ok"]["header"]["jwk"] == keys.jwk_of(HOLDER.public)
    assert told["ok"]["payload"] == {"aud": "https://liangma.example", "nonce": "n1", "iat": NOW}
    assert "error" in ask("jose.mjs", aud="https://elsewhere.example", **asked)
