"""backup, restore: what an operator types, what is said, and with which exit code."""

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing

from tests.cli.terminal import Terminal
from tests.cli.test_audit import database


def test_an_operator_backs_up_drills_and_restores_the_demo_city(city: Terminal) -> None:
    city.type("backup", "key", "key").must()
    assert "demo's secrets are in it" in city.type("backup", "city.lmb", "--key-file", "key").must().err
    made = city.folder / "city.lmb"
    assert made.stat().st_mode & 0o077 == 0
    ((noted,),) = database(city, "SELECT detail FROM audit_entries WHERE action = 'backup.made'")
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    assert json.loads(noted) == {"file": "city.lmb", "size": made.stat().st_size, "sha256": digest}
    city.type("backup", "city.lmb", "--key-file", "key").refused("place_not_empty", "city.lmb")
    city.type("backup", "other.lmb").refused("backup_key_needed", "liangma backup key")
    assert "schema" in city.type("backup", "check", "city.lmb", "--key-file", "key").must().out
    assert "0 处异常 faults" in city.type("backup", "drill", "city.lmb", "--key-file", "key").must().out
    city.type("restore", "city.lmb", "--key-file", "key").refused("place_not_empty", "liangma.db")
    shutil.rmtree(city.data)
    assert "0 处异常 faults" in city.type("restore", "city.lmb", "--key-file", "key").must().out
    assert "0 处异常 breaks" in city.type("audit", "verify").must().out
    with closing(sqlite3.connect(city.data / "liangma.db")) as connection, connection:
        connection.execute("UPDATE certificates SET state = 'revoked'")
    found = city.type("backup", "verify")
    assert found.code == 3
    assert "status_differs: " in found.out


def test_a_real_city_s_secrets_are_not_in_its_backup(office: Terminal) -> None:
    office.type("backup", "key", "key").must()
    given = ("--key-file", "key")
    assert "The secrets are not in it" in office.type("backup", "a.lmb", *given).must().err
    shutil.rmtree(office.data)
    other = office.but(DATA_KEY="eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=")
    other.type("restore", "a.lmb", *given).refused("backup_of_other_secrets")
    office.type("restore", "a.lmb", "--verify-later", *given).must()
    assert "0 处异常 faults" in office.type("backup", "verify").must().out
