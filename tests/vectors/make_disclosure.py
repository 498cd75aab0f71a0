"""Writes disclosure.json, consents to requests as phones sign them: `python -m tests.vectors.make_disclosure`.

Each vector holds a token, the time at which it is looked at, and why it is refused (null: it is not). The same bytes
each time.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from certs import disclosure, jws, keys
from certs.disclosure import Disclosure, make_disclosure
from tests.vectors import lm1_world as w

FILE = Path(__file__).with_name("disclosure.json")
NOW = 1_800_000_000
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


def text() -> str:
    """The whole file."""
    payload = SAID.payload(NOW)
    document = {
        "key": keys.jwk_of(w.DEVICE.public), "said": {name: payload[name] for name in payload if name != "iat"},
        "payload": payload,
        "vectors": [{"name": name, "token": token, "now": now, "reason": why} for name, token, now, why in _vectors()],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _vectors() -> list[tuple[str, str, int, str | None]]:
    good = make_disclosure(w.DEVICE, SAID, iat=NOW)
    differing = [
        (name, make_disclosure(w.DEVICE, replace(SAID, **changed), iat=NOW), NOW, "statement_differs")
        for name, changed in CHANGED.items()
    ]
    payload = SAID.payload(NOW)
    return [
        ("as it was said", good, NOW, None),
        ("five minutes later", good, NOW + 300, None),
        ("too late", good, NOW + 301, "code_expired"),
        ("too early", good, NOW - 301, "code_from_future"),
        *differing,
        ("days as text", _other(payload | {"keep_days": "30"}), NOW, "statement_differs"),
        ("more than is said", _other(payload | {"more": True}), NOW, "statement_differs"),
        ("less than is said", _other({k: v for k, v in payload.items() if k != "until"}), NOW, "statement_differs"),
        ("another kind of statement", _other(payload, "liangma-application+jwt"), NOW, "malformed"),
    ]  # fmt: skip


def _other(payload: dict[str, Any], typ: str = disclosure.TYP) -> str:
    return jws.sign({"typ": typ}, payload, w.DEVICE)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
