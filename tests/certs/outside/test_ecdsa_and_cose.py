"""ECDSA and COSE vectors published by others (Wycheproof, cose-wg/Examples). Nothing false is accepted; what is valid
and refused on purpose is listed here, with its reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from certs import cose, keys
from certs.errors import CertsError
from tests.certs.outside.folder import VECTORS

P1363 = VECTORS / "wycheproof" / "ecdsa_secp256r1_sha256_p1363_test.json"
REFUSED_SIGN1 = {
    "sign-pass-01": "its alg stands in the unprotected header",
    "sign-pass-03": "it has no tag 18",
}
REFUSED_SIGN = "COSE_Sign (tag 98, several signers) is not part of the format; only its ES256 signature is checked"


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _wycheproof() -> list[tuple[keys.PublicKey, dict[str, Any]]]:
    cases = []
    for group in _read(P1363)["testGroups"]:
        point = bytes.fromhex(group["publicKey"]["uncompressed"])
        public = keys.public_from_point(point[1:33], bool(point[64] & 1))
        cases += [(public, case) for case in group["tests"]]
    return cases


def test_the_vectors_are_here_and_complete() -> None:
    assert VECTORS.is_dir(), f"{VECTORS} is missing: name the folder by LIANGMA_VECTORS"
    assert len(_wycheproof()) == _read(P1363)["numberOfTests"] >= 262
    assert len(list((VECTORS / "cose" / "sign1-tests").glob("*.json"))) >= 9
    assert len(list((VECTORS / "cose" / "ecdsa-examples").glob("*.json"))) >= 8


def test_a_wycheproof_signature_is_accepted_exactly_when_it_is_valid() -> None:
    wrong = {
        case["tcId"]: case["comment"]
        for public, case in _wycheproof()
        if keys.verify(public, bytes.fromhex(case["sig"]), bytes.fromhex(case["msg"]))
        is not (case["result"] == "valid")
    }
    assert wrong == {}


def _accepts(case: dict[str, Any]) -> bool:
    entry = case["input"]["sign0"]
    public = keys.public_from_jwk({name: value for name, value in entry["key"].items() if name != "d"})
    try:
        message = cose.parse_sign1(
            bytes.fromhex(case["output"]["cbor"]), alg=cose.ES256, external=bytes.fromhex(entry.get("external", ""))
        )
    except CertsError:
        return False
    return keys.verify(public, message.signature, message.to_be_signed)


def _named(folder: str, pattern: str) -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in sorted((VECTORS / "cose" / folder).glob(pattern))]


@pytest.mark.parametrize("path", _named("sign1-tests", "*.json"))
def test_a_published_sign1_is_accepted_exactly_when_it_should_be(path: Path) -> None:
    case = _read(path)
    assert _accepts(case) is (not case.get("fail") and path.stem not in REFUSED_SIGN1)


def test_every_deliberate_refusal_is_of_a_case_that_others_accept() -> None:
    for name in REFUSED_SIGN1:
        assert not _read(VECTORS / "cose" / "sign1-tests" / f"{name}.json").get("fail")


@pytest.mark.parametrize("path", _named("ecdsa-examples", "*.json"))
def test_a_published_ecdsa_example_is_accepted_when_it_is_es256_on_p256_in_sign1(path: Path) -> None:
    case = _read(path)
    if "sign" in case["input"]:
        with pytest.raises(CertsError):  # see REFUSED_SIGN
            cose.parse_sign1(bytes.fromhex(case["output"]["cbor"]), alg=cose.ES256)
        return
    entry = case["input"]["sign0"]
    ours = entry["alg"] == "ES256" and entry["key"]["crv"] == "P-256"
    if entry["key"]["crv"] == "P-256":
        assert _accepts(case) is ours
    else:
        with pytest.raises(CertsError):
            cose.parse_sign1(bytes.fromhex(case["output"]["cbor"]), alg=cose.ES256)


def test_no_published_message_passes_for_one_of_our_own_algorithm() -> None:
    for path in sorted((VECTORS / "cose").glob("*/*.json")):
        with pytest.raises(CertsError):
            cose.parse_sign1(bytes.fromhex(_read(path)["output"]["cbor"]))


def test_the_es256_signature_inside_a_published_cose_sign_verifies() -> None:
    case = _read(VECTORS / "cose" / "ecdsa-examples" / "ecdsa-01.json")
    signer, made = case["input"]["sign"]["signers"][0], case["intermediates"]["signers"][0]
    public = keys.public_from_jwk({name: value for name, value in signer["key"].items() if name != "d"})
    signature = bytes.fromhex(case["output"]["cbor"])[-64:]
    assert keys.verify(public, signature, bytes.fromhex(made["ToBeSign_hex"])), REFUSED_SIGN
