"""Writes delegation.json, statements of delegations as phones sign them: `python -m tests.vectors.make_delegation`.

Each vector holds a token, the time at which it is looked at, and why it is refused (null: it is not). The same bytes
each time.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from certs import delegation, jws, keys
from certs.delegation import Lending, ToLink, ToPerson, ToRole, make_lending
from tests.vectors import lm1_world as w

FILE = Path(__file__).with_name("delegation.json")
NOW = 1_800_000_000
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


def text() -> str:
    """The whole file."""
    document = {
        "key": keys.jwk_of(w.DEVICE.public),
        "said": [{"to": _clear(one), "payload": one.payload(NOW)} for one in (SAID, BY_LINK, TO_ROLE)],
        "digests": [{"text": said, "digest": delegation.digest(said)} for said in (NUMBER, SECRET)],
        "ids": [{"token": token, "id": str(delegation.delegation_id(token))} for token in _tokens()],
        "vectors": [{"name": name, "token": token, "now": now, "reason": why} for name, token, now, why in _vectors()],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _clear(lending: Lending) -> dict[str, str]:
    """Who is meant, as it is typed: the number and the secret themselves."""
    if isinstance(lending.to, ToPerson):
        return {"name": lending.to.name, "citizen_number": lending.to.number}
    if isinstance(lending.to, ToLink):
        return {"name": lending.to.name, "secret": SECRET}
    return {"credit_code": lending.to.credit_code, "role": lending.to.role}


def _tokens() -> list[str]:
    return [make_lending(w.DEVICE, one, iat=NOW) for one in (SAID, BY_LINK, TO_ROLE)]


def _vectors() -> list[tuple[str, str, int, str | None]]:
    good = _tokens()[0]
    differing = [
        (name, make_lending(w.DEVICE, replace(SAID, **changed), iat=NOW), NOW, "statement_differs")
        for name, changed in CHANGED.items()
    ]
    payload = SAID.payload(NOW)
    return [
        ("as it was said", good, NOW, None),
        ("five minutes later", good, NOW + 300, None),
        ("too late", good, NOW + 301, "code_expired"),
        ("too early", good, NOW - 301, "code_from_future"),
        *differing,
        ("a number in clear", _other({**payload, "to": {"name": "何晓兰", "number": NUMBER}}), NOW,
         "statement_differs"),
        ("true for one", _other({**payload, "places": True}), NOW, "statement_differs"),
        ("more than is said", _other({**payload, "more": True}), NOW, "statement_differs"),
        ("less than is said", _other({k: v for k, v in payload.items() if k != "times"}), NOW, "statement_differs"),
        ("another kind of statement", _other(dict(payload), "liangma-agent+jwt"), NOW, "malformed"),
    ]  # fmt: skip


def _other(payload: dict[str, Any], typ: str = delegation.TYP) -> str:
    return jws.sign({"typ": typ}, payload, w.DEVICE)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
