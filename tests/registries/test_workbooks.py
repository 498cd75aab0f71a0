"""Workbooks made to harm: a few kilobytes that stand for gigabytes, and contents that no program writes."""

import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from backend.registries import workbooks
from backend.registries.cells import Row
from backend.registries.readers import open_rows
from backend.registries.refusals import FileRefused
from backend.registries.sources import inspect
from tests.registries.office import Office

ENGINES = ("sqlite",)
SHEET = "xl/worksheets/sheet1.xml"
HEADING = '<row r="1"><c t="inlineStr"><is><t>姓名</t></is></c></row>'


def workbook(folder: Path, rows: str, *, before: str = "") -> Path:
    """One whose first sheet has these rows, as XML."""
    plain, path = folder / "plain.xlsx", folder / "made.xlsx"
    openpyxl.Workbook().save(plain)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    size = '<dimension ref="A1:B2"/>'
    sheet = f"{before}<worksheet {main}>{size}<sheetData>{HEADING}{rows}</sheetData></worksheet>"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, sheet if part == SHEET else old.read(part))
    return path


def read(path: Path) -> list[Row]:
    with open_rows(inspect(path)) as rows:
        return list(rows)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(f'<row r="9{"0" * 30}"><c><v>1</v></c></row>', id="a row that stands where no sheet has one"),
        pytest.param(f"<row>{'<c/>' * 260_000}</row>", id="more cells than any row"),
        pytest.param('<row r="1"/>' * 260_000, id="rows that are none"),
        pytest.param(f"<row>{'<c/>' * 1_000}<c><v>1</v></c></row>", id="wider than any type"),
    ],
)
def test_a_workbook_that_stands_for_more_than_it_is_stops_at_once(tmp_path: Path, rows: str) -> None:
    path = workbook(tmp_path, rows)
    assert path.stat().st_size < 20_000
    began = time.process_time()
    with pytest.raises(FileRefused) as refused:
        read(path)
    assert refused.value.reason == "workbook_too_large"
    assert time.process_time() - began < 10  # some two seconds; the first of them never ended


def test_sheets_that_are_one_part_are_read_so_often_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_PARTS", 5)
    path = tmp_path / "sheets.xlsx"
    book = openpyxl.Workbook()
    for _ in range(6):
        book.create_sheet()
    book.save(path)
    with pytest.raises(FileRefused) as refused:
        read(path)
    assert refused.value.reason == "workbook_too_large"


def test_what_comes_before_the_first_row_is_unpacked_so_far_and_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MAX_LOADED", 5_000)
    with pytest.raises(FileRefused) as refused:
        read(workbook(tmp_path, ""))
    assert refused.value.reason == "workbook_too_large"


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c></row>", '<row r="x"><c/></row>', '<row><c r="!!"><v>1</v></c></row>',
        '<row><c t="s"><v>5</v></c></row>', '<row><c t="b"><v>x</v></c></row>', '<row><c t="d"><v>x</v></c></row>',
        f"<row><c><v>{'9' * 5_000}</v></c></row>",
    ],
)  # fmt: skip
def test_a_damaged_row_is_no_workbook_and_no_error_of_ours(tmp_path: Path, rows: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(workbook(tmp_path, rows))
    assert (refused.value.reason, refused.value.row) == ("not_a_workbook", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_with_a_document_type_is_refused(tmp_path: Path, encoding: str) -> None:
    before = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "{"<c/>" * 9_000}">]>'
    path = workbook(tmp_path, "<row>&a;</row>", before=before)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part.decode().encode(encoding) if name == SHEET else part)
    with pytest.raises(FileRefused) as refused:
        read(path)
    assert refused.value.reason == "not_a_workbook"


def test_an_archive_that_is_locked_or_packed_otherwise_is_no_workbook(tmp_path: Path) -> None:
    whole = workbook(tmp_path, "").read_bytes()
    for at, flag in ((6, 1), (8, 97)):  # encrypted; a method of packing that nobody has
        broken = bytearray(whole)
        for mark, place in ((b"PK\x03\x04", at), (b"PK\x01\x02", at + 2)):
            found = broken.find(mark)
            while found >= 0:
                broken[found + place] |= flag
                found = broken.find(mark, found + 4)
        path = tmp_path / "broken.xlsx"
        path.write_bytes(broken)
        with pytest.raises(FileRefused) as refused:
            read(path)
        assert refused.value.reason == "not_a_workbook"


@pytest.mark.parametrize("value", ["1e999", "-1e999", "9e300"])
def test_numbers_that_are_none_are_faults_of_their_row(office: Office, value: str) -> None:
    row = office.rows("real-estate-title", [0])[0]
    cells = "".join(f'<c t="inlineStr"><is><t>{title}</t></is></c>' for title in row)
    odd = f'<row r="1">{cells}</row><row r="2">{f"<c><v>{value}</v></c>" * len(row)}</row>'
    path = workbook(office.folder, "")
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part.replace(HEADING.encode(), odd.encode()))
    summary = office.load(path, "real-estate-title")
    assert (summary.added, summary.refused, summary.stopped) == (0, 1, None)
