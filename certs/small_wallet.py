"""The phone on the command line: what `python -m certs` signs with a key file. Reads no file and no clock."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from certs import base64url, device, keys, lm1
from certs.errors import CertsError

Make = Callable[[argparse.Namespace, keys.SoftwareSigner, int], str]


def add_to(commands: Any, *, run: Callable[[argparse.Namespace], int]) -> None:
    """The commands proof, show and pack. `run` calls `options.make(options, signer, iat)`."""
    proof = commands.add_parser("proof", help="a device proof for an audience and a nonce")
    _with_key(proof, run, make_proof)
    proof.add_argument("--aud", required=True)
    proof.add_argument("--nonce", required=True)
    show = commands.add_parser("show", help="a fresh view code for a view")
    _with_key(show, run, make_code)
    _with_audience(show)
    show.add_argument("view", metavar="VIEW", help="the view, base64url")
    pack = commands.add_parser("pack", help="a fresh pack code")
    _with_key(pack, run, make_pack)
    _with_audience(pack)
    pack.add_argument("--device-handle", required=True, metavar="HANDLE", help="of this phone, as the API tells it")
    pack.add_argument(
        "entries", nargs="+", type=_entry, metavar="HANDLE:VIEW", help="a certificate's handle and a view number"
    )


def _with_key(command: argparse.ArgumentParser, run: Any, make: Make) -> None:
    command.add_argument("--key", required=True, metavar="FILE", help="key file made by `key new`")
    command.add_argument("--iat", type=int, default=None, help="Unix seconds instead of now")
    command.set_defaults(run=run, make=make)


def _with_audience(command: argparse.ArgumentParser) -> None:
    command.add_argument("--aud", default="*")
    command.add_argument("--cnonce", type=bytes.fromhex, metavar="HEX", help="8 bytes: a challenge or a server nonce")


def _entry(text: str) -> tuple[str, int]:
    handle, _, number = text.rpartition(":")
    if not handle or not (number.isascii() and number.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text}: a certificate's handle, a colon, and the number of a view")
    return handle, int(number)


def make_proof(options: argparse.Namespace, signer: keys.SoftwareSigner, iat: int) -> str:
    """A device proof."""
    return device.make_device_proof(signer, aud=options.aud, nonce=options.nonce, iat=iat)


def make_code(options: argparse.Namespace, signer: keys.SoftwareSigner, iat: int) -> str:
    """A code of one view."""
    try:
        view = base64url.decode(options.view)
        lm1.parse_view(view)
    except CertsError as error:
        raise ValueError(
            f"VIEW is no view ({error}): take one of `cards[].views[].view` in the wallet's answer"
        ) from error
    return lm1.code_text(view, signer, iat=iat, aud=options.aud, cnonce=options.cnonce)


def make_pack(options: argparse.Namespace, signer: keys.SoftwareSigner, iat: int) -> str:
    """A code of several certificates."""
    more = {"iat": iat, "aud": options.aud, "cnonce": options.cnonce}
    try:
        code = lm1.pack_text(options.entries, signer, device_handle=base64url.decode(options.device_handle), **more)
        lm1.parse(code)
    except CertsError as error:
        needs = "handles are `cards[].handle` in the wallet's answer and `handle` of the phone; each certificate once"
        raise ValueError(f"these make no pack ({error}): {needs}") from error
    return code
