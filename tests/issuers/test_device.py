"""Issuers' keys in a device: made and used there, rotated to and from it, and waiting while it is gone."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from backend import db, key_device
from backend.config import Settings
from backend.key_device import DeviceUnavailable, NoDevice
from backend.trust import keys
from backend.trust.models import IssuerKey
from certs import trust
from certs.keys import verify
from tests.issuers.conftest import NOW, Ministry

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # what a key signs is no matter of SQL


def test_a_key_goes_into_the_device_and_back_and_each_signs_what_verifies(ministry: Ministry, device: Settings) -> None:
    first = ministry.first()
    inside = _rotated(ministry)
    assert inside.thumbprint != first
    assert verify(inside.public, ministry.sign(now=NOW + 1), b"data")
    with_row = _row(ministry, inside.thumbprint)
    assert with_row.sealed_private is None
    assert with_row.device_label
    ministry.agree(ministry.ask("rotate", overlap=0, now=NOW + 2), now=NOW + 2)
    outside = ministry.published(now=NOW + 3).issuers["GA"].keys[-1]  # the newest
    assert verify(outside.public, ministry.sign(now=NOW + 3), b"data")
    assert _row(ministry, outside.thumbprint).device_label is None


def test_rotating_into_the_device_passes_over_a_pending_key_that_is_not_in_it(
    ministry: Ministry, device: Settings
) -> None:
    announced = ministry.announce()
    made = ministry.agree(ministry.ask("rotate", in_device=True)).thumbprint
    assert made != announced
    assert ministry.states()[announced] == "pending"


def test_without_a_device_nothing_is_asked_of_one(ministry: Ministry, settings: Settings) -> None:
    key_device.use(settings)
    with pytest.raises(NoDevice) as refused:
        ministry.announce(in_device=True)
    assert (refused.value.status, refused.value.code) == (409, "no_device")


def test_a_pulled_token_is_refused_with_its_next_step_and_goes_on_by_itself_when_it_is_back(
    ministry: Ministry, device: Settings, softhsm: Path
) -> None:
    inside = _rotated(ministry)
    assert ministry.sign(now=NOW + 1)
    away = softhsm.with_name("pulled")
    softhsm.rename(away)
    try:
        for _ in range(2):
            with pytest.raises(DeviceUnavailable) as refused:
                ministry.sign(now=NOW + 1)
        assert (refused.value.status, refused.value.code) == (503, "device_unavailable")
        assert "LIANGMA_PKCS11_" in refused.value.next_en
    finally:
        away.rename(softhsm)
    assert verify(inside.public, ministry.sign(now=NOW + 1), b"data")


def test_a_wrong_pin_is_a_device_that_does_not_answer(ministry: Ministry, device: Settings) -> None:
    ministry.agree(ministry.ask("rotate", in_device=True, overlap=0))
    key_device.use(replace(device, pkcs11_pin="9999"))
    with pytest.raises(DeviceUnavailable):
        ministry.sign(now=NOW + 1)
    key_device.use(device)
    assert ministry.sign(now=NOW + 1)


def test_a_child_opens_a_session_of_its_own(ministry: Ministry, device: Settings) -> None:
    """The parent signed before the fork; both go on signing after it."""
    inside, held = _rotated(ministry), key_device.require_device()
    public, label = inside.public, _row(ministry, inside.thumbprint).device_label or ""
    assert held.sign(label, b"before")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, held.sign(label, b"child"))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    assert verify(public, said, b"child")
    assert verify(public, held.sign(label, b"parent"), b"parent")


def _rotated(ministry: Ministry) -> trust.IssuerKey:
    """GA's new key, in the device."""
    made = ministry.agree(ministry.ask("rotate", in_device=True, overlap=0)).thumbprint
    return next(key for key in ministry.published(now=NOW + 1).issuers["GA"].keys if key.thumbprint == made)


def _row(ministry: Ministry, thumbprint: str) -> IssuerKey:
    with db.open_session(ministry.engine) as session:
        return next(key for key in keys.all_keys(session, "GA") if key.thumbprint == thumbprint)
