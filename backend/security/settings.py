"""The Box that the settings describe: office keys, and what wraps holders' keys."""

from collections.abc import Sequence

from sqlalchemy import Engine

from backend import key_device
from backend.config import Settings
from backend.security import Box
from backend.security.device import DeviceKey
from backend.security.wrapping import Wrapping


def make_box(settings: Settings) -> Box:
    """The newest office key seals; holders' keys are wrapped in the device, where the settings name keys in it."""
    devices: Sequence[Wrapping] = ()
    if settings.device_wrapping_keys:
        key_device.use(settings)
        devices = [DeviceKey(key_device.require_device(), label) for label in settings.device_wrapping_keys]
    return Box(settings.data_key, settings.index_key, settings.older_data_keys, devices)


def checked_box(settings: Settings, engine: Engine, *, now: int) -> Box:
    """The same, once its keys are those that the database needs. Raises WrongKeys."""
    box = make_box(settings)
    box.keyring.check(engine, now=now)
    return box
