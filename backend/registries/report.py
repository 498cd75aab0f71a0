"""The report of refused rows: a CSV that a spreadsheet opens, one line a problem, without the values themselves.

Rules: 1. a value is shown by its first and last two characters at most; 2. a cell never begins as a formula.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

HEADINGS = ("row 行号", "column 列名", "code 代码", "问题", "problem", "value 值(部分隐藏)")
SHOWN, HIDDEN = 2, 6
FORMULA = tuple("=+-@＝＋－＠")  # in some languages a spreadsheet takes the wide ones, too


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one row. `column` is the Chinese title of the field, or "" for the whole row."""

    row: int
    column: str
    code: str
    zh: str
    en: str
    value: Any = None


class Report:
    """Opens the file at the first fault, so that a clean import leaves none behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: Any = None

    def __enter__(self) -> "Report":
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, faults: list[Fault]) -> None:
        if not faults:
            return
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow(HEADINGS)
        lines = (line(fault.row, fault.column, fault.code, fault.zh, fault.en, masked(fault.value)) for fault in faults)
        csv.writer(self._file).writerows(lines)
        self._file.flush()


def line(row: int, column: str, code: str, zh: str, en: str, shown: str) -> tuple[object, ...]:
    """A line of the table (rule 2): a heading is whatever stood in the file. `shown`: as `masked` made it."""
    return row, inert(column), code, zh, en, shown


def inert(text: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in FORMULA else text


def masked(value: Any) -> str:
    """First and last two characters; a value of six characters or fewer is hidden whole."""
    text = "" if value is None else str(value)
    text = "".join(character if character.isprintable() else "?" for character in text)
    shown = "*" * len(text) if len(text) <= HIDDEN else f"{text[:SHOWN]}{'*' * HIDDEN}{text[-SHOWN:]}"
    return inert(shown)
