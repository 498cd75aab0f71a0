"""python -m benchmarks.key_device: signatures a second with a key in the device, beside the same with a key in memory.

The device is the one that the settings name (LIANGMA_PKCS11_); each makes a key of its own, which stays there.
"""

import os
import time
import uuid
from collections.abc import Callable

import click

from backend import key_device
from backend.config import from_env
from certs import keys

SECONDS = 3.0
DATA = b"x" * 600  # about what is signed of a certificate


def rate(sign: Callable[[bytes], bytes]) -> float:
    """Signatures a second."""
    sign(DATA)
    began, count = time.perf_counter(), 0
    while (took := time.perf_counter() - began) < SECONDS:
        sign(DATA)
        count += 1
    return count / took


@click.command()
def main() -> None:
    key_device.use(from_env(os.environ))
    held, label = key_device.require_device(), f"liangma-benchmark-{uuid.uuid4()}"
    inside = key_device.DeviceSigner(held, label, held.make_key(label))
    floor = rate(keys.SoftwareSigner(keys.new_private_key()).sign)
    device = rate(inside.sign)
    click.echo(f"memory {floor:,.0f}/s  device {device:,.0f}/s  ratio {device / floor:.2f}")


if __name__ == "__main__":
    main()
