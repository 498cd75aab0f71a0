"""What a phone draws stays small enough for a cheap camera: every view of every type within QR version 15."""

import json
from typing import Any

import pytest
import qrcode
from qrcode.constants import ERROR_CORRECT_L
from qrcode.util import MODE_ALPHA_NUM, QRData

from certs import base64url, lm1
from certs.catalogue import load_builtin
from tests.vectors import lm1_world as w
from tests.vectors import make_portrait, make_views

VIEWS = json.loads(make_views.FILE.read_text("ascii"))["views"]


def _version(text: str) -> int:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_L)
    code.add_data(QRData(text, mode=MODE_ALPHA_NUM), optimize=0)
    return int(code.best_fit(start=1))


@pytest.mark.parametrize("shown", VIEWS, ids=lambda shown: f"{shown['type']} {shown['view']}")
def test_the_largest_code_of_a_view_fits_version_15(shown: dict[str, Any]) -> None:
    assert _version(lm1.code_text(base64url.decode(shown["signed"]), w.DEVICE, iat=w.NOW)) <= 15


def test_every_view_of_every_type_is_among_them() -> None:
    every = {(type_.id, number) for type_ in load_builtin().types for number in type_.views}
    assert {(shown["type"], shown["view"]) for shown in VIEWS} == every


def test_the_largest_portrait_frame_fits_version_16() -> None:
    largest = max((vector["text"] for vector in make_portrait.cases() if vector["reason"] is None), key=len)
    assert _version(largest) == 16
