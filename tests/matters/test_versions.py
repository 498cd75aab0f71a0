"""A matter edited by administration: read, tried, saved as the next version, retired; the rules of `draft`, `save`."""

import dataclasses
import time
import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from backend import db
from backend.audit.models import AuditEntry
from backend.matters.builtin import load_builtin
from backend.matters.document import parse
from backend.matters.draft import read_draft
from backend.matters.import_matters import MattersRefused, VersionTaken, import_matters
from backend.matters.models import MatterVersion
from backend.matters.offered import NoSuchMatter, matter_version, offered_matter, offered_matters
from backend.matters.retire import retire_matter
from backend.matters.save import MatterUnchanged, newest_version, save_version
from backend.matters.terms import Office, Part, Text
from backend.matters.versions import newest_versions, version_document, versions_of
from backend.matters.written import to_text
from backend.people.sign_ins import begin_sign_in
from certs.catalogue import load_builtin as load_types
from tests.matters.examples import MATTER

TYPES = load_types()
NOW = 1_800_000_000
GIVEN: dict[str, Any] = {"catalogue": TYPES, "actor": "staff:keeper", "now": NOW}
RENT, LOAN = (next(one for one in load_builtin() if one.code == code) for code in ("gj-withdrawal-rent", "gj-loan"))
EDITED = to_text(RENT).replace("租房", "租赁住房")


@pytest.fixture
def offered(engine: Engine) -> Engine:
    with db.transaction(engine) as session:
        import_matters(session, [RENT, LOAN], catalogue=TYPES, actor="cli:test", now=NOW - 1)
    return engine


def signed_in(app: Flask, engine: Engine, role: str) -> dict[str, str]:
    """Headers of a member of staff."""
    with app.app_context(), db.transaction(engine) as session:
        tokens = begin_sign_in(session, f"staff:{uuid.uuid4()}", role=role, office=None, now=int(time.time()))
    return {"Authorization": f"Bearer {tokens.access}"}


@pytest.mark.parametrize("matter", load_builtin(), ids=lambda matter: matter.code)
def test_the_text_of_a_matter_is_read_back_as_the_same_matter(matter: Any) -> None:
    assert parse(to_text(matter), matter.source) == matter


def test_the_text_keeps_every_form_of_a_term_and_any_words() -> None:
    matter = parse(MATTER, "")
    odd = Text("是: [不] #，“1”", "no: {yes} & *or* !not\ttrue")
    same = Office("GA", odd)
    parts = (Part(same, odd, ()), Part(same, Text("null", "2026-11-22"), ("home", "photo")))
    changed = dataclasses.replace(matter, name=odd, office=same, parts=parts, keywords=("yes", "0x1f", "1.0", "~"))
    assert parse(to_text(changed), "") == changed


def test_a_saved_text_is_the_next_version_and_found_at_once(offered: Engine) -> None:
    with db.open_session(offered, reading=True) as session:
        assert offered_matters(session, "租赁住房提取", limit=1)  # the index is made before
    with db.transaction(offered) as session:
        row = save_version(session, RENT.code, EDITED, seen=RENT.version, **GIVEN)
        assert (row.version, row.current, row.imported_at) == (RENT.version + 1, True, NOW)
    with db.open_session(offered, reading=True) as session:
        lines = [(line["version"], line["offered"]) for line in versions_of(session, RENT.code)]
        assert lines == [(RENT.version + 1, True), (RENT.version, False)]
        assert "租赁住房" in offered_matter(session, RENT.code).name.zh
        assert offered_matters(session, "租赁住房提取", limit=1)[0].version == RENT.version + 1
        assert matter_version(session, RENT.code, RENT.version).name == RENT.name  # for the cases begun with it
        saved = session.scalars(select(AuditEntry).where(AuditEntry.action == "matters.saved")).one()
        assert (saved.actor, saved.subject) == ("staff:keeper", f"matter:{RENT.code}")
        assert saved.detail == f'{{"version":{RENT.version + 1}}}'
        assert version_document(newest_version(session, RENT.code))["text"] == to_text(
            dataclasses.replace(parse(EDITED, ""), version=RENT.version + 1)
        )


def test_whoever_has_not_seen_the_newest_version_is_told_what_it_changed(offered: Engine) -> None:
    with db.transaction(offered) as session:
        save_version(session, RENT.code, EDITED, seen=RENT.version, **GIVEN)
        for seen in (RENT.version, None, 77):
            with pytest.raises(VersionTaken) as taken:
                save_version(session, RENT.code, to_text(RENT), seen=seen, **GIVEN)
            assert taken.value.extra["newest"] == RENT.version + 1
            told = {(line["kind"], line["text"]) for line in taken.value.extra["changes"]}
            assert {kind for kind, _ in told} == ({"same", "removed", "added"} if seen == RENT.version else set())
        with pytest.raises(VersionTaken):
            save_version(session, "unheard-of", to_text(RENT), seen=1, **GIVEN)
        assert len(versions_of(session, RENT.code)) == 2


def test_of_two_who_save_at_once_one_is_refused(offered: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with db.transaction(offered) as session:
        earlier = newest_version(session, RENT.code)
        save_version(session, RENT.code, EDITED, seen=RENT.version, **GIVEN)
        monkeypatch.setattr("backend.matters.save.newest_version", lambda *_args, **_given: earlier)  # read before it
        with pytest.raises(VersionTaken):
            save_version(session, RENT.code, EDITED + "# later\n", seen=RENT.version, **GIVEN)
        assert len(versions_of(session, RENT.code)) == 2


def test_a_text_with_problems_is_not_saved_and_each_names_its_line(offered: Engine) -> None:
    wrong = (
        to_text(RENT)
        .replace("type: resident-id", "type: no-such-card")
        .replace("code: gj-withdrawal-rent", "code: other")
    )
    with db.transaction(offered) as session:
        with pytest.raises(MattersRefused) as refused:
            save_version(session, RENT.code, wrong, seen=RENT.version, **GIVEN)
        assert len(versions_of(session, RENT.code)) == 1
    lines = wrong.splitlines()
    errors = refused.value.extra["errors"]
    assert {
        "path": "/code",
        "line": 1,
        "problem": f"this is the matter {RENT.code}",
        "zh": f"正在编辑的事项是 {RENT.code}",
    } in errors
    (card, *_) = [one for one in errors if "no-such-card" in one["problem"]]
    assert card["path"].removeprefix("/") in lines[card["line"] - 1]


@pytest.mark.parametrize(("text", "line"), [("code: [", 1), ("a: &x 1", 1), ("code: x\ncode: y", 2), ("- 1", 1)])
def test_what_cannot_be_read_names_its_line(text: str, line: int) -> None:
    draft = read_draft(text, "x", newest=None, catalogue=TYPES)
    assert (draft.matter, draft.changes, len(draft.problems)) == (None, (), 1)
    assert draft.problems[0].line is not None
    assert abs(draft.problems[0].line - line) <= 1


def test_what_is_as_it_was_is_saved_only_to_offer_it_again(offered: Engine) -> None:
    same = "# a remark\n" + to_text(LOAN).replace(f"version: {LOAN.version}", "version: 99")
    with db.transaction(offered) as session:
        with pytest.raises(MatterUnchanged):
            save_version(session, LOAN.code, same, seen=LOAN.version, **GIVEN)
        with pytest.raises(VersionTaken):
            retire_matter(session, LOAN.code, version=99, actor="staff:keeper", now=NOW)
        retire_matter(session, LOAN.code, version=LOAN.version, actor="staff:keeper", now=NOW)
        with pytest.raises(NoSuchMatter):
            offered_matter(session, LOAN.code)
        gone = newest_versions(session, offered=False, after="", limit=10)
        assert [(line["code"], line["offered"]) for line in gone] == [(LOAN.code, False)]
        assert save_version(session, LOAN.code, same, seen=LOAN.version, **GIVEN).version == LOAN.version + 1
        assert newest_versions(session, offered=False, after="", limit=10) == []
        assert offered_matter(session, LOAN.code).version == LOAN.version + 1


def test_a_new_matter_begins_with_version_one_and_names_known_offices(engine: Engine) -> None:
    text = to_text(LOAN).replace(f"code: {LOAN.code}\n", "code: gj-loan-new\n", 1)
    with db.transaction(engine) as session:
        strange = text.replace(f"code: {LOAN.office.code},", "code: QQ,")
        with pytest.raises(MattersRefused):
            save_version(session, "gj-loan-new", strange, seen=None, **GIVEN)
        assert save_version(session, "gj-loan-new", text, seen=None, **GIVEN).version == 1
        row = session.get_one(MatterVersion, ("gj-loan-new", 1))
        own = {**row.document, "office": {"code": "QQ", "name": {"zh": "外事局", "en": "Foreign Affairs"}}}
        newest = MatterVersion(code="gj-loan-new", version=1, document=own, digest=b"q", current=True, imported_at=1)
        own_office = text.replace(
            to_text(LOAN).partition("office: ")[2].partition("\n")[0], "{code: QQ, zh: 外事局, en: Foreign Affairs}", 1
        )
        assert read_draft(own_office, "gj-loan-new", newest=newest, catalogue=TYPES).problems == ()


def test_an_operator_edits_over_http_and_others_read(app: Flask, offered: Engine) -> None:
    place = f"/api/v1/matters/{RENT.code}"
    client, operator = app.test_client(), signed_in(app, offered, "operator")
    first = client.get(f"{place}/versions/{RENT.version}", headers=signed_in(app, offered, "auditor")).get_json()
    tried = client.post(f"{place}/checks", json={"text": EDITED}, headers=operator).get_json()
    assert (tried["version"], tried["problems"]) == (RENT.version + 1, [])
    assert {line["kind"] for line in tried["changes"]} == {"same", "removed", "added"}
    (unread,) = client.post(f"{place}/checks", json={"text": "- 1"}, headers=operator).get_json()["problems"]
    assert unread["reason"] == {"zh": "整个文件应是一组键和值", "en": "the file is a table of keys"}
    body = {"text": EDITED, "seen": first["version"]}
    assert client.post(f"{place}/versions", json=body, headers=operator).status_code == 201
    late = client.post(f"{place}/versions", json=body, headers=operator)
    assert (late.status_code, late.get_json()["code"]) == (409, "matter_version_taken")
    page = client.get("/api/v1/matter-versions?limit=1", headers=operator).get_json()
    assert [one["code"] for one in page["items"]] == [page["next_cursor"]] == [LOAN.code]
    rest = client.get(f"/api/v1/matter-versions?cursor={LOAN.code}", headers=operator).get_json()
    assert ([one["version"] for one in rest["items"]], rest["next_cursor"]) == ([RENT.version + 1], None)
    missing = client.get(f"{place}/versions/9", headers=operator)
    assert (missing.status_code, missing.get_json()["code"]) == (404, "matter_not_found")
    gone = client.post(f"{place}/retirement", json={"version": RENT.version + 1}, headers=operator)
    assert (gone.status_code, gone.get_json()["offered"]) == (200, False)
