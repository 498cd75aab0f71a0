"""The demo city from the command line: loading twice changes nothing, and its visitors can be asked for."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pyotp

from backend.config import from_env
from backend.demo.city import greeting
from tests.cli.terminal import Terminal

LOG = {
    "audit_entries",
    "audit_chains",
    "import_runs",
}  # a second load is logged, and changes nothing else


def contents(terminal: Terminal) -> dict[str, str]:
    """A digest of every table."""
    with closing(sqlite3.connect(terminal.data / "liangma.db")) as connection:
        named = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = {name for (name,) in connection.execute(named)} - LOG
        rows = {name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in tables}
    return {name: hashlib.sha256("\n".join(found).encode()).hexdigest() for name, found in rows.items()}


def test_loading_the_city_again_changes_nothing(city: Terminal) -> None:
    before, sign_ins = contents(city), (city.data / "demo-sign-ins.json").read_bytes()
    city.type("demo", "load", "--people", 4).must()
    after = contents(city)
    assert {name for name in before if before[name] != after[name]} == set()
    assert (city.data / "demo-sign-ins.json").read_bytes() == sign_ins


def test_a_larger_city_adds_the_new_people_and_keeps_the_old(city: Terminal) -> None:
    count = "SELECT count(*) FROM certificates WHERE type_number = 1 AND state = 'valid'"
    found = []
    for people in (4, 6):
        city.type("demo", "load", "--people", people).must()
        with closing(sqlite3.connect(city.data / "liangma.db")) as connection:
            found += connection.execute(count).fetchone()
    assert found == [4, 6]


def test_the_secrets_of_the_demo_are_only_for_their_owner(city: Terminal) -> None:
    for name in ("demo-sign-ins.json",):
        assert (city.data / name).stat().st_mode & 0o077 == 0


def test_without_secrets_the_demo_makes_its_own_at_random_and_keeps_them(bare: Terminal) -> None:
    demo = bare.but(DEMO="1", DATA_KEY=None, INDEX_KEY=None, TOKEN_KEY=None)
    demo.type("migrate").must()
    path = demo.data / "demo-secrets.json"
    made = path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert len(set(json.loads(made).values())) == 3
    demo.type("keys", "list").must()
    assert path.read_bytes() == made


def test_an_employee_signs_in_with_a_one_time_password_and_the_gate_with_its_secret(city: Terminal) -> None:
    body = json.loads(city.type("demo", "sign-in", "hall-01").must().out)
    assert sorted(body) == ["login", "password", "totp"]
    kept = json.loads((city.data / "demo-sign-ins.json").read_text())["hall-01"]
    assert pyotp.TOTP(kept["totp_secret"]).verify(body["totp"], valid_window=1)
    assert sorted(json.loads(city.type("demo", "sign-in", "liangzhou-airport").must().out)) == [
        "client_id",
        "client_secret",
    ]
    city.type("demo", "sign-in", "nobody").refused("nobody", "hall-01")


def test_a_citizen_is_the_same_every_time_and_comes_with_the_bodies_to_send(city: Terminal) -> None:
    first, second = (json.loads(city.type("demo", "citizen", 0).must().out) for _ in range(2))
    assert first == second
    assert json.loads(first["phone_body"]) == {"phone": first["phone"]}
    assert json.loads(first["identity_body"]) == {"name": first["name"], "number": first["number"]}
    city.type("demo", "citizen", -1).misused("-1")


def test_of_a_citizen_whom_the_city_does_not_have_it_says_which_there_are(city: Terminal) -> None:
    last = json.loads(city.type("demo", "citizen", 3).must().out)
    for act in ("citizen", "reset"):
        for index in (4, 99_999):
            done = city.type("demo", act, index).misused("编号为 0 至 3", "no such citizen: 0 to 3")
            assert done.out == ""
    assert last["number"]


def test_of_a_city_that_was_not_loaded_it_says_what_to_run(bare: Terminal) -> None:
    demo = Terminal(bare.folder, {"LIANGMA_DEMO": "1"})
    demo.type("migrate").must()
    demo.type("demo", "citizen", 0).misused("还没有市民", "No citizens yet", "liangma demo load")


def test_whoever_starts_the_demo_is_told_every_page_and_what_a_second_terminal_has_to_know(tmp_path: Path) -> None:
    folder = tmp_path / "a city"
    said = greeting(from_env({"LIANGMA_DEMO": "1", "LIANGMA_DATA_DIR": str(folder), "LIANGMA_PORT": "8123"}))
    pages = {word.removeprefix("http://localhost:8123") for word in said.split() if word.startswith("http://")}
    assert pages >= {"/", "/window", "/gate", "/admin", "/docs/"}
    assert f"export LIANGMA_DEMO=1 LIANGMA_DATA_DIR='{folder}' LIANGMA_PORT=8123\n" in said
