"""Views of every type: exact, small enough for a code, and read back strictly."""

import contextlib
from base64 import b64encode
from datetime import date
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certs import lm1
from certs.catalogue import Field
from certs.errors import MalformedError
from certs.keys import SoftwareSigner, new_private_key
from tests.certs.catalogue.samples import TODAY, TYPES, clean_sample, sample_type

VIEWS = [(type_.id, number) for type_ in TYPES for number in type_.views]
MAX_FIELD_BYTES = 244  # with a nine-figure status index this is 756 characters; version 15-L holds 758
ISSUER, PHONE = SoftwareSigner(new_private_key()), SoftwareSigner(new_private_key())


@pytest.mark.parametrize(("type_id", "view"), VIEWS)
def test_a_view_with_realistic_data_fits_a_code_of_version_15(type_id: str, view: int) -> None:
    type_ = sample_type(type_id)
    samples = [type_.view_fields(view, clean_sample(type_id, n), today=TODAY) for n in range(40)]
    widest = max(samples, key=lambda fields: len(cbor2.dumps(fields)))
    assert len(cbor2.dumps(widest)) <= MAX_FIELD_BYTES
    signed = lm1.view_bytes(
        issuer=type_.issuers[0], handle="Ab3dEf9h", exp=20_700 * 86_400, device_key=PHONE.public,
        type=type_.number, status=(1, 900_000), fields=widest, signer=ISSUER,
    )  # fmt: skip
    assert len(lm1.code_text(signed, PHONE, iat=1_788_000_000)) <= 758


@pytest.mark.parametrize(("type_id", "view"), VIEWS)
def test_a_view_comes_back_by_name_through_cbor(type_id: str, view: int) -> None:
    type_ = sample_type(type_id)
    for n in range(5):
        clean = clean_sample(type_id, n)
        shown = cbor2.loads(cbor2.dumps(type_.view_fields(view, clean, today=TODAY)))
        whole = {**clean, **type_.derive(clean, today=TODAY)}
        assert type_.read_fields(shown) == {name: whole[name] for name in type_.views[view].fields if name in whole}


@pytest.mark.parametrize("type_", TYPES, ids=lambda type_: type_.id)
def test_every_type_has_a_minimal_a_standard_and_a_whole_view(type_: Any) -> None:
    assert {"minimal", "standard", "everything"} <= {view.id for view in type_.views.values()}
    assert type_.views[9].id == "everything"
    sizes = [len(type_.views[type_.view_by_id(name).number].fields) for name in ("minimal", "standard", "everything")]
    assert sizes == sorted(sizes)


def test_a_view_nobody_defined_is_refused() -> None:
    with pytest.raises(MalformedError) as refused:
        sample_type("resident-id").view_fields(77, clean_sample("resident-id"), today=TODAY)
    assert refused.value.reason == "view_unknown"


@pytest.mark.parametrize(("today", "grown"), [(date(2026, 5, 31), False), (date(2026, 6, 1), True)])
def test_over_18_is_told_without_the_birth_date(today: date, grown: bool) -> None:
    type_ = sample_type("resident-id")
    fields = type_.view_fields(1, {**clean_sample("resident-id"), "birth_date": "2008-06-01"}, today=today)
    assert fields == {type_.label_of("over_18"): grown}


def test_a_record_without_portrait_has_no_digest() -> None:
    type_ = sample_type("resident-id")
    clean = {name: value for name, value in clean_sample("resident-id").items() if name != "portrait"}
    assert type_.label_of("portrait_digest") not in type_.view_fields(2, clean, today=TODAY)


PERSON = st.fixed_dictionaries(
    {
        "name": st.text(max_size=5),
        "code_type": st.sampled_from(["001", "111", "414", "999"]),
        "code": st.text(max_size=9),
    }
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text(max_size=50),
    "longtext": st.text(max_size=50),
    "date": st.dates().map(date.isoformat),
    "integer": st.integers(-(2**53), 2**53),
    "boolean": st.booleans(),
    "digest": st.binary(min_size=16, max_size=16).map(bytes.hex),
    "image": st.binary(min_size=1).map(lambda data: b64encode(data).decode()),
    "people": st.lists(PERSON, max_size=4).map(tuple),
}
EVERY = [(type_, field) for type_ in TYPES for field in type_.by_label.values()]


@given(st.data())
def test_every_value_of_every_field_comes_back(data: st.DataObject) -> None:
    type_, field = data.draw(st.sampled_from(EVERY))
    value = data.draw(VALUES[field.kind] | (st.none() if isinstance(field, Field) and field.open else st.nothing()))
    assert type_.decode(field.label, cbor2.loads(cbor2.dumps(type_.encode(field.name, value)))) == value


ANYTHING = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.binary(max_size=20) | st.floats()
    | st.lists(st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=3), max_size=3)
    | st.dictionaries(st.integers(), st.text(max_size=2), max_size=2)
)  # fmt: skip
KINDS = {"text": str, "longtext": str, "date": str, "integer": int, "boolean": bool, "digest": str, "image": str}


@given(st.sampled_from(EVERY), ANYTHING)
def test_a_value_of_another_kind_is_refused(where: Any, value: Any) -> None:
    type_, field = where
    with contextlib.suppress(MalformedError):
        decoded = type_.decode(field.label, value)
        assert decoded is None or type(decoded) is KINDS.get(field.kind, tuple)
        assert type_.encode(field.name, decoded) == value


@pytest.mark.parametrize("label", [0, 39, 99, -1, "1", True, None, 1.0, b"1", 2**70])
def test_an_unknown_label_is_refused(label: Any) -> None:
    with pytest.raises(MalformedError) as refused:
        sample_type("resident-id").read_fields({label: "x"})
    assert refused.value.reason == "unknown_field"


@pytest.mark.parametrize("days", [10**9, -(10**9), 10**40, True, "1", 1.0])
def test_a_day_count_outside_the_calendar_is_refused(days: Any) -> None:
    type_ = sample_type("resident-id")
    with pytest.raises(MalformedError):
        type_.decode(type_.label_of("birth_date"), days)


@pytest.mark.parametrize(
    "people",
    [[["张三", 112, "E12345678"]], [["张三", -1, "x"]], [["张三", 111]], ["张三"], [[1, 111, "x"]], {}, "张三"],
)
def test_people_of_another_form_are_refused(people: Any) -> None:
    type_ = sample_type("real-estate-title")
    with pytest.raises(MalformedError):
        type_.decode(type_.label_of("owners"), people)


@pytest.mark.parametrize("size", [0, 15, 17, 32])
def test_a_digest_of_another_length_is_refused(size: int) -> None:
    type_ = sample_type("resident-id")
    with pytest.raises(MalformedError):
        type_.decode(type_.label_of("portrait_digest"), bytes(size))
