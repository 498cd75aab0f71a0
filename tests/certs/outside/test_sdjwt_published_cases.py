"""Published SD-JWT cases, read by us; and the same trees issued by us, read by another implementation."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier

from certs import base64url, keys, sdjwt
from certs.sdjwt.tree import Hidden, Opening
from tests.certs.outside.folder import VECTORS, joined

CASES = sorted(path.parent for path in (VECTORS / "sd-jwt").glob("*/specification.yml"))
OPENID4VP = VECTORS / "openid4vp" / "sd_jwt_vcld"
NOW = 1_700_000_000
VCT = "https://liangma.example/types/published-case"


class _Loader(yaml.SafeLoader):
    """Reads `!sd` before a value as Hidden(value), and before a key as a mark moved to the key's value."""


def _marked(loader: yaml.SafeLoader, node: yaml.Node) -> Hidden:
    if isinstance(node, yaml.ScalarNode):
        plain = loader.resolve(yaml.ScalarNode, node.value, (node.style is None, node.style is not None))
        return Hidden(loader.construct_object(yaml.ScalarNode(plain, node.value)))
    if isinstance(node, yaml.SequenceNode):
        return Hidden([loader.construct_object(one, deep=True) for one in node.value])
    return Hidden(_members(loader, node))


def _members(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[str, Any]:
    members = {}
    for key, value in node.value:
        built = loader.construct_object(value, deep=True)
        members[key.value] = Hidden(built) if key.tag == "!sd" else built
    return members


_Loader.add_constructor("!sd", _marked)
_Loader.add_constructor("tag:yaml.org,2002:map", lambda loader, node: _members(loader, node))


def _settings(folder: Path) -> dict[str, Any]:
    return yaml.safe_load((folder / "settings.yml").read_text(encoding="utf-8"))


SETTINGS = _settings(VECTORS / "sd-jwt")
ISSUER = keys.SoftwareSigner(keys.private_from_jwk(SETTINGS["key_settings"]["issuer_keys"][0]))
HOLDER = keys.SoftwareSigner(keys.private_from_jwk(SETTINGS["key_settings"]["holder_key"]))


def _issuer_key(header: dict[str, Any], payload: dict[str, Any]) -> keys.PublicKey | None:
    return ISSUER.public if payload.get("iss") == SETTINGS["identifiers"]["issuer"] else None


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _specification(case: Path) -> dict[str, Any]:
    return yaml.load((case / "specification.yml").read_text(encoding="utf-8"), Loader=_Loader)


def _accepted(outcome: sdjwt.SdAccepted | sdjwt.SdRejected) -> sdjwt.SdAccepted:
    assert isinstance(outcome, sdjwt.SdAccepted), outcome
    return outcome


def test_all_published_cases_are_here() -> None:
    assert len(CASES) >= 15


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_published_issuance_shows_every_claim(case: Path) -> None:
    typ = "example+sd-jwt"
    token = joined(case / "sd_jwt_issuance.txt")
    claims = dict(_accepted(sdjwt.verify(token, key_for=_issuer_key, now=NOW, typ=typ)).claims)
    for name in ("iss", "iat", "exp", "cnf"):
        claims.pop(name, None)
    assert claims == _json(case / "user_claims.json")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_published_presentation_shows_what_its_authors_expect(case: Path) -> None:
    token = joined(case / "sd_jwt_presentation.txt")
    binding = None
    if not token.endswith("~"):
        signed_at = json.loads(_payload_of(token.rpartition("~")[2]))["iat"]
        binding = sdjwt.KeyBinding(SETTINGS["identifiers"]["verifier"], SETTINGS["key_binding_nonce"])
        now = signed_at + 5
    else:
        now = NOW
    outcome = sdjwt.verify(token, key_for=_issuer_key, now=now, key_binding=binding, typ="example+sd-jwt")
    assert _accepted(outcome).claims == _json(case / "verified_contents.json")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_published_presentation_with_one_letter_of_its_signature_changed_is_refused(case: Path) -> None:
    token = joined(case / "sd_jwt_issuance.txt")
    end = token.index("~") - 10
    changed = token[:end] + ("A" if token[end] != "A" else "B") + token[end + 1 :]
    outcome = sdjwt.verify(changed, key_for=_issuer_key, now=NOW, typ="example+sd-jwt")
    assert isinstance(outcome, sdjwt.SdRejected)
    assert outcome.reason == "issuer_signature_invalid"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_our_issuance_of_a_published_tree_is_read_the_same_by_another_implementation(case: Path) -> None:
    token = sdjwt.issue(
        _specification(case)["user_claims"],
        disclosable=(),
        issuer=SETTINGS["identifiers"]["issuer"],
        vct=VCT,
        iat=SETTINGS["iat"],
        exp=SETTINGS["exp"],
        signer=ISSUER,
        cnf=HOLDER.public,
    )
    parts = token.split("~")
    places = list(Opening(json.loads(_payload_of(parts[0])), parts[1:-1]).places)
    for reveal in [places, [], *[[place] for place in places]]:
        shown = sdjwt.present(token, reveal, holder=HOLDER, aud="a verifier", nonce="a nonce", iat=NOW)
        peer = SDJWTVerifier(shown, _peer_key, expected_aud="a verifier", expected_nonce="a nonce")
        ours = sdjwt.verify(shown, key_for=_issuer_key, now=NOW, key_binding=sdjwt.KeyBinding("a verifier", "a nonce"))
        assert peer.get_verified_payload() == _accepted(ours).claims
    everything = _json(case / "user_claims.json")
    full = _accepted(sdjwt.verify(token, key_for=_issuer_key, now=NOW)).claims
    assert {name: full[name] for name in everything} == everything


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_our_issuance_has_one_disclosure_for_each_hidden_part_and_can_show_none(case: Path) -> None:
    tree = _specification(case)["user_claims"]
    token = sdjwt.issue(tree, disclosable=(), issuer="x", vct=VCT, iat=1, signer=ISSUER)
    bare = sdjwt.present(token, [], holder=None)
    hidden = len(token.split("~")) - 2
    assert bare.count("~") == 1
    assert hidden == _marks(tree)


def test_the_published_openid4vp_presentation_is_accepted_with_its_nonce_and_audience_only() -> None:
    case = OPENID4VP / "01"
    settings = _settings(OPENID4VP)
    token = joined(case / "sd_jwt_presentation.txt")
    issuer = keys.private_from_jwk(settings["key_settings"]["issuer_keys"][0]).public_key()
    asked = sdjwt.KeyBinding(settings["identifiers"]["verifier"], settings["key_binding_nonce"])
    now = _json(case / "kb_jwt_payload.json")["iat"] + 10
    outcome = sdjwt.verify(token, key_for=lambda *_: issuer, now=now, key_binding=asked)
    assert _accepted(outcome).claims == _json(case / "verified_contents.json")
    for other, reason in (
        (sdjwt.KeyBinding(asked.aud, "another nonce"), "challenge_mismatch"),
        (sdjwt.KeyBinding("https://elsewhere.example", asked.nonce), "wrong_audience"),
        (sdjwt.KeyBinding(asked.aud, asked.nonce, max_age=5), "code_expired"),
    ):
        refused = sdjwt.verify(token, key_for=lambda *_: issuer, now=now, key_binding=other)
        assert isinstance(refused, sdjwt.SdRejected)
        assert refused.reason == reason


def _payload_of(token: str) -> bytes:
    return base64url.decode(token.split(".")[1])


def _peer_key(issuer: str, header: dict[str, Any]) -> JWK:
    return JWK.from_json(json.dumps(keys.jwk_of(ISSUER.public)))


def _marks(tree: Any) -> int:
    if isinstance(tree, Hidden):
        return 1 + _marks(tree.value)
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return sum(_marks(one) for one in inner)
