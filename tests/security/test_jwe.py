"""Opening answers inside a JWE: RFC 7518's own numbers, another library as oracle, and what must stay shut."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwe as oracle
from joserfc.jwk import ECKey

from backend.security import jwe
from certs import base64url, keys
from certs.errors import CertsError, KeyFormatError, MalformedError

ALICE = {
    "kty": "EC", "crv": "P-256", "x": "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
    "y": "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps", "d": "0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo",
}  # fmt: skip
BOB = {
    "kty": "EC", "crv": "P-256", "x": "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
    "y": "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck", "d": "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw",
}  # fmt: skip
OWN = keys.private_from_jwk(BOB)
REGISTRY = oracle.JWERegistry(algorithms=["ECDH-ES", "A128GCM", "A256GCM"])
INSIDE = b'{"state":"s"}'


def public(jwk: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in jwk.items() if name != "d"}


def opened(token: str, private: ec.EllipticCurvePrivateKey = OWN) -> bytes:
    return jwe.open_sealed(jwe.read(token), private)


def made(header: dict[str, Any] | None = None, *, iv: bytes = b"i" * 12, tag_bytes: int = 16, key: str = "") -> str:
    """A JWE of Alice's to Bob, with this header in place of the proper one, sealed as it says."""
    proper = {"alg": "ECDH-ES", "enc": "A128GCM", "apu": "QWxpY2U", "apv": "Qm9i", "epk": public(ALICE)}
    said = {name: value for name, value in (proper | (header or {})).items() if value is not None}
    protected = base64url.encode(json.dumps(said).encode())
    agreed = keys.private_from_jwk(ALICE).exchange(ec.ECDH(), OWN.public_key())
    enc = "A256GCM" if said.get("enc") == "A256GCM" else "A128GCM"
    parties = (said.get(name, "") for name in ("apu", "apv"))
    apu, apv = (base64url.decode(one) if isinstance(one, str) and one != "é" else b"" for one in parties)
    both = AESGCM(jwe.concat_kdf(agreed, enc, apu, apv)).encrypt(iv, INSIDE, protected.encode())
    ciphertext, tag = both[:-16], both[-16:][:tag_bytes]
    return ".".join((protected, key, *map(base64url.encode, (iv, ciphertext, tag))))


def headed(header: bytes) -> str:
    """A proper one under another header."""
    return ".".join((base64url.encode(header), *made().split(".")[1:]))


def test_the_key_of_rfc_7518_appendix_c() -> None:
    agreed = keys.private_from_jwk(ALICE).exchange(ec.ECDH(), keys.peer_from_jwk(public(BOB)))
    assert base64url.encode(jwe.concat_kdf(agreed, "A128GCM", b"Alice", b"Bob")) == "VqqN6vgjbSBcIijNcacQGg"


@settings(deadline=None, max_examples=30)
@given(
    inside=st.binary(max_size=2000), enc=st.sampled_from(sorted(jwe.KEY_BITS)), apu=st.binary(max_size=20),
    apv=st.binary(max_size=20), secret=st.integers(1, keys.ORDER - 1),
)  # fmt: skip
def test_what_another_library_seals_opens(inside: bytes, enc: str, apu: bytes, apv: bytes, secret: int) -> None:
    private = ec.derive_private_key(secret, ec.SECP256R1())
    header = {"alg": "ECDH-ES", "enc": enc, "kid": "k"}
    header |= {name: base64url.encode(said) for name, said in (("apu", apu), ("apv", apv)) if said}
    token = oracle.encrypt_compact(
        header, inside, ECKey.import_key(keys.jwk_of(private.public_key())), registry=REGISTRY
    )
    assert opened(token, private) == inside


def test_a_proper_one_opens_here_and_there() -> None:
    for token in (made(), made({"enc": "A256GCM"}), made({"apu": None, "apv": None})):
        assert opened(token) == INSIDE
        assert oracle.decrypt_compact(token, ECKey.import_key(OWN), registry=REGISTRY).plaintext == INSIDE


P384 = {
    "kty": "EC", "crv": "P-384",
    "x": "lInTxl8fjLKp_UCrxI0WDklahi-7-_6JbtiHjiRvMvhedhKVdHBfi2HCY8t_QJyc",
    "y": "y6N1IC-2mXxHreETBW7K3mBcw0qGr3CWHCs-yl09yCQRLcyfGv7XhqAngHOu51Zv",
}  # fmt: skip
ELSEWHERE = base64url.encode(b"\x01" * 32)  # as y of Alice's x
HOSTILE: dict[str, Callable[[], str]] = {
    "a key of another curve": lambda: made({"epk": P384}),
    "P-384 called P-256": lambda: made({"epk": P384 | {"crv": "P-256"}}),
    "a point off the curve": lambda: made({"epk": public(ALICE) | {"y": ELSEWHERE}}),
    "the point zero": lambda: made({"epk": public(ALICE) | {"x": "A" * 43, "y": "A" * 43}}),
    "x beyond the field": lambda: made({"epk": public(ALICE) | {"x": base64url.encode(b"\xff" * 32)}}),
    "x cut short": lambda: made({"epk": public(ALICE) | {"x": ALICE["x"][:-4]}}),
    "x that is no text": lambda: made({"epk": public(ALICE) | {"x": 5}}),
    "a private key as epk": lambda: made({"epk": ALICE}),
    "no epk": lambda: made({"epk": None}),
    "epk as text": lambda: made({"epk": "x"}),
    "an octet key as epk": lambda: made({"epk": {"kty": "oct", "k": "AAAA"}}),
    "an IV of 96 bits and one byte": lambda: made(iv=b"i" * 13),
    "an IV of 8 bytes": lambda: made(iv=b"i" * 8),
    "a tag of 96 bits": lambda: made(tag_bytes=12),
    "no tag": lambda: made(tag_bytes=0),
    "crit": lambda: made({"crit": ["exp"], "exp": 1}),
    "an empty crit": lambda: made({"crit": []}),
    "zip": lambda: made({"zip": "DEF"}),
    "apu of another": lambda: ".".join((made({"apu": "Qm9i"}).split(".")[0], *made().split(".")[1:])),
    "apu that is no text": lambda: made({"apu": 5}),
    "apu that is no base64url": lambda: made({"apu": "é"}),
    "another alg": lambda: made({"alg": "ECDH-ES+A128KW"}),
    "dir": lambda: made({"alg": "dir"}),
    "no alg": lambda: made({"alg": None}),
    "alg as a list": lambda: made({"alg": ["ECDH-ES"]}),
    "enc as a list": lambda: made({"enc": ["A128GCM"]}),
    "CBC": lambda: made({"enc": "A128CBC-HS256"}),
    "the key's other length": lambda: ".".join((made({"enc": "A256GCM"}).split(".")[0], *made().split(".")[1:])),
    "a wrapped key beside": lambda: made(key="AAAA"),
    "four parts": lambda: made().rpartition(".")[0],
    "six parts": lambda: f"{made()}.AAAA",
    "padding": lambda: f"{made()}=",
    "a second spelling": lambda: f"{made()[:-1]}{'B' if made()[-1] != 'B' else 'C'}",
    "nothing": lambda: "",
    "dots": lambda: "....",
    "a member twice": lambda: headed(b'{"alg":"ECDH-ES","alg":"ECDH-ES"}'),
    "a header that is a list": lambda: headed(b"[]"),
    "a header that is no JSON": lambda: headed(b"{"),
    "letters that are none": lambda: made().replace(".", "é.", 1),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_wrong_stays_shut(what: str) -> None:
    with pytest.raises((MalformedError, KeyFormatError)):
        opened(HOSTILE[what]())


def test_another_key_opens_nothing() -> None:
    with pytest.raises(MalformedError):
        opened(made(), keys.new_private_key())


@settings(deadline=None, max_examples=60)
@given(place=st.integers(0, 10_000), letter=st.sampled_from("AaZz09-_.=é\x00"))
def test_no_letter_can_be_another(place: int, letter: str) -> None:
    token = made()
    at = place % len(token)
    if token[at] == letter:
        return
    with pytest.raises(CertsError):
        opened(token[:at] + letter + token[at + 1 :])


ANYTHING = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-5, 5), st.sampled_from(["ECDH-ES", "A128GCM", "EC", "P-256", "é"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "d"]), inner)
    ),
    max_leaves=4,
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(["alg", "enc", "epk", "apu", "apv", "zip", "crit"]), ANYTHING))
def test_no_header_is_an_error_of_ours(header: dict[str, Any]) -> None:
    with pytest.raises(CertsError):
        opened(headed(json.dumps(header).encode()))
