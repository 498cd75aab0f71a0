"""Writes guardian.json, parents' confirmations as phones sign them: `python -m tests.vectors.make_guardian`.

The same bytes each time.
"""

from datetime import date
from pathlib import Path
from typing import Any

from certs.guardian import TYP, Confirmation, make_confirmation
from tests.vectors.statements import Statement, file_text

FILE = Path(__file__).with_name("guardian.json")
RECORD = "01890000-0000-7000-8000-000000000001"
SAID = Confirmation("https://liangma.example", RECORD, "birth", "何小满", date(2036, 5, 5))
CHANGED: dict[str, dict[str, Any]] = {
    "another office": {"aud": "https://elsewhere.example"},
    "another record": {"record": RECORD.replace("0001", "0002")},
    "another ground": {"ground": "household"},
    "another child": {"ward": "何小暑"},
    "a later day": {"until": date(2036, 5, 6)},
}


STATEMENT = Statement(SAID, make_confirmation, TYP)


def text() -> str:
    """The whole file."""
    payload = STATEMENT.payload
    vectors = [*STATEMENT.vectors(CHANGED), STATEMENT.under("liangma-agent+jwt")]
    return file_text({"said": {name: payload[name] for name in payload if name != "iat"}, "payload": payload}, vectors)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
