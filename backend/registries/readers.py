"""Rows of a CSV or XLSX file, one at a time. Cells come as text, or as Excel's numbers, booleans and dates.

Rules: 1. row numbers are those a spreadsheet shows: the heading is row 1; 2. rows of nothing but spaces are passed
over; 3. a quotation mark left open stops the file at its row instead of swallowing the rest; 4. a workbook is read,
whatever its file is called, from its first sheet that is not hidden, with the values its formulas had; one that
unpacks to more than MAX_UNPACKED, or with a part other than a sheet to more than MAX_PART, is not opened: sheets are
read row by row, all else (the shared strings) as a whole.
"""

import csv
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.registries.refusals import FileRefused
from backend.registries.sources import Source

MAX_UNPACKED = 1 << 30
MAX_PART = 64 << 20
SHEETS = "xl/worksheets/"
DELIMITERS = ",\t;"
Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file; `number` counts from 1, the heading."""

    number: int
    cells: tuple[Cell, ...]


@contextmanager
def open_rows(source: Source) -> Iterator[Iterator[Row]]:
    """All rows, heading first. Raises FileRefused, also while iterating."""
    with _text_rows(source) if source.encoding else _workbook_rows(source) as rows:
        yield (row for row in rows if any(not is_blank(cell) for cell in row.cells))


def is_blank(cell: Cell) -> bool:
    """Nothing, or nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


@contextmanager
def _text_rows(source: Source) -> Iterator[Iterator[Row]]:
    with source.path.open(encoding=source.encoding, newline="") as file:
        first = file.readline(1 << 16)
        file.seek(0)
        delimiter = max(DELIMITERS, key=first.count)
        yield _numbered(csv.reader(file, delimiter=delimiter, strict=True))


def _numbered(reader: Iterator[list[str]]) -> Iterator[Row]:
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = "cell_too_long" if "field larger" in str(error) else "broken_quotes"
            raise FileRefused(reason, row=number) from error
        yield Row(number, tuple(cells))


@contextmanager
def _workbook_rows(source: Source) -> Iterator[Iterator[Row]]:
    import openpyxl  # slow to import, and most files are CSV

    _refuse_large(source)
    with source.path.open("rb") as file:  # not the path: its name would have to end in .xlsx, which no upload's does
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
        except (zipfile.BadZipFile, KeyError, ValueError, StopIteration, SyntaxError, OSError) as error:
            raise FileRefused("not_a_workbook") from error
        with closing(book):
            sheet.reset_dimensions()  # writers state wrong sizes; the rows themselves do not
            yield (
                Row(number, _plain(cells)) for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
            )


def _refuse_large(source: Source) -> None:
    try:
        with zipfile.ZipFile(source.path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise FileRefused("not_a_workbook") from error
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise FileRefused("workbook_too_large")
    for part in parts:
        if part.file_size > MAX_PART and not part.filename.startswith(SHEETS):
            raise FileRefused("workbook_part_too_large", part.filename[:60])


def _plain(cells: tuple[Any, ...]) -> tuple[Cell, ...]:
    return tuple(cell if isinstance(cell, str | int | float | date | None) else str(cell) for cell in cells)
