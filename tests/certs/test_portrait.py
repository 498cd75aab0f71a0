"""The portrait frame: a picture is believed only when it has the digest that the issuer signed in the view."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.demo.people import portrait as demo_portrait
from certs import base64url, keys, portrait, verify
from certs.__main__ import main
from certs.catalogue.pictures import picture_digest
from certs.errors import MalformedError
from certs.reasons import REASONS
from tests.vectors import lm1_world as w
from tests.vectors import make_portrait

VECTORS = json.loads(make_portrait.FILE.read_text("ascii"))["vectors"]
AT = str(w.NOW)
SHOWN = w.code(w.view(fields={9: True, 10: bytes.fromhex(make_portrait.DIGEST)}))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_vector_gets_the_answer_written_beside_it(vector: dict[str, Any]) -> None:
    answer = portrait.check_portrait(vector["text"], vector["digest"])
    if vector["reason"] is None:
        assert isinstance(answer, portrait.Belonging)
        assert picture_digest(answer.picture).hex() == vector["digest"]
        assert portrait.portrait_text(answer.picture) == vector["text"]
    else:
        assert isinstance(answer, portrait.Foreign)
        assert answer.reason == vector["reason"]
        assert answer.reason in REASONS


def test_the_file_is_what_its_generator_writes() -> None:
    assert make_portrait.text() == make_portrait.FILE.read_text("ascii")


@pytest.mark.parametrize("index", range(0, 200, 10))
def test_the_portraits_of_the_demo_city_fit_a_frame_of_version_16(index: int) -> None:
    picture = b64decode(demo_portrait(index))
    frame = portrait.portrait_text(picture)
    assert len(frame) <= 854  # ISO/IEC 18004, version 16-L, alphanumeric
    assert portrait.check_portrait(frame, picture_digest(picture).hex()) == portrait.Belonging(picture)


def test_the_largest_frame_fits_version_16() -> None:
    assert portrait.MAX_TEXT <= 854


@pytest.mark.parametrize("picture", [b"", bytes(600), make_portrait.lossy(61, 80)], ids=["none", "large", "wide"])
def test_a_picture_that_no_frame_may_carry_is_not_written(picture: bytes) -> None:
    with pytest.raises(MalformedError):
        portrait.portrait_text(picture)


@given(st.text(max_size=60) | st.binary(max_size=80).map(lambda data: portrait.PREFIX + data.hex().upper()))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(portrait.check_portrait(text, make_portrait.DIGEST), portrait.Foreign)


def test_the_digest_of_an_accepted_view_is_found_and_its_absence_is_said() -> None:
    for code, digest in ((SHOWN, make_portrait.DIGEST), (w.code(), None)):
        verdict = verify.verify(code, trust=w.world().trust, required=verify.Required("gate-12"), now=w.NOW)
        assert isinstance(verdict, verify.Accepted)
        assert portrait.shown_digest(verdict) == digest


def _command(tmp_path: Path, code: str, frame: str, *more: str) -> int:
    file = tmp_path / "bundle"
    file.write_text(w.BUNDLE, "ascii")
    anchor = base64url.encode(keys.thumbprint(w.ANCHOR.public))
    return main(["verify", "--bundle", str(file), "--anchor", anchor, "--at", AT, "--portrait", frame, *more, code])


def test_the_command_says_whether_the_picture_belongs_to_the_certificate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _command(tmp_path, SHOWN, make_portrait.RIGHT) == 0
    assert "相片：属于此证照" in capsys.readouterr().out
    other = portrait.portrait_text(make_portrait.lossless())
    assert _command(tmp_path, SHOWN, other, "--lang", "en") == 1
    assert "PORTRAIT REJECTED portrait_mismatch" in capsys.readouterr().out
    assert _command(tmp_path, w.code(), make_portrait.RIGHT, "--json") == 1
    assert json.loads(capsys.readouterr().out)["portrait"] == {"belongs": False, "reason": "portrait_not_shown"}


def test_a_refused_code_vouches_for_no_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    revoked = w.code(w.view(status=(0, 1), fields={10: bytes.fromhex(make_portrait.DIGEST)}))
    assert _command(tmp_path, revoked, make_portrait.RIGHT, "--json") == 1
    assert "portrait" not in json.loads(capsys.readouterr().out)
