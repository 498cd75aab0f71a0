"""Writes lm1.json and on_behalf.json, the vectors of the LM1 format: `python -m tests.vectors.make_lm1`. The same bytes
each time. What one phone shows for another's holder stands in the second."""

import json
from pathlib import Path

from certs import keys
from tests.vectors import lm1_cases, lm1_on_behalf
from tests.vectors import lm1_world as w
from tests.vectors.lm1_forms import Case

FILE = Path(__file__).with_name("lm1.json")
ON_BEHALF = Path(__file__).with_name("on_behalf.json")
AUDIENCE = "gate-12"


def texts() -> dict[Path, str]:
    """Each file and what belongs in it."""
    return {FILE: text(lm1_cases.all_cases()), ON_BEHALF: text(lm1_on_behalf.all_cases())}


def text(cases: list[Case]) -> str:
    """The whole file. ASCII only, so that a lone surrogate stays what it is."""
    document = {
        "format": "see docs/wire-formats.md, Vectors",
        "audience": AUDIENCE,
        "anchor": keys.jwk_of(w.ANCHOR.public),
        "device_private": keys.private_to_jwk(w.DEVICE.private),
        "bundle_read_at": w.T0,
        "bundle": w.BUNDLE,
        "vectors": cases,
    }
    return json.dumps(document, indent=1) + "\n"


if __name__ == "__main__":
    for file, written in texts().items():
        file.write_text(written, encoding="ascii")
