"""What spreadsheets do to numbers and dates, told apart from honest mistakes so that the row can be mended.

Rules: 1. formula errors are refused; 2. a date column takes dates and written dates, never a serial number; 3. a
number that became 1.10105E+17 is refused; 4. a number cell of 16 digits or more has lost its end; 5. digits that
fail their check but end in the zeros of Excel's 15 digits have lost their end; 6. digits that would pass with zeros
in front have lost them.
"""

import re
from datetime import date
from typing import Any

from backend.registries.cells import Cell
from certs.catalogue import CertificateType, Field, FieldProblem
from certs.catalogue.checking import normalise

ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
SCIENTIFIC = re.compile(r"-?[0-9](?:\.[0-9]+)?[eE]\+[0-9]{1,3}")
SERIAL = re.compile(r"[0-9]{1,6}(?:\.[0-9]+)?")
KEPT_DIGITS = 15
MOST_ZEROS = 6


class Damaged(Exception):
    """The cell cannot be the value it was; `code` is a key of refusals.ROW."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def value_of(field: Field, cell: Cell) -> Any:
    """The cell as the type's check takes it. Raises Damaged (rules 1 to 4)."""
    if isinstance(cell, str):
        return _from_text(field, cell)
    if cell is None:
        return ""
    if isinstance(cell, date):
        if field.kind != "date":
            raise Damaged("became_a_date")
        return cell
    if isinstance(cell, bool):
        return cell if field.kind == "boolean" else ("是" if cell else "否")
    return _from_number(field, cell)


def _from_text(field: Field, cell: str) -> str:
    text = cell.strip()
    if text.startswith("#") and text.upper() in ERRORS:
        raise Damaged("formula_error")
    if field.kind == "date":
        if SERIAL.fullmatch(text):
            raise Damaged("serial_date")
    elif "+" in text and SCIENTIFIC.fullmatch(text):
        raise Damaged("scientific_notation")
    return cell


def _from_number(field: Field, cell: int | float) -> Any:
    if cell != cell or abs(cell) >= 10**KEPT_DIGITS:  # not a number, or more digits than a spreadsheet keeps
        raise Damaged("digits_lost")
    whole = int(cell)
    if field.kind == "date" and (whole != cell or whole < 10**6):
        raise Damaged("serial_date")
    if whole == cell:
        return whole if field.kind == "integer" else str(whole)
    return repr(cell)


def explain(type: CertificateType, name: str, value: Any, *, today: date) -> str | None:
    """Rules 5 and 6 for a value its field refused: the code of the damage, or None when it is another mistake."""
    field = type.fields.get(name)
    text = value.strip() if isinstance(value, str) else ""
    if field is None or field.kind != "text" or not text.isascii() or not text.isdecimal():
        return None
    if len(text) > KEPT_DIGITS and not text[KEPT_DIGITS:].strip("0"):
        return "digits_lost"
    for zeros in range(1, MOST_ZEROS + 1):
        try:
            normalise(field, "0" * zeros + text, today=today)
        except FieldProblem:
            continue
        return "leading_zeros_lost"
    return None
