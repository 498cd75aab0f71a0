"""Holders' keys wrapped in a device (SoftHSM 2), and the change from a key of the settings to one in it."""

import secrets
import uuid
from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Engine

from backend import db, key_device
from backend.config import Settings
from backend.key_device import DeviceUnavailable
from backend.privacy.rotate import rotate
from backend.security.device import PREFIX, DeviceKey, make_key
from backend.security.models import HolderKey
from backend.security.settings import make_box

ROW, NOW = b"row", 1_790_000_000


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_keys_move_into_the_device_while_the_office_works_and_open_nowhere_else(
    engine: Engine, device: Settings
) -> None:
    before, holder, label = make_box(device), uuid.uuid4(), PREFIX + secrets.token_hex(4)
    before.keyring.check(engine, now=NOW)
    with db.transaction(engine) as session:
        sealed = before.of(session, holder).seal("x", ROW)
    make_key(key_device.require_device(), label)
    inside = replace(device, device_wrapping_keys=(label,))
    box = make_box(inside)
    box.keyring.check(engine, now=NOW)
    done = rotate(engine, box, actor="cli:test", clock=lambda: NOW, progress=lambda count: None)
    assert (done.wrapped, done.retired) == (1, ())  # the office's own key is still that of the settings
    with db.open_session(engine, reading=True) as session:
        assert make_box(inside).of(session, None).open(sealed, ROW) == "x"
        wrapped = session.get_one(HolderKey, holder)
        assert wrapped.wrapping_id == box.keyring.newest.wrapping_id
    key = DeviceKey(key_device.require_device(), label)
    assert wrapped.wrapped is not None
    with pytest.raises(InvalidTag):
        key.unwrap(wrapped.wrapped, b"holder-key:" + uuid.uuid4().bytes)
    assert len(key.unwrap(wrapped.wrapped, b"holder-key:" + holder.bytes)) == 32
    with pytest.raises(DeviceUnavailable):
        DeviceKey(key_device.require_device(), PREFIX + "another").wrap(bytes(32), ROW)
