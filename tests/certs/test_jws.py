"""Compact JWS: one algorithm, strict base64url, strict JSON, and headers that never choose the key."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certs import base64url, jws, keys
from certs.errors import MalformedError

SIGNER = keys.SoftwareSigner(keys.new_private_key())
TOKEN = jws.sign({"typ": "t"}, {"name": "张三", "n": 1}, SIGNER)


def _reason(token: str, public: keys.PublicKey = SIGNER.public, typ: str = "t") -> str:
    with pytest.raises(MalformedError) as caught:
        jws.verify(token, public, typ=typ)
    return caught.value.reason


def _with_header(**changes: object) -> str:
    header = json.dumps({"alg": "ES256", "typ": "t"} | changes).encode()
    signing_input = f"{base64url.encode(header)}.{TOKEN.split('.')[1]}"
    return f"{signing_input}.{base64url.encode(SIGNER.sign(signing_input.encode()))}"


def test_a_signed_token_gives_its_payload_back() -> None:
    assert jws.verify(TOKEN, SIGNER.public, typ="t") == {"name": "张三", "n": 1}
    assert jws.parse(jws.sign({"typ": "t"}, b"raw", SIGNER))[1] == b"raw"


@pytest.mark.parametrize("alg", ["none", "HS256", "RS256", "ES384", "es256", None, 1, ["ES256"]])
def test_another_algorithm_is_refused(alg: object) -> None:
    assert _reason(_with_header(alg=alg)) == "wrong_algorithm"


def test_critical_headers_another_typ_and_another_key_are_refused() -> None:
    assert _reason(_with_header(crit=["exp"])) == "malformed"
    assert _reason(_with_header(b64=False)) == "malformed"
    assert _reason(TOKEN, typ="T") == "malformed"
    assert _reason(TOKEN, keys.new_private_key().public_key()) == "signature_invalid"


@pytest.mark.parametrize("header", ["[]", '"ES256"', "null", '[{"alg":"ES256","typ":"t"}]'])
def test_a_header_or_payload_that_is_no_object_is_refused(header: str) -> None:
    _, body, signature = TOKEN.split(".")
    assert _reason(f"{base64url.encode(header.encode())}.{body}.{signature}") == "malformed"
    assert _reason(jws.sign({"typ": "t"}, header.encode(), SIGNER)) == "malformed"


def test_a_key_named_in_the_header_is_ignored() -> None:
    mine = keys.SoftwareSigner(keys.new_private_key())
    forged = jws.sign({"typ": "t", "jwk": keys.jwk_of(mine.public), "jku": "https://e/", "kid": "x"}, {}, mine)
    assert _reason(forged) == "signature_invalid"


def test_a_respelt_token_is_refused() -> None:
    head, body, signature = TOKEN.split(".")
    assert _reason(TOKEN + "=") == "malformed"
    assert _reason(f"{head}.{body}.{signature}.") == "malformed"
    assert _reason(f"{head}.{body}") == "malformed"
    assert _reason(f" {TOKEN}") == "malformed"
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    respelt = signature[:-1] + alphabet[alphabet.index(signature[-1]) + 1]  # the last four bits carry nothing
    assert _reason(f"{head}.{body}.{respelt}") == "not_canonical"
    assert _reason("A" * (jws.MAX_CHARS + 1)) == "too_long"


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":2}', '{"a":NaN}', "[Infinity]", "[-Infinity]", '["\\ud800"]', '{"\\udc00":1}', '["\\u0000"]',
        "[9223372036854775808]", "[-9223372036854775809]", "[1e999]", "[" * 40 + "]" * 40, "[" * 100_000, "{} {}", "",
        "[01]", "\ufeff{}", "['a']", '["\x01"]', "[1" + "0" * 5_000 + "]",
    ],
)  # fmt: skip
def test_hostile_json_is_refused(text: str) -> None:
    for given_as in (text, text.encode("utf-8", "surrogatepass")):
        with pytest.raises(MalformedError):
            jws.strict_json(given_as)


def test_json_that_is_not_utf8_and_a_lone_surrogate_in_text_are_refused() -> None:
    for hostile in (b'["\xff"]', b'["\xed\xa0\x80"]', '["\ud800"]'):
        with pytest.raises(MalformedError):
            jws.strict_json(hostile)


def test_ordinary_json_is_read() -> None:
    text = '{"a": [1, -2.5, true, null, "\\ud83d\\ude00", 9223372036854775807], "b": {}}'
    assert jws.strict_json(text) == json.loads(text)
    assert jws.strict_json("[" * 32 + "]" * 32) is not None


@given(st.text(max_size=30) | st.binary(max_size=30))
def test_strict_json_gives_a_value_or_a_refusal(data: str | bytes) -> None:
    try:
        value = jws.strict_json(data)
    except MalformedError:
        return
    assert json.loads(data) == value


@given(st.text(max_size=80) | st.integers(0, len(TOKEN) - 1).map(lambda at: TOKEN[:at] + "A" + TOKEN[at + 1 :]))
def test_any_other_text_is_refused(text: str) -> None:
    if text != TOKEN:
        _reason(text)
