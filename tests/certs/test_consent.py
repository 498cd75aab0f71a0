"""The consent to an application: exactly this statement, by exactly this key, fresh."""

from dataclasses import replace
from typing import Any

import pytest

from certs import jws, keys
from certs.consent import TYP, Statement, check_consent, form_digest, make_consent
from certs.errors import MalformedError

SIGNER = keys.SoftwareSigner(keys.new_private_key())
NOW = 1_800_000_000
DIGEST = "kJseD1ruboLPuGcW9wFfHFQSqm_tSf5kTg1XG8bQThk"  # openssl dgst -sha256 of {"a":"长沙","b":"\\n"}
SAID = Statement(
    "https://liangma.example", "20270115-0000000001", 1, ("rs-pension-transfer", 1), {"channel": "self"},
    {"phone": "1"}, [("a", ["name"])],
)  # fmt: skip


def refused(token: str, *, said: Statement = SAID, now: int = NOW) -> str:
    with pytest.raises(MalformedError) as caught:
        check_consent(token, SIGNER.public, said, now=now)
    return caught.value.reason


def test_a_consent_says_when_it_was_given() -> None:
    token = make_consent(SIGNER, SAID, iat=NOW)
    assert [check_consent(token, SIGNER.public, SAID, now=now) for now in (NOW - 300, NOW + 300)] == [NOW, NOW]
    assert refused(token, now=NOW + 301) == "code_expired"
    assert refused(token, now=NOW - 301) == "code_from_future"


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "x"}, {"case_no": "x"}, {"revision": 2}, {"matter": ("rs-pension-transfer", 2)}, {"typed": {}},
        {"answers": {}}, {"answers": {"channel": "agent"}},
        {"certificates": []}, {"certificates": [("a", ["name", "sex"])]}, {"defer": True},
    ],
)  # fmt: skip
def test_anything_else_that_was_signed_is_refused(changed: dict[str, Any]) -> None:
    assert refused(make_consent(SIGNER, replace(SAID, **changed), iat=NOW)) == "statement_differs"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [({"revision": True}, "statement_differs"), ({"more": 1}, "statement_differs"), ({"iat": "now"}, "malformed")],
)
def test_a_payload_in_another_form_is_refused(changed: dict[str, Any], reason: str) -> None:
    assert refused(jws.sign({"typ": TYP}, SAID.payload(NOW) | changed, SIGNER)) == reason


def test_another_key_or_another_typ_is_refused() -> None:
    other = keys.SoftwareSigner(keys.new_private_key())
    assert refused(make_consent(other, SAID, iat=NOW)) == "signature_invalid"
    assert refused(jws.sign({"typ": "jwt"}, SAID.payload(NOW), SIGNER)) == "malformed"


def test_the_digest_of_the_form_does_not_depend_on_the_order_of_its_fields() -> None:
    assert form_digest({"a": "长沙", "b": "\n"}) == form_digest({"b": "\n", "a": "长沙"}) == DIGEST
