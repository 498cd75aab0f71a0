"""Writes guardian.json, parents' confirmations as phones sign them: `python -m tests.vectors.make_guardian`.

Each vector holds a token, the time at which it is looked at, and why it is refused (null: it is not). The same bytes
each time.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from certs import guardian, jws, keys
from certs.guardian import Confirmation, make_confirmation
from tests.vectors import lm1_world as w

FILE = Path(__file__).with_name("guardian.json")
NOW = 1_800_000_000
RECORD = "01890000-0000-7000-8000-000000000001"
SAID = Confirmation("https://liangma.example", RECORD, "birth", "何小满", date(2036, 5, 5))
CHANGED: dict[str, dict[str, Any]] = {
    "another office": {"aud": "https://elsewhere.example"},
    "another record": {"record": RECORD.replace("0001", "0002")},
    "another ground": {"ground": "household"},
    "another child": {"ward": "何小暑"},
    "a later day": {"until": date(2036, 5, 6)},
}


def text() -> str:
    """The whole file."""
    payload = SAID.payload(NOW)
    document = {
        "key": keys.jwk_of(w.DEVICE.public), "said": {k: v for k, v in payload.items() if k != "iat"},
        "payload": payload,
        "vectors": [{"name": name, "token": token, "now": now, "reason": why} for name, token, now, why in _vectors()],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _vectors() -> list[tuple[str, str, int, str | None]]:
    good, payload = make_confirmation(w.DEVICE, SAID, iat=NOW), SAID.payload(NOW)
    differing = [
        (name, make_confirmation(w.DEVICE, replace(SAID, **changed), iat=NOW), NOW, "statement_differs")
        for name, changed in CHANGED.items()
    ]
    return [
        ("as it was said", good, NOW, None),
        ("too late", good, NOW + 301, "code_expired"),
        ("too early", good, NOW - 301, "code_from_future"),
        *differing,
        ("more than is said", _other(payload | {"more": True}), NOW, "statement_differs"),
        ("an authorisation of an agent", _other(payload, "liangma-agent+jwt"), NOW, "malformed"),
    ]


def _other(payload: dict[str, Any], typ: str = guardian.TYP) -> str:
    return jws.sign({"typ": typ}, payload, w.DEVICE)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
