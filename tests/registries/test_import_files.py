"""What files may look like: encodings, quoting, workbooks; and what is refused as a whole."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from backend import db
from backend.registries import records
from backend.registries.models import ImportRun, SourceRecord
from backend.registries.refusals import FileRefused, TypeNotAllowed, UnknownType
from tests.registries.office import Office


def opened(office: Office, type_id: str) -> list[dict[str, Any]]:
    """Every record of the type, opened, in order of import."""
    type = office.type(type_id)
    rows = office.all(SourceRecord, SourceRecord.type_number == type.number)
    rows.sort(key=lambda row: row.record_id)
    with db.open_session(office.engine, reading=True) as session:
        given = {"type": type, "box": office.box.of(session, None), "today": date(2026, 1, 1)}
        return [records.open_record(row.sealed, row.record_id, **given)[0] for row in rows]


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_csv_is_read_in_every_usual_encoding(office: Office, encoding: str) -> None:
    rows = office.rows("resident-id", range(3))
    summary = office.load(office.csv(rows, encoding=encoding), "resident-id")
    assert (summary.added, summary.refused, summary.report_path) == (3, 0, None)
    assert sorted(one["name"] for one in opened(office, "resident-id")) == sorted(row["姓名"] for row in rows)


def test_a_line_break_inside_quotes_stays_inside_its_cell(office: Office) -> None:
    row = office.rows("business-licence", [0])[0] | {"经营范围": '餐饮服务；\n食品销售, “堂食”"外卖"'}
    assert office.load(office.csv([row]), "business-licence").added == 1
    assert opened(office, "business-licence")[0]["business_scope"] == '餐饮服务；\n食品销售, “堂食”"外卖"'


def test_tabs_and_semicolons_separate_too(office: Office) -> None:
    row = office.rows("resident-id", [5])[0]
    path = office.folder / "tabs.csv"
    path.write_text("\t".join(row) + "\n" + "\t".join(row.values()) + "\n", encoding="utf-8")
    assert office.load(path, "resident-id").added == 1


def test_a_workbook_is_read_with_its_dates(office: Office) -> None:
    row: dict[str, Any] = dict(office.rows("resident-id", [0])[0])
    born = date.fromisoformat(row["出生日期"])
    row["出生日期"] = born
    path = workbook(office.folder / "people.xlsx", [list(row), list(row.values()), [None, ""]])
    assert office.load(path, "resident-id").added == 1
    assert opened(office, "resident-id")[0]["birth_date"] == born.isoformat()


def test_a_workbook_is_read_whatever_its_file_is_called(office: Office) -> None:
    row = office.rows("resident-id", [0])[0]
    made = workbook(office.folder / "people.xlsx", [list(row), list(row.values())])
    for number, name in enumerate(("upload", "people.csv")):
        made = made.rename(made.with_name(name))
        summary = office.load(made, "resident-id")
        assert (summary.added, summary.unchanged) == ((1, 0), (0, 1))[number]


def test_a_hidden_sheet_columns_without_a_heading_and_rows_of_spaces_are_passed_over(office: Office) -> None:
    row = office.rows("resident-id", [0])[0]
    path = workbook(office.folder / "people.xlsx", [["不要读"]])
    book = openpyxl.load_workbook(path)
    seen = book.create_sheet("数据")
    for cells in ([None, *row], [None, *row.values()], [" ", "　"], [" "] * (len(row) + 3)):
        seen.append(cells)
    book.worksheets[0].sheet_state, book.active = "hidden", 1
    book.save(path)
    assert office.load(path, "resident-id").added == 1


def test_a_cell_in_a_column_without_a_heading_refuses_its_row(office: Office) -> None:
    row = office.rows("resident-id", [0])[0]
    path = workbook(office.folder / "people.xlsx", [[None, *row], ["附注", *row.values()]])
    assert office.load(path, "resident-id").refused == 1
    assert [line[:3] for line in office.report()] == [["2", "", "cell_count"]]


def test_a_heading_is_known_with_spaces_and_line_breaks_in_it(office: Office) -> None:
    row = office.rows("resident-id", [0])[0]
    titles = [f" {title[:1]} \n{title[1:]}*" for title in row]
    path = workbook(office.folder / "people.xlsx", [titles, list(row.values())])
    assert office.load(path, "resident-id").added == 1


def test_a_title_above_the_headings_is_said_to_be_one(office: Office) -> None:
    row = office.rows("resident-id", [0])[0]
    path = workbook(office.folder / "people.xlsx", [["居民身份证名册"], list(row), list(row.values())])
    with pytest.raises(FileRefused, match="标题行") as refused:
        office.load(path, "resident-id")
    assert refused.value.reason == "no_headings"


def test_a_stream_is_read_like_a_file(office: Office) -> None:
    path = office.csv(office.rows("resident-id", [0]))
    with path.open("rb") as stream:
        assert office.load(stream, "resident-id").added == 1


def test_headings_may_be_field_names_or_starred_chinese_titles(office: Office) -> None:
    row = office.rows("resident-id", [0])[0]
    renamed = {f"{title}*" if title == "姓名" else title: value for title, value in row.items()}
    assert office.load(office.csv([renamed]), "resident-id").added == 1


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"姓名": None}, "姓名"),
        ({"备注二": "x"}, "备注二"),
        ({"身份证号": "x"}, "公民身份号码"),
    ],
)
def test_wrong_headings_refuse_the_file_and_name_the_column(office: Office, change: dict[str, Any], named: str) -> None:
    row = {**office.rows("resident-id", [0])[0], **change}
    path = office.csv([{title: value for title, value in row.items() if value is not None}])
    with pytest.raises(FileRefused, match=named) as refused:
        office.load(path, "resident-id")
    assert refused.value.reason == "wrong_headings"
    assert office.count(SourceRecord) == office.count(ImportRun) == 0


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n  \n"])
def test_an_empty_file_is_refused(office: Office, content: bytes) -> None:
    path = office.folder / "empty.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        office.load(path, "resident-id")
    assert refused.value.reason in ("empty_file", "wrong_headings")


def test_a_file_with_headings_only_is_refused_as_empty(office: Office) -> None:
    path = office.folder / "headings.csv"
    path.write_text(",".join(office.rows("resident-id", [0])[0]), encoding="utf-8")
    with pytest.raises(FileRefused) as refused:
        office.load(path, "resident-id")
    assert refused.value.reason == "empty_file"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_workbook"),
        (b"PK\x03\x04 this is no archive", "not_a_workbook"),
        (b"\xff\x81\xff\x82\xff", "unknown_encoding"),
    ],
)
def test_files_that_are_not_tables_are_refused(office: Office, content: bytes, reason: str) -> None:
    path = office.folder / "strange"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        office.load(path, "resident-id")
    assert refused.value.reason == reason


def test_an_archive_that_is_no_workbook_is_refused(office: Office) -> None:
    path = office.folder / "archive.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(FileRefused) as refused:
        office.load(path, "resident-id")
    assert refused.value.reason == "not_a_workbook"


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(office: Office) -> None:
    path = office.folder / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/bomb.xml", "w") as entry,
    ):
        for _ in range(1100):
            entry.write(b"\0" * (1 << 20))
    with pytest.raises(FileRefused) as refused:
        office.load(path, "resident-id")
    assert refused.value.reason == "workbook_too_large"


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_workbook_whose_texts_unpack_to_more_than_64_mib_is_refused_before_it_is_read(
    office: Office, part: str
) -> None:
    path = office.folder / "texts.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w") as entry:
        for _ in range(65):
            entry.write(b" " * (1 << 20))
    with pytest.raises(FileRefused, match=part) as refused:
        office.load(path, "resident-id")
    assert refused.value.reason == "workbook_part_too_large"


def test_a_huge_cell_stops_the_file_at_its_row_and_keeps_the_rows_before_it(office: Office) -> None:
    rows = office.rows("resident-id", range(4))
    rows[2]["住址"] = "长" * 200_000
    summary = office.load(office.csv(rows), "resident-id")
    assert (summary.added, summary.refused) == (2, 1)
    assert summary.stopped is not None
    assert [line[:3] for line in office.report()] == [["4", "", "cell_too_long"]]
    assert office.all(ImportRun)[0].finished_at is None


def test_a_quotation_mark_left_open_does_not_swallow_the_rest_in_silence(office: Office) -> None:
    path = office.csv(office.rows("resident-id", range(3)))
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n").rstrip("\n").split("\n")
    text[2] = '"' + text[2]
    path.write_text("\n".join(text), encoding="utf-8")
    summary = office.load(path, "resident-id")
    assert summary.added == 1
    assert [line[:3] for line in office.report()] == [["3", "", "broken_quotes"]]


def test_only_the_types_own_department_may_import_it(office: Office) -> None:
    path = office.csv(office.rows("resident-id", [0]))
    with pytest.raises(TypeNotAllowed):
        office.load(path, "resident-id", issuer_code="SC")
    with pytest.raises(TypeNotAllowed):
        office.load(path, "resident-id", issuer_code="XX")
    with pytest.raises(UnknownType):
        office.load(path, "business-licence", type="no-such-type")
