"""Writes desktop.json, approvals of desktops as phones sign them: `python -m tests.vectors.make_desktop`.

The same bytes each time.
"""

from pathlib import Path
from typing import Any

from certs.desktop import TYP, Approval, make_approval
from tests.vectors.statements import NOW, Statement, Vector, file_text

FILE = Path(__file__).with_name("desktop.json")
SAID = Approval("https://liangma.example", "AVtq3n0m-reference_of-a-desktop", "47")
CHANGED: dict[str, dict[str, Any]] = {
    "another office": {"aud": "https://elsewhere.example"},
    "another desktop": {"reference": "AVtq3n0m-reference_of-a-desktoq"},
    "another number": {"number": "74"},
}


STATEMENT = Statement(SAID, make_approval, TYP)


def text() -> str:
    """The whole file."""
    said = {"aud": SAID.aud, "reference": SAID.reference, "number": SAID.number}
    cut: Vector = ("cut off", STATEMENT.token()[:-4], NOW, "not_canonical")
    vectors = [*STATEMENT.vectors(CHANGED), STATEMENT.under("liangma-agent+jwt"), cut]
    return file_text({"said": said, "payload": STATEMENT.payload}, vectors)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
