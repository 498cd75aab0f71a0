"""Writes views.json, the longest views of the built-in certificate types: `python -m tests.vectors.make_views`.

For every view of every type, the longest signed view among the first records of the demo city. Implementations test
with them that a shown code stays within QR version 15, and that they read every field. The same bytes each time.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from backend.demo import records
from certs import base64url, keys, lm1
from certs.catalogue import CertificateType, load_builtin
from tests.vectors import lm1_world as w

FILE = Path(__file__).with_name("views.json")
RECORDS = 100
TODAY = date(2026, 1, 1)
PLACE = (3, 900_000)  # a status list and index as long as a big city's


def text() -> str:
    """The whole file: `views` holds the type's id, the view's number, its field names by label and the signed view."""
    found = [_longest(type_, number) for type_ in load_builtin().types for number in type_.views]
    document = {"signed_at": w.NOW, "device_private": keys.private_to_jwk(w.DEVICE.private), "views": found}
    return json.dumps(document, indent=1) + "\n"


def _longest(type_: CertificateType, number: int) -> dict[str, Any]:
    signed = max((_signed(type_, number, n) for n in range(RECORDS)), key=len)
    labels = {str(type_.label_of(name)): name for name in type_.views[number].fields}
    return {"type": type_.id, "view": number, "labels": labels, "signed": base64url.encode(signed)}


def _signed(type_: CertificateType, number: int, n: int) -> bytes:
    clean, problems = type_.check(records.record(type_.id, n), today=TODAY)
    if problems:
        raise ValueError(f"{type_.id} {n}: {problems}")
    return lm1.view_bytes(
        issuer=type_.issuers[0],
        handle=w.HANDLE,
        exp=w.VIEW_EXP,
        device_key=w.DEVICE.public,
        type=type_.number,
        status=PLACE,
        fields=type_.view_fields(number, clean, today=TODAY),
        signer=w.GA,
    )


if __name__ == "__main__":
    FILE.write_text(text(), encoding="ascii")
