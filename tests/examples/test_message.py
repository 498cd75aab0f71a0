"""The example client believes a message by its signature and its age."""

import time
import uuid

import pytest

from backend.webhooks import signing
from examples.partner.client import message


def test_a_message_is_believed_by_its_signature_and_its_age() -> None:
    secret, body, now = signing.new_secret(), b'{"type": "test"}', int(time.time())
    headers = signing.headers(uuid.uuid4(), body, told=[signing.new_secret(), secret], at=now)
    assert message(headers, body, secret) == {"type": "test"}
    for late in (-301, 301):
        with pytest.raises(ValueError, match="too old"):
            message(headers, body, secret, now=now + late)
    for wrong in (body + b" ", b""):
        with pytest.raises(ValueError, match="not signed"):
            message(headers, wrong, secret)
