"""Writes desktop.json, approvals of desktops as phones sign them: `python -m tests.vectors.make_desktop`.

Each vector holds a token, the time at which it is looked at, and why it is refused (null: it is not). The same bytes
each time.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from certs import jws, keys
from certs.desktop import TYP, Approval, make_approval
from tests.vectors import lm1_world as w

FILE = Path(__file__).with_name("desktop.json")
NOW = 1_800_000_000
SAID = Approval("https://liangma.example", "AVtq3n0m-reference_of-a-desktop", "47")
CHANGED: dict[str, dict[str, Any]] = {
    "another office": {"aud": "https://elsewhere.example"},
    "another desktop": {"reference": "AVtq3n0m-reference_of-a-desktoq"},
    "another number": {"number": "74"},
}


def text() -> str:
    """The whole file."""
    said = {"aud": SAID.aud, "reference": SAID.reference, "number": SAID.number}
    document = {
        "key": keys.jwk_of(w.DEVICE.public), "said": said, "payload": SAID.payload(NOW),
        "vectors": [{"name": name, "token": token, "now": now, "reason": why} for name, token, now, why in _vectors()],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _vectors() -> list[tuple[str, str, int, str | None]]:
    good, payload = make_approval(w.DEVICE, SAID, iat=NOW), SAID.payload(NOW)
    differing = [
        (name, make_approval(w.DEVICE, replace(SAID, **changed), iat=NOW), NOW, "statement_differs")
        for name, changed in CHANGED.items()
    ]
    more = jws.sign({"typ": TYP}, payload | {"more": True}, w.DEVICE)
    return [
        ("as it was said", good, NOW, None),
        ("too late", good, NOW + 301, "code_expired"),
        ("too early", good, NOW - 301, "code_from_future"),
        *differing,
        ("more than is said", more, NOW, "statement_differs"),
        ("of another type", jws.sign({"typ": "liangma-agent+jwt"}, payload, w.DEVICE), NOW, "malformed"),
        ("cut off", good[:-4], NOW, "not_canonical"),
    ]


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
