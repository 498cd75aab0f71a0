"""The bundle: read by the vault and by its command, with a number that only grows."""

import subprocess
import sys
from pathlib import Path

import pytest

from backend import db
from backend.trust import keys, offline, status
from certs import base64url
from certs import keys as vault_keys
from certs.bundle import Bundle, read_bundle
from certs.errors import TrustError
from certs.lm1 import parse
from certs.verify import Accepted, Rejected, Required, verify
from tests.trust.conftest import BASE_URL, DAY, NOW, Office


def make(office: Office, *, now: int) -> str:
    with db.transaction(office.engine) as session:
        return offline.bundle(session, office.catalogue, box=office.box, base_url=BASE_URL, now=now)


def read(office: Office, *, now: int) -> Bundle:
    return read_bundle(make(office, now=now), anchor=office.anchor, now=now)


def place(office: Office) -> tuple[int, int]:
    with db.transaction(office.engine) as session:
        return status.allocate(session, 1, box=office.box, now=NOW)[0]


def set_status(office: Office, where: tuple[int, int], value: int) -> None:
    with db.transaction(office.engine) as session:
        status.set_status(session, [where], value, now=NOW)


def judge(office: Office, text: str, *, now: int) -> Accepted | Rejected:
    return verify(text, trust=read(office, now=now).trust, required=Required("gate-12"), now=now)


def test_a_gate_with_the_bundle_accepts_a_valid_code(office: Office) -> None:
    verdict = judge(office, office.code(now=NOW, place=place(office)), now=NOW)
    assert isinstance(verdict, Accepted)
    assert verdict.fields == {"over_18": True}
    assert verdict.status_as_of == NOW


@pytest.mark.parametrize(("value", "reason"), [(1, "status_revoked"), (2, "status_suspended")])
def test_a_gate_with_the_next_bundle_refuses_what_was_revoked_or_suspended(
    office: Office, value: int, reason: str
) -> None:
    where = place(office)
    text = office.code(now=NOW, place=where)
    assert isinstance(judge(office, text, now=NOW), Accepted)
    set_status(office, where, value)
    assert judge(office, text, now=NOW).reason == reason


def test_a_code_of_a_shard_that_the_bundle_does_not_hold_has_no_known_status(office: Office) -> None:
    place(office)
    assert judge(office, office.code(now=NOW, place=(7, 3)), now=NOW).reason == "status_unknown"


def test_the_number_grows_with_every_change_and_never_falls(office: Office) -> None:
    numbers = [read(office, now=NOW).number]
    where = place(office)
    for change in (
        lambda: set_status(office, where, 1),
        lambda: set_status(office, where, 0),
        lambda: rotate(office),
    ):
        numbers.append(read(office, now=NOW).number)
        change()
    numbers.append(read(office, now=NOW).number)
    assert numbers == sorted(set(numbers))
    assert read(office, now=NOW + DAY).number >= numbers[-1]


def rotate(office: Office) -> None:
    with db.transaction(office.engine) as session:
        keys.rotate(session, "GA", box=office.box, now=NOW, overlap_seconds=DAY)


def test_an_older_bundle_is_refused_by_a_gate_that_held_a_newer_one(office: Office) -> None:
    where = place(office)
    old = make(office, now=NOW)
    set_status(office, where, 1)
    newer = read(office, now=NOW).number
    with pytest.raises(TrustError, match="rollback"):
        read_bundle(old, anchor=office.anchor, now=NOW, at_least_number=newer)


def test_a_bundle_is_kept_for_a_minute_and_then_made_anew(office: Office) -> None:
    place(office)
    first = make(office, now=NOW)
    assert make(office, now=NOW + status.TTL - 1) == first
    assert read(office, now=NOW + status.TTL).iat == NOW + status.TTL


def test_a_bundle_stays_whole_when_the_platform_key_changes(office: Office) -> None:
    place(office)
    make(office, now=NOW)
    with db.transaction(office.engine) as session:
        keys.rotate(session, "LM", box=office.box, now=NOW + 1, overlap_seconds=DAY)
        anchor = keys.fresh_signer(session, "LM", box=office.box, now=NOW + 6).public
    text = make(office, now=NOW + 6)
    assert read_bundle(text, anchor=anchor, now=NOW + 6).anchor_pinned
    with pytest.raises(TrustError, match="signature_invalid"):
        read_bundle(text, anchor=office.anchor, now=NOW + 6)


def test_a_gate_that_was_offline_for_more_than_a_day_is_told_so(office: Office) -> None:
    where = place(office)
    held = read(office, now=NOW)
    later = NOW + offline.LIFE + 1
    view = parse(office.code(now=NOW, place=where)).view.signed
    verdict = verify(office.again(view, now=later), trust=held.trust, required=Required("gate-12"), now=later)
    assert verdict.reason == "bundle_stale"


def command(bundle: Path, anchor: vault_keys.PublicKey, text: str, *, now: int) -> subprocess.CompletedProcess[str]:
    thumbprint = base64url.encode(vault_keys.thumbprint(anchor))
    arguments = ["--bundle", str(bundle), f"--anchor={thumbprint}", "--at", str(now), "--lang", "en", text]
    return subprocess.run(
        [sys.executable, "-m", "certs", "verify", *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_the_command_of_the_vault_verifies_with_our_bundle(office: Office, tmp_path: Path) -> None:
    where = place(office)
    text = office.code(now=NOW, place=where)
    file = tmp_path / "bundle.jws"
    file.write_text(make(office, now=NOW))
    accepted = command(file, office.anchor, text, now=NOW)
    assert (accepted.returncode, accepted.stderr) == (0, "")
    set_status(office, where, 1)
    file.write_text(make(office, now=NOW))
    rejected = command(file, office.anchor, text, now=NOW)
    assert rejected.returncode == 1
    assert "revoked" in rejected.stdout
    stranger = vault_keys.new_private_key().public_key()
    assert command(file, stranger, text, now=NOW).returncode == 2
