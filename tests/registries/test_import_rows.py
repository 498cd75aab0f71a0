"""What becomes of rows: good ones in, bad ones reported with row and column, nothing twice, changes noticed."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from backend import db
from backend.audit.models import AuditEntry
from backend.demo import people
from backend.people.models import Person
from backend.people.persons import find_person, identity_of, persons_reachable
from backend.registries.models import ImportRun, SourceRecord
from backend.registries.report import masked
from tests.registries.office import Office

NUMBER = "公民身份号码"


def faults(office: Office, row: dict[str, Any], type_id: str = "resident-id") -> list[tuple[str, str, str]]:
    """(row, column, code) of the report after importing this row between two good ones, by CSV."""
    good = office.rows(type_id, [900, 901])
    summary = office.load(office.csv([good[0], row, good[1]]), type_id)
    assert (summary.added, summary.refused) == (2, 1)
    return [(line[0], line[1], line[2]) for line in office.report()]


def by_workbook(office: Office, row: dict[str, Any], type_id: str) -> list[tuple[str, str, str]]:
    path = office.folder / "rows.xlsx"
    book = openpyxl.Workbook()
    book.active.append(list(row))
    book.active.append(list(row.values()))
    book.save(path)
    office.load(path, type_id)
    return [(line[0], line[1], line[2]) for line in office.report()]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({NUMBER: "4.40524E+17"}, (NUMBER, "scientific_notation")),
        ({NUMBER: "990101199001011000"}, (NUMBER, "digits_lost")),
        ({NUMBER: "99010119900101001A"}, (NUMBER, "wrong_form")),
        ({"出生日期": "32874"}, ("出生日期", "serial_date")),
        ({"出生日期": "1990-02-30"}, ("出生日期", "not_a_date")),
        ({"住址": "#REF!"}, ("住址", "formula_error")),
        ({"姓名": "张\u200b三"}, ("姓名", "hidden_character")),
        ({"姓名": ""}, ("姓名", "required")),
    ],
)
def test_a_bad_cell_is_reported_with_row_column_and_code(
    office: Office, changed: dict[str, str], expected: tuple[str, str]
) -> None:
    row = office.rows("resident-id", [7])[0] | changed
    assert ("3", *expected) in faults(office, row)


def test_lost_leading_zeros_are_told_from_other_mistakes(office: Office) -> None:
    row = office.rows("driving-licence", [7])[0]
    assert row["档案编号"][:1].isdigit()
    padded = row | {"档案编号": "001234567890"}
    assert office.load(office.csv([padded]), "driving-licence").added == 1
    lost = row | {"档案编号": "1234567890"}
    assert ("3", "档案编号", "leading_zeros_lost") in faults(office, lost, "driving-licence")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (NUMBER, 440524188001010014, "digits_lost"),
        (NUMBER, 4.40524188001010e17, "digits_lost"),
        ("出生日期", 32874, "serial_date"),
        ("住址", openpyxl.utils.datetime.from_excel(32874), "became_a_date"),
        ("住址", "#N/A", "formula_error"),
    ],
)
def test_a_workbooks_mangled_cells_are_refused(office: Office, column: str, value: Any, code: str) -> None:
    row: dict[str, Any] = dict(office.rows("resident-id", [7])[0]) | {column: value}
    assert ("2", column, code) in by_workbook(office, row, "resident-id")


def test_whole_numbers_in_a_workbook_are_what_they_look_like(office: Office) -> None:
    row: dict[str, Any] = dict(office.rows("real-estate-title", [0])[0])
    row["面积"] = 89.5
    title = office.type("real-estate-title").fields["area"].columns[0]
    row = {key: value for key, value in row.items() if key != "面积"} | {title: 89.5}
    assert by_workbook_added(office, row, "real-estate-title") == 1


def by_workbook_added(office: Office, row: dict[str, Any], type_id: str) -> int:
    path = office.folder / "added.xlsx"
    book = openpyxl.Workbook()
    book.active.append(list(row))
    book.active.append(list(row.values()))
    book.save(path)
    return office.load(path, type_id).added


def test_all_problems_of_a_row_are_reported_at_once(office: Office) -> None:
    row = office.rows("resident-id", [7])[0] | {"姓名": "", "民族": "火星", NUMBER: "1"}
    assert {line[1] for line in faults(office, row)} == {"姓名", "民族", NUMBER}


def test_a_row_with_more_cells_than_headings_is_refused(office: Office) -> None:
    path = office.csv(office.rows("resident-id", [0]))
    path.write_text(path.read_text(encoding="utf-8").rstrip() + ",extra\n", encoding="utf-8")
    assert office.load(path, "resident-id").refused == 1
    assert [line[2] for line in office.report()] == ["cell_count"]


def test_the_report_never_shows_a_whole_value_or_starts_a_formula(office: Office) -> None:
    row = office.rows("resident-id", [7])[0] | {NUMBER: "990101199001019999", "民族": '=HYPERLINK("x")'}
    faults(office, row)
    text = (office.folder / "report.csv").read_text(encoding="utf-8-sig")
    assert "990101199001019999" not in text
    assert "HYPERLINK" not in text
    assert masked('=HYPERLINK("x")').startswith("'=H")
    assert masked("张三") == "**"


def test_importing_the_same_file_again_changes_nothing(office: Office) -> None:
    path = office.csv(office.rows("resident-id", range(20)))
    assert office.load(path, "resident-id").added == 20
    before = [(row.record_id, row.digest, row.sealed, row.run_id) for row in office.all(SourceRecord)]
    again = office.load(path, "resident-id")
    assert (again.added, again.changed, again.unchanged, again.refused) == (0, 0, 20, 0)
    after = [(row.record_id, row.digest, row.sealed, row.run_id) for row in office.all(SourceRecord)]
    assert sorted(before) == sorted(after)


def test_a_changed_row_changes_its_record_and_no_other(office: Office) -> None:
    rows = office.rows("resident-id", range(5))
    office.load(office.csv(rows), "resident-id")
    before = {row.record_id: row.digest for row in office.all(SourceRecord)}
    rows[3]["住址"] = "虚构市甲区新路1号"
    again = office.load(office.csv(rows), "resident-id")
    assert (again.added, again.changed, again.unchanged) == (0, 1, 4)
    after = {row.record_id: row.digest for row in office.all(SourceRecord)}
    assert after.keys() == before.keys()
    assert sum(after[key] != before[key] for key in after) == 1


def test_the_first_of_two_rows_with_one_number_counts_and_the_second_is_reported(office: Office) -> None:
    rows = office.rows("resident-id", [0, 1, 0])
    rows[2] = rows[2] | {"住址": "虚构市甲区另一处2号"}
    summary = office.load(office.csv(rows), "resident-id")
    assert (summary.added, summary.refused) == (2, 1)
    assert [line[:3] for line in office.report()] == [["4", "", "duplicate_row"]]
    again = office.load(office.csv(rows), "resident-id")
    assert (again.changed, again.unchanged, again.refused) == (0, 2, 1)


def test_duplicates_are_found_across_chunks(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.registries.import_records.CHUNK", 2)
    rows = office.rows("resident-id", [0, 1, 2, 0, 3])
    summary = office.load(office.csv(rows), "resident-id")
    assert (summary.added, summary.refused) == (4, 1)
    assert office.report()[0][0] == "5"


def test_both_spouses_hold_their_own_record_under_one_number(office: Office) -> None:
    rows = office.rows("marriage", [0, 1])
    assert rows[0] != rows[1]
    assert office.load(office.csv(rows), "marriage").added == 2
    assert len({row.person_id for row in office.all(SourceRecord)}) == 2


def test_each_owner_of_a_house_holds_a_record(office: Office) -> None:
    row = office.rows("real-estate-title", [0])[0]
    one, two = people.person(0), people.person(1)
    column = office.type("real-estate-title").fields["owners"].columns[0]
    row[column] = f"{one.name}/111/{one.citizen_number}；{two.name}/111/{two.citizen_number}"
    assert office.load(office.csv([row]), "real-estate-title").added == 1
    assert office.count(SourceRecord) == 2


def test_a_name_other_than_the_registered_one_is_refused_except_from_who_gives_the_number(office: Office) -> None:
    office.load_records("resident-id", [0])
    proof = office.rows("general-proof", [0])[0] | {"姓名": "欧阳不同"}
    assert office.load(office.csv([proof]), "general-proof").refused == 1
    assert office.report()[0][2] == "name_differs"
    renamed = office.rows("resident-id", [0])[0] | {"姓名": "欧阳不同"}
    assert office.load(office.csv([renamed]), "resident-id").changed == 1
    assert office.load(office.csv([proof]), "general-proof").added == 1


def test_a_company_leads_to_its_legal_representative(office: Office) -> None:
    boss = people.organisation(3).representative
    row = office.rows("business-licence", [3])[0] | {"法定代表人": boss.name, "法定代表人证件号码": boss.citizen_number}
    office.load(office.csv([row]), "business-licence")
    with db.open_session(office.engine, reading=True) as session:
        person_id = find_person(session, "citizen", boss.citizen_number, box=office.box)
        assert person_id is not None
        assert len(persons_reachable(session, person_id)) == 2
        assert identity_of(session, person_id, box=office.box).name == boss.name


def test_every_chunk_is_logged_and_counted(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.registries.import_records.CHUNK", 4)
    told: list[tuple[int, int]] = []
    path = office.csv(office.rows("resident-id", range(10)))
    summary = office.load(path, "resident-id", progress=lambda done, total: told.append((done, total)))
    run = office.all(ImportRun)[0]
    assert (run.added, run.finished_at, told) == (10, office.now, [(4, 11), (8, 11), (10, 11)])
    entries = office.all(AuditEntry, AuditEntry.subject == f"import:{summary.run_id}")
    assert [json.loads(one.detail)["rows"]["added"] for one in sorted(entries, key=lambda one: one.seq)] == [4, 4, 2]


def test_no_value_of_a_row_stands_in_the_database_in_the_clear(office: Office, tmp_path: Path) -> None:
    row = office.rows("resident-id", [0])[0] | {"住址": "虚构市金丝雀路88号CANARY"}
    office.load(office.csv([row]), "resident-id")
    with db.open_session(office.engine, reading=True) as session:
        tables = (SourceRecord, Person, ImportRun, AuditEntry)
        shown = [repr(vars(one)) for table in tables for one in session.scalars(select(table))]
    assert shown
    for value in ("CANARY", row[NUMBER], row["姓名"]):
        assert not [text for text in shown if value in text or repr(value.encode())[2:-1] in text]


@pytest.mark.parametrize("type_id", ["birth", "social-security-card", "food-business-permit", "teacher-qualification"])
def test_the_citys_records_of_other_types_go_in(office: Office, type_id: str) -> None:
    summary = office.load_records(type_id, range(5))
    assert (summary.added, summary.refused) == (5, 0)
