"""A holder's sealed copies: made, listed, fetched, recalled; on both engines."""

import time

import pytest
from sqlalchemy import select, update

from backend import db
from backend.audit.models import AuditEntry
from backend.certificates.models import Certificate
from backend.papers import make
from backend.papers.models import SealedCopy, SealedCopyFile
from tests.meanwhile import before
from tests.papers.desk import MINE, PURPOSE, RECIPIENT, Desk, Holder, address_on, day
from tests.papers.outside import signatures, text_of, token_of
from tests.privacy.erasing import erasing, keep_by_law
from tests.registries.office import Office


def refusal(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]  # type: ignore[attr-defined]


def test_a_copy_says_what_it_is_for_and_poppler_calls_its_seal_valid(holder: Holder) -> None:
    made = holder.make()
    assert (made["purpose"], made["recipient"], made["until"], made["state"]) == (PURPOSE, RECIPIENT, day(), "valid")
    pdf = holder.pdf(made["copy_id"])
    said = signatures(pdf)
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    text = "".join(text_of(pdf).split())
    for words in (PURPOSE, RECIPIENT, day(), holder.name, "居民身份证", made["number"]):
        assert words.replace(" ", "") in text


def test_the_qr_code_leads_to_the_check_of_this_copy(holder: Holder, desk: Desk) -> None:
    made = holder.make(layout="phone")
    token = token_of(address_on(holder.pdf(made["copy_id"])))
    assert desk.check(token=token)["copy"]["number"] == made["number"]


def test_nothing_of_a_copy_lies_in_the_database_in_clear(holder: Holder, desk: Desk) -> None:
    made = holder.make()
    pdf = holder.pdf(made["copy_id"])
    token = token_of(address_on(pdf))
    with db.open_session(desk.office.engine, reading=True) as session:
        row = session.scalars(select(SealedCopy).where(SealedCopy.person_id == holder.person_id)).one()
        file = session.scalars(select(SealedCopyFile).where(SealedCopyFile.person_id == holder.person_id)).one()
    stored = repr({**vars(row), **vars(file)}).encode() + row.sealed + file.sealed_pdf
    for secret in (PURPOSE, RECIPIENT, made["number"], made["number"].replace(" ", ""), token, holder.name):
        assert secret.encode() not in stored


def test_only_the_chosen_fields_are_on_the_face(holder: Holder) -> None:
    made = holder.make(fields=["citizen_number", "name"])
    assert made["fields"] == ["name", "citizen_number"]
    text = text_of(holder.pdf(made["copy_id"]))
    assert "公民身份号码" in text
    assert "住址" not in text


@pytest.mark.parametrize("city_settings", ["postgresql"], indirect=True)  # SQLite has one writer
def test_a_copy_that_is_made_while_its_holder_is_erased_keeps_no_paper(
    holder: Holder, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_by_law(monkeypatch, office.now)
    other = erasing(office.engine, office.box, holder.person_id, office.now)
    monkeypatch.setattr(make, "_file", before(make._file, other))
    holder.make()
    assert other.end() is None
    assert office.count(SealedCopyFile, SealedCopyFile.person_id == holder.person_id) == 0


def test_a_recalled_copy_is_over_for_good_and_its_file_is_forgotten(holder: Holder, desk: Desk) -> None:
    copy_id = holder.make()["copy_id"]
    recalled = holder.recall(copy_id)
    assert (recalled.status_code, recalled.json["state"], recalled.json["downloadable"]) == (200, "recalled", False)
    assert refusal(holder.recall(copy_id)) == (409, "sealed_copy_over")
    assert refusal(holder.client.get(f"{MINE}/{copy_id}/pdf", headers=holder.headers)) == (409, "sealed_copy_over")
    with db.open_session(desk.office.engine, reading=True) as session:
        mine = SealedCopyFile.person_id == holder.person_id
        assert session.scalars(select(SealedCopyFile).where(mine)).all() == []


def test_copies_are_listed_newest_first_and_by_certificate(holder: Holder) -> None:
    ids = [holder.make(recipient=f"第{n}家")["copy_id"] for n in range(3)]
    first = holder.client.get(f"{MINE}?limit=2", headers=holder.headers).json
    rest = holder.client.get(f"{MINE}?limit=2&cursor={first['next_cursor']}", headers=holder.headers).json
    assert [one["copy_id"] for one in [*first["items"], *rest["items"]]] == ids[::-1]
    none = holder.client.get(f"{MINE}?certificate_id={ids[0]}", headers=holder.headers).json
    assert none["items"] == []


def test_making_and_recalling_are_in_the_log_with_the_use_of_the_seal(holder: Holder, desk: Desk) -> None:
    copy_id = holder.make()["copy_id"]
    holder.recall(copy_id)
    with db.open_session(desk.office.engine, reading=True) as session:
        mine = AuditEntry.subject == f"sealed-copy:{copy_id}", AuditEntry.person_id == holder.person_id
        actions = set(session.scalars(select(AuditEntry.action).where(*mine)))
        used = session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "seal.used")).all()
    assert actions == {"sealed_copy.made", "sealed_copy.recalled"}
    assert [copy_id in one for one in used].count(True) == 1


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"purpose": "　 "}, (422, "invalid")),
        ({"purpose": "用" * 201}, (422, "invalid")),
        ({"recipient": ""}, (422, "invalid")),
        ({"fields": []}, (422, "invalid")),
        ({"fields": ["portrait", "salary"]}, (422, "sealed_copy_fields")),
        ({"layout": "poster"}, (422, "invalid")),
        ({"recipient": "\U0001f3e6银行"}, (422, "character_missing")),
        ({"certificate_id": "01890000-0000-7000-8000-000000000000"}, (404, "certificate_unknown")),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_kept(
    holder: Holder, desk: Desk, changes: dict[str, object], refused: tuple[int, str]
) -> None:
    assert refusal(holder.send(**changes)) == refused
    assert holder.client.get(MINE, headers=holder.headers).json["items"] == []


def test_a_copy_ends_neither_in_the_past_nor_beyond_a_year(holder: Holder) -> None:
    for days in (-1, 366):
        assert refusal(holder.send(until=day(days))) == (422, "sealed_copy_end")
    assert holder.client.get(MINE, headers=holder.headers).json["items"] == []


def test_a_copy_of_a_copy_is_refused(holder: Holder) -> None:
    assert refusal(holder.send(certificate_id=holder.make()["copy_id"])) == (422, "copy_of_copy")


def test_a_character_without_a_glyph_is_named(holder: Holder) -> None:
    told = holder.send(purpose="给\U000e0101看").json
    assert (told["field"], told["characters"][0]["code_point"]) == ("purpose", "U+E0101")


def test_a_suspended_certificate_and_one_of_somebody_else_give_no_copy(holder: Holder, desk: Desk) -> None:
    other = desk.office.issue("resident-id", 900)
    assert refusal(holder.send(certificate_id=str(other.certificate_id))) == (404, "certificate_unknown")
    with db.transaction(desk.office.engine) as session:
        session.execute(update(Certificate).where(Certificate.person_id == holder.person_id).values(state="suspended"))
    assert refusal(holder.send()) == (409, "not_showable")


def test_an_authority_without_a_seal_seals_nothing(holder: Holder, desk: Desk) -> None:
    person = desk.office.issue("social-security-card", 0)
    with db.transaction(desk.office.engine) as session:
        mine = Certificate.certificate_id == person.certificate_id
        session.execute(update(Certificate).where(mine).values(person_id=holder.person_id))
    answer = holder.send(certificate_id=str(person.certificate_id))
    assert answer.status_code in (404, 409)  # the row was moved, so its fields do not open either
    assert holder.client.get(MINE, headers=holder.headers).json["items"] == []


def test_the_same_key_makes_one_copy(holder: Holder) -> None:
    headers = {**holder.headers, "Idempotency-Key": f"copy-{time.time_ns()}"}
    ids = {holder.client.post(MINE, headers=headers, json=holder.body()).json["copy_id"] for _ in range(2)}
    assert len(ids) == 1
    assert len(holder.client.get(MINE, headers=holder.headers).json["items"]) == 1
