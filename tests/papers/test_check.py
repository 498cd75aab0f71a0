"""Checking copies by number, QR code and file: each way of being wrong has its answer; on both engines."""

import io
from dataclasses import replace

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from sqlalchemy import update

from backend import db
from backend.certificates.models import Certificate
from backend.papers.check import by_number
from backend.papers.models import SealedCopy
from backend.people import limits
from backend.people.limits import LIMITS, Visitor
from tests.conftest import in_one_minute
from tests.papers.desk import PURPOSE, RECIPIENT, Desk, Holder, address_on
from tests.papers.outside import printed_again, signatures, token_of
from tests.papers.throwaway import sign_again


@pytest.fixture
def copy(holder: Holder) -> dict[str, str]:
    return holder.make()


@pytest.fixture
def pdf(holder: Holder, copy: dict[str, str]) -> bytes:
    return holder.pdf(copy["copy_id"])


def expire(desk: Desk, copy: dict[str, str]) -> None:
    with db.transaction(desk.office.engine) as session:
        session.execute(update(SealedCopy).values(until_at=1_000))


def test_the_file_is_genuine_and_says_how_its_certificate_stands_now(
    holder: Holder, desk: Desk, copy: dict[str, str], pdf: bytes
) -> None:
    found = desk.check_file(pdf)
    assert (found["state"], found["by"], found["how"]) == ("genuine", "file", None)
    assert (found["copy"]["purpose"], found["copy"]["recipient"]) == (PURPOSE, RECIPIENT)
    assert found["certificate"]["valid_now"] is True
    with db.transaction(desk.office.engine) as session:
        mine = Certificate.person_id == holder.person_id
        session.execute(update(Certificate).where(mine).values(state="revoked", state_since=desk.office.now))
    later = desk.check_file(pdf)
    assert (later["state"], later["certificate"]["state"], later["certificate"]["valid_now"]) == (
        "genuine", "revoked", False,
    )  # fmt: skip


def test_a_number_tells_less_than_the_qr_code_and_neither_more_than_the_paper(
    holder: Holder, desk: Desk, copy: dict[str, str], pdf: bytes
) -> None:
    by_number = desk.check(number=copy["number"])
    assert (by_number["state"], by_number["copy"]["purpose"], by_number["face"]) == ("registered", None, None)
    by_token = desk.check(token=address_on(pdf))
    assert (by_token["state"], by_token["copy"]["recipient"]) == ("registered", RECIPIENT)
    assert {one["name"] for one in by_token["face"]} == set(copy["fields"])
    assert holder.name in [one["value"] for one in by_token["face"]]
    assert holder.name not in str(by_number)


def test_what_is_unknown_has_one_answer(desk: Desk, copy: dict[str, str]) -> None:
    wrong = copy["number"][:-1] + str((int(copy["number"][-1]) + 1) % 10)
    answers = [desk.check(number=text) for text in (wrong, "1234", "٣٤٥")] + [desk.check(token="A" * 22)]
    assert {one["state"] for one in answers} == {"unknown"}
    assert {(one["copy"], one["certificate"], one["face"]) for one in answers} == {(None, None, None)}


def test_a_number_may_be_typed_with_any_spaces_and_full_width_digits(desk: Desk, copy: dict[str, str]) -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isdigit() else "-" for one in copy["number"])
    assert desk.check(number=f" {wide} ")["copy"]["number"] == copy["number"]


def tampered(pdf: bytes) -> dict[str, bytes]:
    """The same copy, made false in each of these ways; and in what the answer says it differs."""
    more = io.BytesIO(pdf)
    writer = IncrementalPdfFileWriter(more)
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    writer.write_in_place()
    middle = len(pdf) // 2
    return {
        "appended: an incremental update": more.getvalue(),
        "appended: signed once more": sign_again(pdf),
        "appended: bytes behind the end": pdf + b"\n% and more\n%%EOF\n",
        "appended: a hybrid, with a second file": pdf + b"%PDF-1.4\n" + pdf,
        "changed: its seal replaced by another": sign_again(pdf[: pdf.index(b"%%EOF") + 6]),
        "truncated: cut off": pdf[: len(pdf) - 900],
        "changed: one byte": pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :],
        "changed: a file before it": b"%PDF-1.7\n" + pdf,
    }


def test_every_way_of_altering_the_file_is_called_altered(
    holder: Holder, desk: Desk, copy: dict[str, str], pdf: bytes
) -> None:
    for name, false in tampered(pdf).items():
        found = desk.check_file(false)
        assert (found["state"], found["how"]) == ("altered", name.partition(":")[0]), name
        assert (found["copy"]["number"], found["copy"]["purpose"]) == (copy["number"], None)
        assert (found["face"], found["certificate"]) == (None, None)
    read = holder.read(copy["copy_id"])
    assert (read["altered"], read["checks"]) == (8, 8)


def test_a_print_saved_as_a_file_is_not_genuine(desk: Desk, pdf: bytes) -> None:
    assert desk.check_file(printed_again(pdf))["state"] in ("altered", "unknown")


def test_poppler_finds_the_altered_byte_too(pdf: bytes) -> None:
    assert "Signature is Valid." in signatures(pdf)
    assert "Digest Mismatch" in signatures(tampered(pdf)["changed: one byte"])


def test_a_recalled_copy_is_called_recalled_by_every_way(
    holder: Holder, desk: Desk, copy: dict[str, str], pdf: bytes
) -> None:
    token = token_of(address_on(pdf))
    holder.recall(copy["copy_id"])
    for found in (desk.check_file(pdf), desk.check(token=token), desk.check(number=copy["number"])):
        assert (found["state"], found["certificate"], found["face"]) == ("recalled", None, None)
        assert found["copy"]["recalled_at"]
    assert desk.check_file(pdf[:-900])["how"] == "changed"  # its bytes are forgotten, its number is not


def test_a_copy_past_its_last_day_is_called_expired(desk: Desk, copy: dict[str, str], pdf: bytes) -> None:
    expire(desk, copy)
    for found in (desk.check_file(pdf), desk.check(number=copy["number"])):
        assert (found["state"], found["certificate"], found["face"]) == ("expired", None, None)


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"", (422, "file_refused")),
        (b"GIF89a", (422, "file_refused")),
        (b"%PDF-" + bytes(2_000_000), (413, "too_large")),
    ],
)
def test_what_is_no_file_of_a_copy_is_refused(desk: Desk, data: bytes, refused: tuple[int, str]) -> None:
    answer = desk.upload(data)
    assert (answer.status_code, answer.json["code"]) == refused


def test_a_pdf_of_somebody_else_is_unknown(desk: Desk) -> None:
    assert desk.check_file(b"%PDF-1.4\nnothing of ours\n%%EOF")["state"] == "unknown"


def test_guesses_are_counted_by_address(desk: Desk) -> None:
    same = {"REMOTE_ADDR": "203.0.113.77"}
    path = "/api/v1/sealed-copies/checks"
    with in_one_minute():
        codes = [
            desk.client.post(path, json={"number": f"{n:016}"}, environ_overrides=same).status_code for n in range(122)
        ]
    assert codes == [200] * 120 + [429] * 2


def test_each_check_is_counted_for_the_holder(holder: Holder, desk: Desk, copy: dict[str, str]) -> None:
    for _ in range(3):
        desk.check(number=copy["number"])
    read = holder.read(copy["copy_id"])
    assert (read["checks"], read["altered"]) == (3, 0)
    assert read["checked_at"] is not None


def test_a_check_names_one_thing(desk: Desk) -> None:
    for body in ({}, {"number": "1", "token": "2"}):
        assert desk.ask(**body).json["code"] == "invalid"


def test_strangers_do_not_use_up_the_checks_of_a_paper(
    desk: Desk, copy: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LIMITS", {"sealed-copy": replace(LIMITS["sealed-copy"], account=3, address=2)})
    given = {"box": desk.office.box, "now": desk.office.now}
    with db.transaction(desk.office.engine) as session:
        for stranger in ("192.0.2.1", "192.0.2.2"):
            for _ in range(2):
                by_number(session, copy["number"], visitor=Visitor(stranger), **given)
        assert by_number(session, copy["number"], visitor=Visitor("192.0.2.3"), **given).state == "registered"
