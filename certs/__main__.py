"""`python -m certs`: verify a code offline with the day's bundle, apply deltas to it, check receipts and their proofs,
and a small test wallet. The only module with I/O.

Exit codes: 0 accepted (a receipt: proven), 1 rejected, 2 unusable input.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from certs import base64url, bundle, checkpoint, delta, keys, lm1, portrait, receipt, report, small_wallet, verify
from certs.errors import CertsError, KeyFormatError, MalformedError
from certs.jws import strict_json
from certs.members import member

KEPT = "a checkpoint of the log that was kept (`checkpoint` in the answer for a receipt)"
WALLET_KEY = "a private key made by `python -m certs key new FILE`"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (CertsError, OSError, ValueError) as error:
        print(f"certs: {error}", file=sys.stderr)
        return 2


@contextmanager
def _naming(file: Path, wanted: str) -> Iterator[None]:
    """Whatever is wrong with a file is said with its name and with what is wanted there."""
    try:
        yield
    except (CertsError, OSError, UnicodeDecodeError) as error:
        why = "it is not text" if isinstance(error, UnicodeDecodeError) else getattr(error, "strerror", None) or error
        raise ValueError(f"{file}: {why}\nWanted: {wanted}.") from error


def _object(file: Path, wanted: str) -> dict[str, Any]:
    with _naming(file, wanted):
        read = strict_json(file.read_bytes())
        if not isinstance(read, dict):
            raise KeyFormatError("a JSON object is wanted")
        return read


def _jwk(file: Path, wanted: str) -> dict[str, Any]:
    read = _object(file, wanted)
    if "keys" in read:
        raise ValueError(f"{file}: a set of keys, not one\nWanted: {wanted}; take one out of `keys`.")
    return read


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="certs", description="Verify Liangma codes offline; a small test wallet.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("verify", help="verify a code with a bundle: exit 0 accepted, 1 rejected, 2 unusable")
    check.add_argument("code", metavar="CODE", help="the text of the code, or - to read it from standard input")
    _with_bundle(check)
    check.add_argument("--audience", default="offline", metavar="ID", help="this verifier's id")
    check.add_argument("--city", metavar="HOST", help="host of its city, for codes of other regions made out to it")
    check.add_argument("--challenge", type=bytes.fromhex, metavar="HEX", help="the 8 bytes this verifier showed")
    check.add_argument("--stale-ok", action="store_true", help="an old list is a warning, not a refusal")
    check.add_argument("--portrait", metavar="FRAME", help="the text of the portrait frame beside the code (LM1P:...)")
    check.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the report")
    check.add_argument("--json", action="store_true", help="print the verdict as JSON")
    check.set_defaults(run=_verify)
    _add_delta(commands)
    _add_log(commands)
    _add_key(commands)
    small_wallet.add_to(commands, run=_wallet)
    return parser


def _with_bundle(command: argparse.ArgumentParser) -> None:
    command.add_argument("--bundle", required=True, type=Path, help="the bundle file")
    command.add_argument("--anchor", help="the anchor: a JWK file, or its RFC 7638 thumbprint in base64url")
    command.add_argument("--at", metavar="TIME", help="as of this Unix or ISO time instead of now")


def _add_delta(commands: Any) -> None:
    base = commands.add_parser("base", help="print the query that asks the office for what changed since this bundle")
    _with_bundle(base)
    base.set_defaults(run=_base)
    apply = commands.add_parser(
        "apply", help="apply the office's answer, a delta or a whole bundle, to the bundle file"
    )
    _with_bundle(apply)
    apply.add_argument("delta", metavar="DELTA", help="the file with the answer, or - for standard input")
    apply.set_defaults(run=_apply)


def _base(options: argparse.Namespace) -> int:
    print(_held(options, _time(options.at)).base.query())
    return 0


def _apply(options: argparse.Namespace) -> int:
    now = _time(options.at)
    held, wanted = _held(options, now), "what the office answered at /api/v1/bundle/delta, or /api/v1/bundle"
    with _naming(Path(options.delta), wanted):
        text = sys.stdin.read(bundle.MAX_CHARS + 2) if options.delta == "-" else Path(options.delta).read_text("ascii")
        held = delta.update(held, text, now=now)
    written = options.bundle.with_name(f"{options.bundle.name}.new")
    written.write_text(f"{held.text}\n", encoding="ascii")
    written.replace(options.bundle)  # at once: whoever reads meanwhile has the old one or the new one
    print(f"{held.bundle.number} {datetime.fromtimestamp(held.bundle.iat, UTC).isoformat()}")
    return 0


def _verify(options: argparse.Namespace) -> int:
    now = _time(options.at)
    read = _held(options, now).bundle
    required = verify.Required(
        options.audience,
        options.challenge,
        audience_here=f"{options.audience}@{options.city}" if options.city else None,
        iat_past=read.policy.iat_past,
        iat_future=read.policy.iat_future,
        stale_ok=options.stale_ok,
    )
    text = sys.stdin.read(lm1.MAX_TEXT + 2).strip("\r\n") if options.code == "-" else options.code
    verdict = verify.verify(text, trust=read.trust, required=required, now=now)
    picture = _portrait(options, verdict)
    _print(options, verdict, picture, anchor_pinned=read.anchor_pinned)
    return 0 if isinstance(verdict, verify.Accepted) and not isinstance(picture, portrait.Foreign) else 1


def _portrait(
    options: argparse.Namespace, verdict: verify.Accepted | verify.Rejected
) -> portrait.Belonging | portrait.Foreign | None:
    """Whose picture was shown beside an accepted code; None when none was, or the code was refused anyway."""
    if options.portrait is None or isinstance(verdict, verify.Rejected):
        return None
    return portrait.check_portrait(options.portrait, portrait.shown_digest(verdict))


def _print(
    options: argparse.Namespace,
    verdict: verify.Accepted | verify.Rejected,
    picture: portrait.Belonging | portrait.Foreign | None,
    *,
    anchor_pinned: bool,
) -> None:
    if options.json:
        form = report.as_json(verdict, anchor_pinned=anchor_pinned) | report.portrait_json(picture)
        print(json.dumps(form, ensure_ascii=False, indent=2))
        return
    said = report.lines(verdict, lang=options.lang, anchor_pinned=anchor_pinned)
    print("\n".join(said + report.portrait_lines(picture, lang=options.lang)))


def _add_log(commands: Any) -> None:
    proven = commands.add_parser("receipt", help="check a receipt and the proof that the log holds it")
    proven.add_argument(
        "file", metavar="FILE", help="what the office answered for the receipt, or - for standard input"
    )
    kept = commands.add_parser("continuity", help="check that one checkpoint of the log continues another")
    for name, text in (
        ("old", "the checkpoint kept before"),
        ("new", "a later one"),
        ("proofs", "the office's answer"),
    ):
        kept.add_argument(name, type=Path, metavar=name.upper(), help=text)
    for command, run in ((proven, _receipt), (kept, _continuity)):
        _with_bundle(command)
        command.add_argument(
            "--keys", type=Path, metavar="JWKS", help="further keys of the platform: retired ones, say"
        )
        command.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the report")
        command.add_argument("--json", action="store_true", help="print what was found as JSON")
        command.set_defaults(run=run)


def _receipt(options: argparse.Namespace) -> int:
    publics, pinned = _platform(options)
    with _naming(Path(options.file), "what the office answered at /api/v1/receipts/ID, or the receipt alone"):
        text = sys.stdin.read(receipt.MAX_CHARS * 4) if options.file == "-" else Path(options.file).read_text("utf-8")
        document = text.strip() if not text.lstrip().startswith("{") else strict_json(text.encode("utf-8"))
        said = document if isinstance(document, str) else member(document, "receipt", str)
        if said.count(".") != 2:
            raise MalformedError("malformed", "there is no receipt in it")
    return _say(options, receipt.check_receipt(document, publics), pinned=pinned)


def _continuity(options: argparse.Namespace) -> int:
    publics, pinned = _platform(options)
    with _naming(options.old, KEPT), _naming(options.new, KEPT):
        old, new = (file.read_text("ascii").strip() for file in (options.old, options.new))
    answer = _object(options.proofs, "what the office answered at /api/v1/log/continuity")
    return _say(options, checkpoint.check_continuity(old, new, answer, publics), pinned=pinned)


def _say(options: argparse.Namespace, found: receipt.Recorded | checkpoint.Continued, *, pinned: bool) -> int:
    if options.json:
        print(json.dumps(report.found_json(found, anchor_pinned=pinned), ensure_ascii=False, indent=2))
    else:
        print("\n".join(report.found_lines(found, lang=options.lang, anchor_pinned=pinned)))
    return 0 if found.reason is None else 1


def _platform(options: argparse.Namespace) -> tuple[list[keys.PublicKey], bool]:
    """The keys that sign receipts and checkpoints, the bundle's anchor first; and whether that is pinned."""
    read = _held(options, _time(options.at)).bundle
    further = [] if options.keys is None else member(_object(options.keys, "a JWK set"), "keys", list)
    return [read.anchor, *(keys.public_from_jwk(one) for one in further)], read.anchor_pinned


def _held(options: argparse.Namespace, now: int) -> delta.Held:
    anchor, file = None, Path(options.anchor or "")
    if file.is_file():
        with _naming(file, "the office's key as a JWK file, or its thumbprint instead of a file"):
            anchor = keys.public_from_jwk(_jwk(file, "the office's key as a JWK file"))
    with _naming(options.bundle, "the file that the office answers at /api/v1/bundle"):
        text = options.bundle.read_text(encoding="ascii").strip()
        if anchor is None and options.anchor is not None:
            anchor = bundle.own_anchor(text.split("\n", 1)[0])
            if base64url.encode(keys.thumbprint(anchor)) != options.anchor:
                no = "is no file here, and the bundle is not signed by a key of that thumbprint"
                raise KeyFormatError(f"--anchor {options.anchor} {no}")
        return delta.hold(text, anchor=anchor, now=now)


def _time(given: str | None) -> int:
    if given is None:
        return int(datetime.now(UTC).timestamp())
    if given.isascii() and given.isdecimal():
        return int(given)
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise ValueError(f"--at {given}: Unix seconds, or a time as 2026-11-23T08:00:00Z") from error
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _add_key(commands: Any) -> None:
    key = commands.add_parser("key", help="make a key, or print its public JWK").add_subparsers(required=True)
    for name, run, text in (("new", _key_new, "make a new key file"), ("jwk", _key_jwk, "print the public JWK")):
        command = key.add_parser(name, help=text)
        command.add_argument("file", type=Path, metavar="FILE")
        command.set_defaults(run=run)


def _key_new(options: argparse.Namespace) -> int:
    text = json.dumps(keys.private_to_jwk(keys.new_private_key()))
    try:
        descriptor = os.open(options.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        wanted = "another name; a key is never overwritten"
        raise ValueError(f"{options.file}: there is such a file\nWanted: {wanted}.") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text + "\n")
    return 0


def _key_jwk(options: argparse.Namespace) -> int:
    print(json.dumps(keys.jwk_of(_signer(options.file).public)))
    return 0


def _wallet(options: argparse.Namespace) -> int:
    iat = int(datetime.now(UTC).timestamp()) if options.iat is None else int(options.iat)
    print(options.make(options, _signer(Path(options.key)), iat))
    return 0


def _signer(file: Path) -> keys.SoftwareSigner:
    with _naming(file, WALLET_KEY):
        return keys.SoftwareSigner(keys.private_from_jwk(_jwk(file, WALLET_KEY)))


if __name__ == "__main__":
    sys.exit(main())
