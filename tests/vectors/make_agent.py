"""Writes agent.json, authorisations of agents as phones sign them: `python -m tests.vectors.make_agent`.

The same bytes each time.
"""

from datetime import date
from pathlib import Path
from typing import Any

from certs import agent
from certs.agent import Authorisation, make_authorisation
from tests.vectors.statements import DIFFERS, NOW, Statement, file_text

FILE = Path(__file__).with_name("agent.json")
NUMBER = "11010519491231002X"
SAID = Authorisation("https://liangma.example", "20270115-0000000001", 3, "何晓兰", NUMBER, date(2027, 2, 28))
CHANGED: dict[str, dict[str, Any]] = {
    "another office": {"aud": "https://elsewhere.example"},
    "another case": {"case_no": "20270115-0000000002"},
    "an earlier revision": {"revision": 2},
    "another name": {"name": "何小兰"},
    "another number": {"number": "110105194912310038"},
    "a later day": {"until": date(2027, 3, 1)},
}


STATEMENT = Statement(SAID, make_authorisation, agent.TYP)


def text() -> str:
    """The whole file."""
    said = {
        "aud": SAID.aud, "case": SAID.case_no, "revision": SAID.revision,
        "agent": {"name": SAID.name, "citizen_number": SAID.number}, "until": SAID.until.isoformat(),
    }  # fmt: skip
    digest = {"number": NUMBER, "digest": agent.number_digest(NUMBER)}
    in_clear = STATEMENT.crafted(STATEMENT.payload | {"agent": {"name": SAID.name, "number": NUMBER}})
    vectors = [
        *STATEMENT.vectors(CHANGED),
        ("a number in clear", in_clear, NOW, DIFFERS),
        STATEMENT.less("until"),
        STATEMENT.under("liangma-application+jwt"),
    ]
    return file_text({"said": said, "payload": STATEMENT.payload, "digest": digest}, vectors)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
