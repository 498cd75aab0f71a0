"""Which column is which field. A heading nobody knows, a missing required one or a repeated one refuses the file.

A column without a heading is passed over; a cell in it that is not empty refuses its row (`rows.check_row`).
"""

from collections.abc import Iterator, Sequence

from backend.registries.cells import Cell
from backend.registries.refusals import ROW, FileRefused
from backend.registries.report import Fault
from certs.catalogue import CertificateType
from certs.catalogue.checking import heading

MOST_NAMED, LONGEST = 10, 40
WORDS = {"heading_unknown": "不认识 unknown", "heading_repeated": "重复 repeated", "heading_missing": "缺少 missing"}
NONE = ""  # instead of a field's name: the column has no heading


class WrongHeadings(FileRefused):
    """`faults` names each heading at fault, for the report of refused rows."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("wrong_headings", "; ".join(_sentences(faults)), row=1)
        self.faults = tuple(faults)


def match(type: CertificateType, headings: Sequence[Cell]) -> tuple[str, ...]:
    """The field name of each column, or NONE. Raises FileRefused: no_headings, and WrongHeadings."""
    titles = ["" if cell is None else str(cell) for cell in headings]
    names = [type.columns.get(heading(title)) if heading(title) else NONE for title in titles]
    found = [name for name in names if name]
    if not found:
        raise FileRefused("no_headings", row=1)
    faults = [_fault("heading_unknown", title) for title, name in zip(titles, names, strict=True) if name is None]
    repeated = sorted({name for name in found if found.count(name) > 1})
    faults += [_fault("heading_repeated", _title(type, name)) for name in repeated]
    required = (field.name for field in type.fields.values() if field.required)
    faults += [_fault("heading_missing", _title(type, name)) for name in required if name not in found]
    if faults:
        raise WrongHeadings(faults)
    return tuple(name or NONE for name in names)


def _title(type: CertificateType, name: str) -> str:
    return type.fields[name].columns[0]


def _fault(code: str, title: str) -> Fault:
    return Fault(1, heading(title)[:LONGEST], code, *ROW[code])


def _sentences(faults: Sequence[Fault]) -> Iterator[str]:
    for code, word in WORDS.items():
        titles = [fault.column for fault in faults if fault.code == code]
        if titles:
            yield f"{word}: {', '.join(titles[:MOST_NAMED])}"
