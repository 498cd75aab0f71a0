"""Writes lm1.json, the vectors of the LM1 format: `python -m tests.vectors.make_lm1`. The same bytes each time."""

import json
from pathlib import Path

from certs import keys
from tests.vectors import lm1_world as w
from tests.vectors.lm1_cases import all_cases

FILE = Path(__file__).with_name("lm1.json")
AUDIENCE = "gate-12"


def text() -> str:
    """The whole file. ASCII only, so that a lone surrogate stays what it is."""
    document = {
        "format": "see docs/wire-formats.md, Vectors",
        "audience": AUDIENCE,
        "anchor": keys.jwk_of(w.ANCHOR.public),
        "device_private": keys.private_to_jwk(w.DEVICE.private),
        "bundle_read_at": w.T0,
        "bundle": w.BUNDLE,
        "vectors": all_cases(),
    }
    return json.dumps(document, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="ascii")
