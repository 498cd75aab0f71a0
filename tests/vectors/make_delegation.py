"""Writes delegation.json, statements of delegations as phones sign them: `python -m tests.vectors.make_delegation`.

The same bytes each time.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from certs import delegation
from certs.delegation import Lending, ToLink, ToPerson, ToRole, make_lending
from tests.vectors.statements import DIFFERS, NOW, Statement, file_text

FILE = Path(__file__).with_name("delegation.json")
NUMBER = "11010519491231002X"
SECRET = "q0mY1vN8r2sJ4tWc7xZeUA"
ONE, TWO = "0197f2a4-1c00-7000-8000-000000000001", "0197f2a4-1c00-7000-8000-000000000002"
ABOVE = "5f0d9c1e-8a37-4c11-9d6e-3b1f0a2c4d5e"
SAID = Lending(
    "https://liangma.example", ToPerson("何晓兰", NUMBER), [ONE, TWO], ["matter:rs-pension"], 1, date(2027, 2, 28), 3
)
BY_LINK = replace(SAID, to=ToLink("何晓兰", delegation.digest(SECRET)), purposes=[], places=7, times=None, lend_on=2)
TO_ROLE = replace(SAID, to=ToRole("91430100MA4L16JQ9B", "keeper"), certificates=[ONE], times=None, parent=ABOVE)
CHANGED: dict[str, dict[str, Any]] = {
    "another office": {"aud": "https://elsewhere.example"},
    "another name": {"to": ToPerson("何小兰", NUMBER)},
    "another number": {"to": ToPerson("何晓兰", "110105194912310038")},
    "whoever has the link": {"to": BY_LINK.to},
    "a role instead of a person": {"to": TO_ROLE.to},
    "one certificate more": {"certificates": [ONE, TWO, ABOVE]},
    "another order": {"certificates": [TWO, ONE]},
    "any matter": {"purposes": []},
    "more places": {"places": 3},
    "a later day": {"until": date(2027, 3, 1)},
    "as often as one likes": {"times": None},
    "once more": {"times": 4},
    "lent on": {"lend_on": 1},
    "another parent": {"parent": ABOVE},
}


STATEMENT = Statement(SAID, make_lending, delegation.TYP)


def text() -> str:
    """The whole file."""
    lendings = [Statement(one, make_lending, delegation.TYP) for one in (SAID, BY_LINK, TO_ROLE)]
    tokens = [one.token() for one in lendings]
    head = {
        "said": [{"to": _clear(one.said), "payload": one.payload} for one in lendings],
        "digests": [{"text": said, "digest": delegation.digest(said)} for said in (NUMBER, SECRET)],
        "ids": [{"token": token, "id": str(delegation.delegation_id(token))} for token in tokens],
    }
    in_clear = STATEMENT.crafted(STATEMENT.payload | {"to": {"name": "何晓兰", "number": NUMBER}})
    vectors = [
        *STATEMENT.vectors(CHANGED),
        ("a number in clear", in_clear, NOW, DIFFERS),
        ("true for one", STATEMENT.crafted(STATEMENT.payload | {"places": True}), NOW, DIFFERS),
        STATEMENT.less("times"),
        STATEMENT.under("liangma-agent+jwt"),
    ]
    return file_text(head, vectors)


def _clear(lending: Lending) -> dict[str, str]:
    """Who is meant, as it is typed: the number and the secret themselves."""
    if isinstance(lending.to, ToPerson):
        return {"name": lending.to.name, "citizen_number": lending.to.number}
    if isinstance(lending.to, ToLink):
        return {"name": lending.to.name, "secret": SECRET}
    return {"credit_code": lending.to.credit_code, "role": lending.to.role}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
