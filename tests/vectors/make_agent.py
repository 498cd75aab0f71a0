"""Writes agent.json, authorisations of agents as phones sign them: `python -m tests.vectors.make_agent`.

Each vector holds a token, the time at which it is looked at, and why it is refused (null: it is not). The same bytes
each time.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from certs import agent, jws, keys
from certs.agent import Authorisation, make_authorisation
from tests.vectors import lm1_world as w

FILE = Path(__file__).with_name("agent.json")
NOW = 1_800_000_000
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


def text() -> str:
    """The whole file."""
    said = {
        "aud": SAID.aud, "case": SAID.case_no, "revision": SAID.revision,
        "agent": {"name": SAID.name, "citizen_number": SAID.number}, "until": SAID.until.isoformat(),
    }  # fmt: skip
    document = {
        "key": keys.jwk_of(w.DEVICE.public), "said": said, "payload": SAID.payload(NOW),
        "digest": {"number": NUMBER, "digest": agent.number_digest(NUMBER)},
        "vectors": [{"name": name, "token": token, "now": now, "reason": why} for name, token, now, why in _vectors()],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _vectors() -> list[tuple[str, str, int, str | None]]:
    good = make_authorisation(w.DEVICE, SAID, iat=NOW)
    differing = [
        (name, make_authorisation(w.DEVICE, replace(SAID, **changed), iat=NOW), NOW, "statement_differs")
        for name, changed in CHANGED.items()
    ]
    payload = SAID.payload(NOW)
    return [
        ("as it was said", good, NOW, None),
        ("five minutes later", good, NOW + 300, None),
        ("too late", good, NOW + 301, "code_expired"),
        ("too early", good, NOW - 301, "code_from_future"),
        *differing,
        ("a number in clear", _other(payload | {"agent": {"name": SAID.name, "number": NUMBER}}), NOW,
         "statement_differs"),
        ("more than is said", _other(payload | {"more": True}), NOW, "statement_differs"),
        ("less than is said", _other({k: v for k, v in payload.items() if k != "until"}), NOW, "statement_differs"),
        ("another kind of statement", _other(payload, "liangma-application+jwt"), NOW, "malformed"),
    ]  # fmt: skip


def _other(payload: dict[str, Any], typ: str = agent.TYP) -> str:
    return jws.sign({"typ": typ}, payload, w.DEVICE)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
