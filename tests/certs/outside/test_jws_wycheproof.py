"""Wycheproof's JSON Web Signature vectors: nothing false is accepted, what is refused on purpose is written here."""

import json
from collections import Counter
from typing import Any

from certs import jws, keys
from certs.errors import CertsError
from tests.certs.outside.folder import VECTORS

GROUPS = json.loads((VECTORS / "wycheproof" / "json_web_signature_test.json").read_text())["testGroups"]

# Valid elsewhere and refused here on purpose, because only ES256 on P-256 exists in this library: the key's algorithm
# (as the group names it, ES521 being the vectors' own spelling) and how many vectors that is.
REFUSED_ON_PURPOSE = {"ES521": 2, "HS256": 10, "PS256": 8, "PS384": 4, "PS512": 4, "RS256": 8, "RS384": 4, "RS512": 4}
ACCEPTED = {18, 378}


def _accepts(group: dict[str, Any], token: Any) -> bool:
    try:
        public = keys.public_from_jwk(group.get("public", group["private"]))
        _, _, signing_input, signature = jws.parse(token)
    except CertsError:
        return False
    return keys.verify(public, signature, signing_input)


def _cases() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(group, case) for group in GROUPS for case in group["tests"]]


def test_no_invalid_signature_is_accepted() -> None:
    wrong = [case["tcId"] for group, case in _cases() if case["result"] != "valid" and _accepts(group, case["jws"])]
    assert wrong == []


def test_every_valid_signature_is_accepted_but_those_refused_on_purpose() -> None:
    valid = [(group, case) for group, case in _cases() if case["result"] == "valid"]
    accepted = {case["tcId"] for group, case in valid if _accepts(group, case["jws"])}
    refused = Counter(group["private"].get("alg") for group, case in valid if case["tcId"] not in accepted)
    assert accepted == ACCEPTED
    assert dict(refused) == REFUSED_ON_PURPOSE


def test_the_vectors_are_complete() -> None:
    assert len(_cases()) > 350
