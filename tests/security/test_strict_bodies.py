"""A JSON body has one reading: what another program could read otherwise is refused before any schema sees it."""

import pytest
from flask.testing import FlaskClient

from tests.people import sign_in

TWICE = b'{"phone": "13900000001", "phone": "13900000002"}'
HOSTILE = {
    "a key twice": (TWICE, "malformed"),
    "NaN": (b'{"phone": NaN}', "malformed"),
    "infinity": (b'{"phone": 1e999}', "malformed"),
    "a lone surrogate": (b'{"phone": "\\ud800"}', "malformed"),
    "NUL": (b'{"phone": "\\u0000"}', "malformed"),
    "a number beyond 64 bits": (b'{"phone": 123456789012345678901234567890}', "malformed"),
    "nested too deep": (b'{"phone": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "malformed"),
    "not UTF-8": (b'{"phone": "\xff"}', "malformed"),
    "another value behind": (b'{"phone": "13900000001"} {}', "malformed"),
    "an array for an object": (b'["13900000001"]', "invalid"),
    "nothing": (b"", "malformed"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_body_that_can_be_read_in_two_ways_is_refused(client: FlaskClient, what: str) -> None:
    body, code = HOSTILE[what]
    where = {"REMOTE_ADDR": sign_in.new_address()}
    answer = client.post(
        "/api/v1/auth/one-time-codes", data=body, content_type="application/json", environ_overrides=where
    )
    assert answer.status_code in (400, 422), answer.text
    assert answer.get_json()["code"] == code
