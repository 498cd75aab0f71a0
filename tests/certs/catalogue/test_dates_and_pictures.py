"""Dates as people write them, ages and periods; portraits by their container."""

import base64
import io
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from backend.demo.people import portrait
from certs.catalogue import FieldProblem, dates, pictures
from certs.catalogue.deriving import validity_by_age


@pytest.mark.parametrize(
    "written",
    ["2015-01-02", "2015/1/2", "2015.01.02", "2015年1月2日", "20150102", "２０１５-01-02", "2015-01-02 00:00:00"],
)
def test_a_date_is_read_as_people_write_it(written: str) -> None:
    assert dates.date_iso(written) == "2015-01-02"


def test_a_date_object_of_a_spreadsheet_is_read() -> None:
    assert dates.date_iso(date(2015, 1, 2)) == "2015-01-02"
    assert dates.date_iso(datetime(2015, 1, 2, tzinfo=UTC)) == "2015-01-02"


@pytest.mark.parametrize("written", ["2015-02-29", "2015-13-01", "15-01-02", "2015-01", "", "今天", "2015-01-02T09:00"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(FieldProblem) as refused:
        dates.date_iso(written)
    assert refused.value.code == "not_a_date"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 1, 15), -12, date(2024, 1, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(start: date, months: int, end: date) -> None:
    assert dates.add_months(start, months) == end


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 6, 1), date(2026, 5, 31), 17),
        (date(2008, 6, 1), date(2026, 6, 1), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_an_age_turns_on_the_birthday(born: date, day: date, age: int) -> None:
    assert dates.age_on(born, day) == age


@pytest.mark.parametrize(
    ("age", "years"), [(0, 5), (15, 5), (16, 10), (25, 10), (26, 20), (45, 20), (46, None), (90, None)]
)
def test_an_id_card_lasts_by_the_age_at_issue(age: int, years: int | None) -> None:
    assert validity_by_age(age) == years


@given(st.dates())
def test_a_date_comes_back_from_its_day_count(day: date) -> None:
    assert dates.from_days(dates.to_days(day.isoformat())) == day.isoformat()
    assert dates.from_days((day - date(1970, 1, 1)) // timedelta(days=1)) == day.isoformat()


def webp(width: int, height: int, *, lossless: bool = False) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (90, 90, 90)).save(buffer, "WEBP", lossless=lossless)
    return buffer.getvalue()


@pytest.mark.parametrize("lossless", [False, True])
def test_the_size_of_a_picture_is_read_from_its_header(lossless: bool) -> None:
    assert pictures.webp_size(webp(61, 83, lossless=lossless)) == (61, 83)


@pytest.mark.parametrize("n", range(12))
def test_a_demo_portrait_fits_a_second_code(n: int) -> None:
    value = portrait(n)
    assert pictures.portrait(value) == value
    assert len(base64.b64decode(value)) <= pictures.MAX_PORTRAIT_BYTES
    assert Image.open(io.BytesIO(base64.b64decode(value))).size == (60, 80)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (webp(80, 60), "image_size"),
        (base64.b64decode(portrait(0)) + b"x", "not_an_image"),
        (b"RIFF" + bytes(40), "not_an_image"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "not_an_image"),
    ],
)
def test_a_picture_of_another_form_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FieldProblem) as refused:
        pictures.portrait(base64.b64encode(data).decode())
    assert refused.value.code == code


def test_a_portrait_too_heavy_for_a_code_is_refused() -> None:
    buffer = io.BytesIO()
    Image.effect_noise((60, 80), 90).convert("RGB").save(buffer, "WEBP", quality=90)
    assert buffer.tell() > pictures.MAX_PORTRAIT_BYTES
    with pytest.raises(FieldProblem) as refused:
        pictures.portrait(base64.b64encode(buffer.getvalue()).decode())
    assert refused.value.code == "image_size"


@pytest.mark.parametrize("value", ["", "%%%", "QQ", "QR==", "QQ==\n", None, b"QQ=="])
def test_base64_that_is_not_canonical_is_refused(value: object) -> None:
    with pytest.raises(FieldProblem):
        pictures.image_bytes(value)


def test_a_digest_is_half_of_sha_256() -> None:
    assert pictures.picture_digest(b"abc") == sha256(b"abc").digest()[:16]
