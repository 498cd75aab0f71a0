"""Rows of an XLSX workbook: whoever uploads one chose every byte of it, and the library that reads it limits nothing.

Rules: 1. a workbook is read, whatever its file is called, from its first sheet that is not hidden, with the values its
formulas had; 2. one that says it unpacks to more than MAX_UNPACKED, or with a part other than a sheet to more than
MAX_PART, is not opened: sheets are read row by row, all else (the shared strings) as a whole; 3. before the first row
come MAX_LOADED bytes of MOST_PARTS parts at most, and from one row to the next MAX_PART bytes and MOST_TAGS tags, for
these are held as a whole; 4. no row stands beyond MOST_ROWS, and none is wider than MOST_COLUMNS; 5. a document type,
with which a few bytes stand for many, is refused: the format knows none; 6. what is damaged in any way is no workbook.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

from backend.registries.cells import Cell, Row
from backend.registries.refusals import FileRefused

MAX_UNPACKED = 1 << 30
MAX_PART = 64 << 20
MAX_LOADED, MOST_PARTS = 2 * MAX_PART, 1_000
MOST_TAGS = 250_000
MOST_ROWS, MOST_COLUMNS = 1_048_576, 1_000  # as many rows as the format has; no type has as many fields
SHEETS = "xl/worksheets/"
DOCUMENT_TYPE = b"<!D", b"<\0!\0D"  # in one byte a sign, and in two
DAMAGED = (
    zipfile.BadZipFile, zlib.error, ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError,
    StopIteration, SyntaxError, TypeError, ValueError,
)  # fmt: skip


@contextmanager
def open_workbook(path: Path) -> Iterator[Iterator[Row]]:
    """All rows. Raises FileRefused, also while iterating."""
    _refuse_large(path)
    with path.open("rb") as file:  # not the path: its name would have to end in .xlsx, which no upload's does
        archive, book, sheet = _opened(file)
        with closing(book):
            yield _rows(archive, sheet)


def _opened(file: IO[bytes]) -> tuple["_Archive", Any, Any]:
    from openpyxl.reader.excel import ExcelReader  # slow to import, and most files are CSV

    try:
        reader: Any = ExcelReader(file, read_only=True, data_only=True)
        reader.archive = archive = _Archive(file)
        reader.read()
        sheet = next(one for one in reader.wb.worksheets if one.sheet_state == "visible")
    except DAMAGED as error:
        raise FileRefused("not_a_workbook") from error
    sheet.reset_dimensions()  # writers state wrong sizes; the rows themselves do not
    return archive, reader.wb, sheet


def _rows(archive: "_Archive", sheet: Any) -> Iterator[Row]:
    """Rules 3, 4 and 6."""
    rows, number = sheet.iter_rows(values_only=True), 0
    while True:
        archive.allow(MAX_PART, MOST_TAGS)
        number += 1
        try:
            cells = next(rows, None)
        except DAMAGED as error:
            raise FileRefused("not_a_workbook", row=number) from error
        if cells is None:
            return
        if number > MOST_ROWS:
            raise FileRefused("workbook_too_large", row=number)
        yield Row(number, _plain(cells, number))


def _plain(cells: tuple[Any, ...], number: int) -> tuple[Cell, ...]:
    """Without what is empty at its end."""
    width = len(cells)
    while width and cells[width - 1] is None:
        width -= 1
    if width > MOST_COLUMNS:
        raise FileRefused("workbook_too_large", row=number)
    return tuple(cell if isinstance(cell, str | int | float | date | None) else str(cell) for cell in cells[:width])


def _refuse_large(path: Path) -> None:
    """Rule 2."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except DAMAGED as error:
        raise FileRefused("not_a_workbook") from error
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise FileRefused("workbook_too_large")
    for part in parts:
        if part.file_size > MAX_PART and not part.filename.startswith(SHEETS):
            raise FileRefused("workbook_part_too_large", part.filename[:60])


class _Archive(zipfile.ZipFile):
    """Gives out no more than was allowed last (rule 3)."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        self.parts = 0
        self.allow(MAX_LOADED, MAX_LOADED)

    def allow(self, most: int, tags: int) -> None:
        """So many bytes and tags from now on."""
        self.left, self.tags = most, tags

    def open(self, name: Any, *given: Any, **more: Any) -> Any:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise FileRefused("workbook_too_large")
        return _Part(self, super().open(name, *given, **more))


class _Part:
    """One part as it is unpacked."""

    def __init__(self, archive: _Archive, stream: IO[bytes]) -> None:
        self._archive, self._stream, self._before = archive, stream, b""

    def read(self, size: int = -1) -> bytes:
        """Never more at once than one byte too many. Raises FileRefused."""
        archive = self._archive
        data = self._stream.read(min(size, archive.left + 1) if size >= 0 else archive.left + 1)
        archive.left -= len(data)
        archive.tags -= data.count(b"<")
        if archive.left < 0 or archive.tags < 0:
            raise FileRefused("workbook_too_large")
        seen = self._before + data
        if any(mark in seen for mark in DOCUMENT_TYPE):
            raise FileRefused("not_a_workbook")
        self._before = seen[-4:]
        return data

    def close(self) -> None:
        self._stream.close()

    def __enter__(self) -> "_Part":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
