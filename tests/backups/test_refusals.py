"""Whatever is wrong with a backup or with the place for it: refused for what it is, and nothing is written."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from backend.audit.record import NotRecorded
from backend.backups import engines, make, members, restore
from backend.backups import refusals as says
from backend.backups.examine import peek
from backend.backups.folder import DEMO, FOLDERS, LEFT_OUT
from backend.backups.sealed_file import (
    CHUNK,
    MAGIC,
    SCRYPT,
    OperatorKey,
    SealingWriter,
    make_key_file,
    opened,
    read_key,
)
from backend.config import Settings
from backend.web.health import SCHEMA_HEAD
from tests.backups.test_round import quietly, settings_of, unlogged
from tests.docs.live import ROOT
from tests.verification.world import City

ONCE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class Copy:
    """A backup of a small city, and what it was made of."""

    path: Path
    settings: Settings
    there: Settings

    def refused(self, kind: type[says.BackupRefused], key: OperatorKey, **there: Any) -> says.BackupRefused:
        with pytest.raises(kind) as caught:
            restore.restore(self.path, replace(self.there, **there), key=key, progress=quietly)
        assert not self.there.data_dir.exists() or list(self.there.data_dir.iterdir()) == []
        return caught.value


@pytest.fixture
def copy(city: City, key: OperatorKey, tmp_path: Path) -> Copy:
    city.phone(0)
    settings = settings_of(city)
    made = make.make(settings, tmp_path / "copy.lmb", key=key, now=city.now, progress=quietly, noted=unlogged)
    there = replace(
        settings, data_dir=tmp_path / "there", database_url=f"sqlite:///{tmp_path / 'there' / 'liangma.db'}"
    )
    return Copy(made.path, settings, there)


@ONCE
def test_a_backup_that_was_cut_short_altered_or_added_to_is_refused(copy: Copy, key: OperatorKey) -> None:
    whole = copy.path.read_bytes()
    assert len(whole) > CHUNK
    body = len(MAGIC) + 4 + int.from_bytes(whole[len(MAGIC) : len(MAGIC) + 4])
    chunks = [whole[at : at + CHUNK + 16] for at in range(body, len(whole), CHUNK + 16)]
    head = whole[:body]
    broken = {
        "half": whole[: len(whole) // 2], "last byte": whole[:-1], "no last chunk": head + b"".join(chunks[:-1]),
        "only the header": head, "swapped": head + chunks[1] + chunks[0] + b"".join(chunks[2:]),
        "repeated": head + chunks[0] + b"".join(chunks), "one added": whole + b"\0",
        "a bit": whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:],
        "first chunk": head + bytes([chunks[0][0] ^ 1]) + whole[body + 1 :],
        "salt": whole.replace(b'"nonce": "', b'"nonce": "AA', 1), "header": whole[: body - 5],
    }  # fmt: skip
    for what, text in broken.items():
        copy.path.write_bytes(text)
        assert copy.refused(says.Damaged, key).code == "backup_damaged", what


@ONCE
def test_another_key_and_another_kind_of_key_are_told_from_damage(copy: Copy, key: OperatorKey) -> None:
    copy.refused(says.WrongKey, OperatorKey("key", b"x" * 32))
    copy.refused(says.WrongKey, OperatorKey("passphrase", key.secret))
    copy.path.write_bytes(b"PK\3\4 something else altogether")
    copy.refused(says.NotABackup, key)


@ONCE
def test_what_the_log_does_not_take_is_no_backup(copy: Copy, city: City, key: OperatorKey, tmp_path: Path) -> None:
    def unwritten(_name: str, _size: int, _digest: str) -> None:
        raise NotRecorded

    place = tmp_path / "unlogged"
    place.mkdir()
    with pytest.raises(NotRecorded):
        make.make(settings_of(city), place, key=key, now=city.now, progress=quietly, noted=unwritten)
    assert list(place.iterdir()) == []


def test_a_passphrase_opens_what_it_locked_and_no_other_does(
    tmp_path: Path, key: OperatorKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SCRYPT, "n", 1 << 12)  # the file says how dear it was
    path = tmp_path / "file"
    with path.open("wb") as out:
        writer = SealingWriter(out, OperatorKey("passphrase", b"correct horse battery"))
        writer.write(b"x" * (2 * CHUNK))
        writer.close()
    with path.open("rb") as file:
        assert b"".join(opened(file, OperatorKey("passphrase", b"correct horse battery"))) == b"x" * (2 * CHUNK)
    with path.open("rb") as file, pytest.raises(says.WrongKey):
        list(opened(file, OperatorKey("passphrase", b"correct horse batterz")))
    with path.open("rb") as file, pytest.raises(says.WrongKey):
        list(opened(file, key))


def test_keys_that_are_none_are_refused(tmp_path: Path) -> None:
    made, short = tmp_path / "key", tmp_path / "short"
    make_key_file(made)
    assert made.stat().st_mode & 0o077 == 0
    assert read_key(made, None).kind == "key"
    with pytest.raises(FileExistsError):
        make_key_file(made)
    short.write_text("c2hvcnQ=")
    for given in ((None, None), (made, made), (short, None), (None, short)):
        with pytest.raises(says.KeyNeeded):
            read_key(*given)


def rewritten(copy: Copy, key: OperatorKey, change: Callable[[dict[str, Any]], None], names: tuple[str, ...]) -> None:
    """The same backup as somebody with the key could have made it, with other words in `names`."""
    with copy.path.open("rb") as file:
        kept = {name: b"".join(frames) for name, frames in members.MemberReader(opened(file, key)).members()}
    with copy.path.open("wb") as out:
        sealing = SealingWriter(out, key)
        writer = members.MemberWriter(sealing.write)
        for name, data in kept.items():
            if name in names:
                read = json.loads(data)
                change(read)
                data = json.dumps(read).encode()
            writer.add(name, [data])
        sealing.close()


@ONCE
def test_a_newer_program_s_backup_and_one_with_other_members_are_refused(copy: Copy, key: OperatorKey) -> None:
    sound = copy.path.read_bytes()
    newer = f"{int(SCHEMA_HEAD) + 1:04}"
    rewritten(copy, key, lambda about: about.update(schema=newer), (members.ABOUT,))
    assert newer in copy.refused(says.NewerProgram, key).detail
    copy.path.write_bytes(sound)
    rewritten(copy, key, lambda about: about.update(format=2), (members.ABOUT,))
    copy.refused(says.NewerProgram, key)
    copy.path.write_bytes(sound)
    rewritten(copy, key, lambda told: told["members"].pop(members.DATABASE), (members.MANIFEST,))
    copy.refused(says.Damaged, key)
    copy.path.write_bytes(sound)
    rewritten(copy, key, lambda told: told["counts"].update(certificates=7), (members.MANIFEST,))
    assert "counts" in copy.refused(says.Damaged, key).detail


@ONCE
def test_a_place_that_is_not_for_it_is_refused(copy: Copy, key: OperatorKey, city: City) -> None:
    copy.refused(says.OtherEngine, key, database_url="postgresql://liangma@127.0.0.1:1/none")
    copy.refused(says.OtherSecrets, key, data_key=b"x" * 32)
    copy.refused(says.OtherSecrets, key, index_key=b"x" * 32)
    rotated = replace(copy.there, data_key=b"n" * 32, older_data_keys=(copy.there.data_key,))
    restore.refuse_place(rotated, peek(copy.path, key=key).about)  # the newest seals, the older ones still open
    for taken in ({"data_dir": copy.settings.data_dir}, {"database_url": copy.settings.database_url}):
        copy.refused(says.NotEmpty, key, **taken)


def test_names_inside_lead_nowhere_else() -> None:
    for name in ("data/../x", "/etc/passwd", "data//x", "..", "data/.", "a\nb", "", "data/x/..", "data\\x"):
        assert not members.NAME.fullmatch(name), name
    for name in ("about", "data/checkpoints/1.jws", "data/types/.hidden", "data/types/证照 一.json"):
        assert members.NAME.fullmatch(name), name


def test_a_tool_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(says.ToolMissing, match="pg_restore"):
        engines.load("postgresql://liangma@127.0.0.1:1/none", iter([b""]))


def test_every_folder_that_the_program_reads_is_in_a_backup_or_left_out_for_a_reason() -> None:

    named = set[str]()
    for path in (ROOT / "backend").rglob("*.py"):
        named |= set(re.findall(r'data_dir / "([\w.-]+)"', path.read_text("utf-8")))
    assert len(named) >= 8
    assert named <= {*FOLDERS, *DEMO, *LEFT_OUT}


@ONCE
def test_a_city_that_is_begun_in_the_place_while_a_backup_is_read_stays(
    copy: Copy, key: OperatorKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = copy.there.data_dir / "liangma.db"
    load = engines.load

    def meanwhile(database_url: str, parts: Any) -> None:
        begun.write_bytes(b"another city")
        load(database_url, parts)

    monkeypatch.setattr(engines, "load", meanwhile)
    with pytest.raises(says.NotEmpty):
        restore.restore(copy.path, copy.there, key=key, progress=quietly)
    assert {one.name: one.read_bytes() for one in copy.there.data_dir.iterdir()} == {begun.name: b"another city"}
