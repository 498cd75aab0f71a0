"""The commitment: exactly this text for exactly this case, by this key, fresh."""

from dataclasses import replace
from typing import Any

import pytest

from certs import jws, keys
from certs.commitment import TYP, Promise, check_commitment, make_commitment, text_digest
from certs.errors import MalformedError

SIGNER = keys.SoftwareSigner(keys.new_private_key())
NOW = 1_800_000_000
READ = {"zh": "本人承诺", "version": 2, "materials": ["layout"], "en": "I promise"}
DIGEST = "rLfHMAFFwoKov73AXyGrjsQ94e5O-wNrkq8EPplmH6E"  # by openssl; the pages hold the same
SAID = Promise("https://liangma.example", "20270115-0000000001", 3, text_digest(READ))


def refused(token: str, now: int = NOW) -> str:
    with pytest.raises(MalformedError) as caught:
        check_commitment(token, SIGNER.public, SAID, now=now)
    return caught.value.reason


def test_a_commitment_says_when_it_was_signed_and_is_fresh() -> None:
    token = make_commitment(SIGNER, SAID, iat=NOW)
    assert [check_commitment(token, SIGNER.public, SAID, now=now) for now in (NOW - 300, NOW + 300)] == [NOW, NOW]
    assert [refused(token, NOW + 301), refused(token, NOW - 301)] == ["code_expired", "code_from_future"]


@pytest.mark.parametrize("changed", [{"aud": "x"}, {"case_no": "x"}, {"revision": 4}, {"text": "x"}])
def test_anything_else_that_was_signed_is_refused(changed: dict[str, Any]) -> None:
    assert refused(make_commitment(SIGNER, replace(SAID, **changed), iat=NOW)) == "statement_differs"


def test_another_key_or_another_kind_of_token_is_refused() -> None:
    other = keys.SoftwareSigner(keys.new_private_key())
    assert refused(make_commitment(other, SAID, iat=NOW)) == "signature_invalid"
    assert refused(jws.sign({"typ": "liangma-application+jwt"}, SAID.payload(NOW), SIGNER)) == "malformed"
    assert refused(jws.sign({"typ": TYP}, SAID.payload(NOW) | {"more": 1}, SIGNER)) == "statement_differs"


def test_the_digest_is_of_all_that_was_read_in_any_order_of_names() -> None:
    assert text_digest(READ) == text_digest(dict(reversed(READ.items()))) == DIGEST
    assert text_digest(READ | {"version": 3}) != DIGEST
