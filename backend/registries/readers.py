"""Rows of a CSV or XLSX file, one at a time.

Rules: 1. row numbers are those a spreadsheet shows: the heading is row 1; 2. rows of nothing but spaces are passed
over; 3. a quotation mark left open stops the file at its row instead of swallowing the rest; 4. a workbook is read as
`workbooks` has it.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager

from backend.registries.cells import Row, is_blank
from backend.registries.refusals import FileRefused
from backend.registries.sources import Source
from backend.registries.workbooks import open_workbook

DELIMITERS = ",\t;"


@contextmanager
def open_rows(source: Source) -> Iterator[Iterator[Row]]:
    """All rows, heading first. Raises FileRefused, also while iterating."""
    with _text_rows(source) if source.encoding else open_workbook(source.path) as rows:
        yield (row for row in rows if any(not is_blank(cell) for cell in row.cells))


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
