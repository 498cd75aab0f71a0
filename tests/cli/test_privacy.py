"""privacy: what the security role types from the first key to the last day, what is said, and with which exit code."""

import base64
import json
import os
import uuid
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from backend import db
from backend.audit.models import AuditEntry
from backend.people.models import Person
from backend.people.persons import ensure_person
from backend.security import HOLDERS, VERSION, Box
from tests.cli.terminal import KEYS, Terminal
from tests.cli.test_keys import totp_of
from tests.device import SOFTHSM
from tests.people.sign_in import new_number

NAME, NEWER = "钱七", base64.b64encode(b"n" * 32).decode()


@pytest.fixture
def office(database_url: str, softhsm: Path, tmp_path: Path) -> Terminal:
    """An office in which nobody has the security role yet."""
    return Terminal(tmp_path, {"LIANGMA_DATABASE_URL": database_url, "SOFTHSM2_CONF": os.environ["SOFTHSM2_CONF"]})


@pytest.fixture
def number() -> str:
    return new_number()


def test_keys_change_and_a_person_is_told_everything_and_erased(office: Terminal, engine: Engine, number: str) -> None:
    person_id = _from_before_there_were_keys(engine, number)
    assert "sealed anew: 1" in office.type("privacy", "reseal").must().out
    assert _first_byte(engine, person_id) == HOLDERS
    rotated = _with_both(office).type("privacy", "rotate").must().out
    assert "data keys wrapped anew: 1" in rotated
    assert "may be taken away: nothing" not in rotated
    newer = office.but(DATA_KEY=NEWER)
    said = json.loads(newer.type("privacy", "export", number).must().out)
    assert (said["person_id"], said["tables"]["persons"][0]["sealed"]["name"]) == (str(person_id), NAME)
    assert "the data key is destroyed" in newer.type("privacy", "erase", number, "--reason", "本人申请").must().out
    shown = newer.type("privacy", "retention", "--run").must().out.splitlines()
    assert [line.split("\t")[2] for line in shown if line.startswith("erasures\t")] == ["rows 1"]
    assert {"privacy.exported", "privacy.erased", "privacy.rotated"} <= _logged(engine)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_refusal_has_its_exit_code(office: Terminal, engine: Engine, number: str) -> None:
    person_id = _from_before_there_were_keys(engine, number)
    office.type("privacy", "export", number).must()
    office.but(DATA_KEY=NEWER).type("privacy", "rotate").refused("wrapping_key_wrong")
    office.type("privacy", "export", "110101199003070011").refused("person_unknown")
    office.type("privacy", "export", uuid.uuid4()).refused("person_unknown")
    _two_people_erase(office, number, person_id)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_device_makes_one_key_of_a_name(office: Terminal, engine: Engine) -> None:
    name = f"k{uuid.uuid4().hex[:8]}"
    office.type("privacy", "device-key", name).refused("LIANGMA_PKCS11_")
    with_device = office.but(PKCS11_MODULE=str(SOFTHSM), PKCS11_TOKEN="keys", PKCS11_PIN="1234")
    assert with_device.type("privacy", "device-key", name).must().out.strip().endswith(name)
    with_device.type("privacy", "device-key", name).refused("wrapping_key_exists")
    assert "privacy.device_key" in _logged(engine)


def _from_before_there_were_keys(engine: Engine, number: str) -> uuid.UUID:
    box = Box(base64.b64decode(KEYS["LIANGMA_DATA_KEY"]), base64.b64decode(KEYS["LIANGMA_INDEX_KEY"]))
    with db.transaction(engine) as session:
        person_id = ensure_person(session, "citizen", number, NAME, box=box, now=1)
        session.flush()  # what follows is a statement of its own
        sealed = box.seal({"name": NAME, "number": number}, b"person:" + person_id.bytes)
        session.execute(update(Person).where(Person.person_id == person_id).values(sealed=sealed))
    assert _first_byte(engine, person_id) == VERSION
    return person_id


def _with_both(office: Terminal) -> Terminal:
    file = office.folder / "keys"
    file.write_text(f"older {KEYS['LIANGMA_DATA_KEY']}\nnewer {NEWER}\n")
    return office.but(DATA_KEY=None, DATA_KEY_FILE=str(file))


def _two_people_erase(office: Terminal, number: str, person_id: uuid.UUID) -> None:
    one, two = totp_of(office, "security.one"), totp_of(office, "security.two")
    erase = ("privacy", "erase", number)
    office.type(*erase).misused("--reason")
    why = ("--reason", "本人申请")
    office.type(*erase, *why).misused("--by")
    office.type(*erase, *why, "--by", "security.one").misused("--confirm")
    both = (*why, "--by", "security.one", "--confirm")
    office.type(*erase, *both, "security.two", stdin="000000\n").refused("one-time password")
    office.type(*erase, *both, "security.one", stdin=f"{next(one)}\n{next(one)}\n").refused("second_person_needed")
    stdin = f"{next(one)}\n{next(two)}\n"
    assert "the data key is destroyed" in office.type(*erase, *both, "security.two", stdin=stdin).must().out
    office.type("privacy", "export", person_id).misused("--by")
    by = ("--by", "security.two")
    assert NAME not in office.type("privacy", "export", person_id, *by, stdin=f"{next(two)}\n").must().out


def _first_byte(engine: Engine, person_id: uuid.UUID) -> bytes:
    with db.open_session(engine, reading=True) as session:
        return session.get_one(Person, person_id).sealed[:1]


def _logged(engine: Engine) -> set[str]:
    with db.open_session(engine, reading=True) as session:
        return set(session.scalars(select(AuditEntry.action)))
