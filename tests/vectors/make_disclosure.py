"""Writes disclosure.json, consents to requests as phones sign them: `python -m tests.vectors.make_disclosure`.

The same bytes each time.
"""

from pathlib import Path
from typing import Any

from certs.disclosure import TYP, Disclosure, make_disclosure
from tests.vectors.statements import DIFFERS, NOW, Statement, file_text

FILE = Path(__file__).with_name("disclosure.json")
ID, LICENCE = "01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8058"
SAID = Disclosure(
    "https://liangma.example", "01890a5d-ac96-774b-bcce-b302099a8059", "harbour-bank", "open-account", NOW + 600, 30,
    [(ID, ["name", "citizen_number"]), (LICENCE, ["name"])],
)  # fmt: skip
CHANGED: dict[str, dict[str, Any]] = {
    "another office": {"aud": "https://elsewhere.example"},
    "another request": {"request": "01890a5d-ac96-774b-bcce-b302099a8060"},
    "another asker": {"asker": "harbour-bank-2"},
    "another purpose": {"purpose": "lend-money"},
    "a later end": {"until": NOW + 601},
    "kept for longer": {"keep_days": 31},
    "one field more": {"certificates": [(ID, ["name", "citizen_number", "address"]), (LICENCE, ["name"])]},
    "the fields in another order": {"certificates": [(ID, ["citizen_number", "name"]), (LICENCE, ["name"])]},
    "one certificate less": {"certificates": [(ID, ["name", "citizen_number"])]},
}


STATEMENT = Statement(SAID, make_disclosure, TYP)


def text() -> str:
    """The whole file."""
    payload = STATEMENT.payload
    vectors = [
        *STATEMENT.vectors(CHANGED),
        ("days as text", STATEMENT.crafted(payload | {"keep_days": "30"}), NOW, DIFFERS),
        STATEMENT.less("until"),
        STATEMENT.under("liangma-application+jwt"),
    ]
    return file_text({"said": {name: payload[name] for name in payload if name != "iat"}, "payload": payload}, vectors)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
