"""import, issue, revoke, matters, as a department's operator types them."""

import csv
import json
import time
from pathlib import Path
from typing import Any

import pytest

from backend.app import create_app
from backend.config import from_env
from backend.demo import people, records
from backend.matters.builtin import builtin_sources
from certs import base64url, lm1
from certs.catalogue import load_builtin
from tests.cli.terminal import Terminal
from tests.people import sign_in

TYPE = load_builtin().numbers[1]
NOT_DIGITS = "ABC"


def rows(*numbers: int, **changed: str) -> list[dict[str, str]]:
    """Rows of the department's file: the demo city's citizens, the last one changed."""
    made = [dict(records.row(TYPE, records.record(TYPE.id, n))) for n in numbers]
    made[-1].update(changed)
    return made


def write(folder: Path, made: list[dict[str, str]]) -> Path:
    path = folder / "records.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(made[0]))
        writer.writeheader()
        writer.writerows(made)
    return path


def count(terminal: Terminal, path: Path) -> str:
    return terminal.type("import", "resident-id", path, "--issuer", "GA").must().out


def test_good_rows_go_in_and_a_second_run_changes_nothing(office: Terminal) -> None:
    path = write(office.folder, rows(0, 1, 2))
    assert "added 3" in count(office, path)
    again = count(office, path)
    assert "added 0" in again
    assert "unchanged 3" in again
    assert not (office.folder / "records.refused.csv").exists()


def test_bad_rows_end_in_a_report_beside_the_file_and_exit_1(office: Terminal) -> None:
    path = write(office.folder, rows(0, 1, **{"公民身份号码": NOT_DIGITS}))
    done = office.type("import", "resident-id", path, "--issuer", "GA")
    assert done.code == 1
    assert "added 1" in done.out
    assert "refused 1" in done.out
    report = (office.folder / "records.refused.csv").read_text("utf-8-sig")
    assert "3" in report.splitlines()[1]
    assert "Traceback" not in done.err


def test_the_report_goes_where_it_is_wanted(office: Terminal) -> None:
    path = write(office.folder, rows(0, **{"公民身份号码": NOT_DIGITS}))
    done = office.type("import", "resident-id", path, "--issuer", "GA", "--report", office.folder / "bad.csv")
    assert done.code == 1
    assert (office.folder / "bad.csv").exists()


def test_imports_that_cannot_be_are_refused(office: Terminal) -> None:
    path = write(office.folder, rows(0))
    office.type("import", "no-such-type", path, "--issuer", "GA").refused("no-such-type")
    office.type("import", "resident-id", path, "--issuer", "RS").refused("RS")
    office.type("import", "resident-id", office.folder / "none.csv", "--issuer", "GA").misused("none.csv")
    office.type("import", "resident-id", path).misused("--issuer")
    empty = office.folder / "empty.csv"
    empty.write_text("")
    office.type("import", "resident-id", empty, "--issuer", "GA").refused("no rows")
    empty.write_text("a,b\n1,2\n")
    office.type("import", "resident-id", empty, "--issuer", "GA").refused("headings")


def test_issue_takes_up_what_waits_and_then_finds_nothing(office: Terminal) -> None:
    count(office, write(office.folder, rows(0, 1)))
    assert "issued 2" in office.type("issue", "resident-id").must().out
    count(office, write(office.folder, rows(0, 1, 2)))
    assert "issued 1" in office.type("issue", "resident-id").must().out
    assert "issued 0" in office.type("issue", "resident-id").must().out


def test_issue_of_an_unknown_type_is_refused(office: Terminal) -> None:
    office.type("issue", "no-such-type").refused("no-such-type")


class Phone:
    """Citizen 0 of the city: a phone bound through the real routes, on the terminal's own data."""

    def __init__(self, terminal: Terminal) -> None:
        self._app = create_app(from_env(terminal.environment))
        client, who = self._app.test_client(), people.person(0)
        self.citizen = sign_in.citizen(client, number=who.citizen_number, name=who.name, phone=who.phone)
        wallet: Any = client.get(
            f"/api/v1/wallet?device_id={self.citizen.device_id}", headers=self.citizen.headers
        ).json
        card = next(card for card in wallet["cards"] if card["type"]["id"] == "resident-id")
        self.view = base64url.decode(card["views"][0]["view"])

    def code(self) -> str:
        return lm1.code_text(self.view, self.citizen.key, iat=int(time.time()))

    def close(self) -> None:
        self._app.extensions["liangma"].engine.dispose()


@pytest.fixture
def phone(city: Terminal) -> Any:
    made = Phone(city)
    yield made
    made.close()


def offline(terminal: Terminal, code: str) -> dict[str, Any]:
    """The verdict of the command-line verifier with a bundle written just now."""
    terminal.type("trust", "bundle", "--out", "bundle.json").must()
    verdict: dict[str, Any] = json.loads(terminal.certs("verify", "--bundle", "bundle.json", "--json", code).out)
    return verdict


def test_a_revoked_certificate_is_refused_with_the_next_bundle(city: Terminal, phone: Phone) -> None:
    assert offline(city, phone.code())["accepted"] is True
    number = phone.citizen.number
    done = city.type("revoke", "resident-id", number, "--issuer", "GA", "--reason", "lost", stdin="y\n").must()
    assert "revoked" in done.out
    assert offline(city, phone.code())["reason"] == "status_revoked"
    city.type("revoke", "resident-id", number, "--issuer", "GA", "--reason", "again", "--yes").refused("standing")


def test_revoking_asks_first_and_knows_whom_to_refuse(city: Terminal) -> None:
    number = people.person(1).citizen_number
    asked = city.type("revoke", "resident-id", number, "--issuer", "GA", "--reason", "x", stdin="n\n")
    assert (asked.code, "Aborted" in asked.err) == (1, True)
    yes = ("--reason", "x", "--yes")
    city.type("revoke", "no-such-type", number, "--issuer", "GA", *yes).refused("no-such-type")
    city.type("revoke", "resident-id", number, "--issuer", "RS", *yes).refused("RS")
    city.type("revoke", "resident-id", "000", "--issuer", "GA", *yes).refused("standing")
    city.type("revoke", "resident-id", number, "--issuer", "GA", "--kind", "bored", *yes).misused("--kind")


def test_matters_come_in_and_a_broken_one_is_named_with_its_line(office: Terminal) -> None:
    assert "matters" in office.type("matters").must().out
    folder = office.folder / "matters"
    folder.mkdir()
    (folder / "one.yaml").write_text("code: a\ncode: b\n")
    office.type("matters", folder).refused("one.yaml:2")
    (folder / "one.yaml").write_bytes(b"\xff\xfe\x00")
    office.type("matters", folder).refused("one.yaml", "UTF-8")
    (folder / "one.yaml").unlink()
    office.type("matters", folder).refused(str(folder), "CODE.yaml")
    office.type("matters", office.folder / "none").misused("none")


def test_a_folder_brings_its_own_office_and_a_matter_is_retired_once(office: Terminal) -> None:
    folder = office.folder / "matters"
    folder.mkdir()
    text = dict(builtin_sources())["wj-fertility-registration.yaml"].replace("wj-fertility", "xx-fertility")
    moon = text.replace("{code: WJ, zh: 市卫生健康委员会, en: Health", "{code: XX, zh: 月球局, en: Moon")
    (folder / "xx-fertility-registration.yaml").write_text(moon)
    office.type("matters", folder).refused("matters_refused")
    (folder / "offices.yaml").write_text("offices:\n  - {code: XX, zh: 月球局, en: Moon Commission}\n")
    office.type("matters", "import", folder).must()
    assert "xx-fertility-registration 3" in office.type("matters", "retire", "xx-fertility-registration").must().out
    office.type("matters", "retire", "xx-fertility-registration").refused("No such matter")
