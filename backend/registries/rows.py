"""From a row of a file to a clean record, or to everything that is wrong with the row."""

from datetime import date
from typing import Any

from backend.registries import spreadsheet_damage
from backend.registries.cells import Cell, Row, is_blank
from backend.registries.columns import NONE
from backend.registries.refusals import ROW
from backend.registries.report import Fault
from certs.catalogue import CertificateType, Problem


def check_row(
    type: CertificateType, fields: tuple[str, ...], row: Row, *, today: date
) -> tuple[dict[str, Any] | None, list[Fault]]:
    """The clean record of a row whose cells are `fields` in order (NONE: no heading), or None and its faults."""
    headless = [cell for place, cell in enumerate(row.cells) if place >= len(fields) or fields[place] == NONE]
    if not all(is_blank(cell) for cell in headless):
        return None, [row_fault(row.number, "cell_count")]
    cells = {name: cell for name, cell in zip(fields, row.cells, strict=False) if name != NONE}
    record, damaged = _values(type, cells)
    clean, problems = type.check(record, today=today)
    faults = [_damage(type, row.number, name, code, cells[name]) for name, code in damaged.items()]
    for problem in problems:
        if problem.field not in damaged:
            faults.append(_fault(type, row.number, problem, record.get(problem.field), today=today))
    return (None if faults else clean), faults


def row_fault(row: int, code: str) -> Fault:
    """A fault of the row as a whole; `code` is a key of refusals.ROW."""
    return Fault(row, "", code, *ROW[code])


def _values(type: CertificateType, cells: dict[str, Cell]) -> tuple[dict[str, Any], dict[str, str]]:
    record: dict[str, Any] = {}
    damaged: dict[str, str] = {}
    for name, cell in cells.items():
        try:
            record[name] = spreadsheet_damage.value_of(type.fields[name], cell)
        except spreadsheet_damage.Damaged as damage:
            damaged[name] = damage.code
    return record, damaged


def _fault(type: CertificateType, row: int, problem: Problem, value: Any, *, today: date) -> Fault:
    code = spreadsheet_damage.explain(type, problem.field, value, today=today)
    if code:
        return _damage(type, row, problem.field, code, value)
    return Fault(row, type.fields[problem.field].columns[0], problem.code, problem.zh, problem.en, value)


def _damage(type: CertificateType, row: int, name: str, code: str, value: Any) -> Fault:
    return Fault(row, type.fields[name].columns[0], code, *ROW[code], value)
