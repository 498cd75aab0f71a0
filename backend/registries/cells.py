"""A row of a file, whatever the file is: its cells as text, or as Excel's numbers, booleans and dates."""

from dataclasses import dataclass
from datetime import date

Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file; `number` counts from 1, the heading."""

    number: int
    cells: tuple[Cell, ...]


def is_blank(cell: Cell) -> bool:
    """Nothing, or nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
