"""Matters on offer: search by words and pinyin, one matter in full, versions that never change."""

import dataclasses

import pytest
from flask import Flask
from sqlalchemy import Engine, select, update

from backend import db
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import MattersRefused, VersionTaken, import_matters
from backend.matters.models import MatterVersion
from backend.matters.offered import NoSuchMatter
from backend.matters.retire import retire_matter
from backend.matters.stored import digest_of, matter_of, to_document
from certs.catalogue import load_builtin as load_types

GIVEN = {"catalogue": load_types(), "now": 1_800_000_000, "actor": "cli:test"}


def offer(engine: Engine) -> None:
    with db.transaction(engine) as session:
        import_matters(session, load_builtin(), **GIVEN)


def test_a_stored_matter_is_the_matter_that_was_imported(engine: Engine) -> None:
    offer(engine)
    with db.open_session(engine) as session:
        stored = {row.code: matter_of(row) for row in session.scalars(select(MatterVersion))}
    assert stored == {one.code: dataclasses.replace(one, source="") for one in load_builtin()}


def test_a_document_of_older_terms_stays_readable_and_is_decided_by_a_person(engine: Engine) -> None:
    offer(engine)
    code = "sc-food-permit-renewal"
    with db.transaction(engine) as session:
        row = session.get_one(MatterVersion, (code, 2))
        older = {key: value for key, value in row.document.items() if key != "decide"}
        older |= {"approve_when": [{"type": "resident-id"}], "commitment": {"check_within_days": 3, "bars_years": 1}}
        older["result"] = {key: value for key, value in older["result"].items() if key != "fields"}
        session.add(MatterVersion(
            code=code, version=1, document=older, digest=digest_of(older), current=False, imported_at=1,
        ))  # fmt: skip
        session.flush()  # read as it was stored
        read = matter_of(session.get_one(MatterVersion, (code, 1)))
    assert (read.name.zh, read.decide, read.result.fields) == ("食品经营许可延续", None, ())
    assert read.commitment is not None
    assert read.commitment.text is None


def test_what_was_offered_before_new_rules_of_the_lint_hinders_no_import(engine: Engine) -> None:
    first, *others = load_builtin()
    with db.transaction(engine) as session:
        import_matters(session, others, **GIVEN)
        session.execute(update(MatterVersion).values(document={**to_document(others[0]), "decision": "rule"}))
        assert import_matters(session, [first], **GIVEN).added == 1


def test_importing_again_changes_nothing_and_other_content_needs_another_version(engine: Engine) -> None:
    offer(engine)
    first = load_builtin()[0]
    other = dataclasses.replace(first, keywords=("别的",))
    with db.transaction(engine) as session:
        assert import_matters(session, load_builtin(), **GIVEN).added == 0
        with pytest.raises(VersionTaken):
            import_matters(session, [other], **GIVEN)
        newer = dataclasses.replace(other, version=first.version + 1)
        assert import_matters(session, [newer], **GIVEN).added == 1
    with db.open_session(engine) as session:
        rows = session.scalars(select(MatterVersion).where(MatterVersion.code == first.code)).all()
        assert {row.version: row.current for row in rows} == {first.version: False, first.version + 1: True}


def test_a_version_stored_before_its_terms_grew_is_the_same_version(engine: Engine) -> None:
    birth = next(one for one in load_builtin() if one.code == "wj-birth-one-thing")
    birth = dataclasses.replace(birth, parts=tuple(dataclasses.replace(one, applies_when=()) for one in birth.parts))
    older = to_document(dataclasses.replace(birth, situations=birth.situations[:1]))
    for part in older["parts"]:
        del part["applies_when"]
    key = {"code": birth.code, "version": birth.version}
    with db.transaction(engine) as session:
        session.add(MatterVersion(**key, document=older, digest=digest_of(older), current=True, imported_at=1))
        session.flush()  # read as it was stored
        same = dataclasses.replace(birth, situations=birth.situations[:1])
        assert import_matters(session, [same], **GIVEN).unchanged == 1


def test_one_matter_with_a_problem_and_none_is_taken_in(engine: Engine) -> None:
    first, second = load_builtin()[:2]
    wrong = dataclasses.replace(second, code="x" * 50)
    with db.transaction(engine) as session:
        with pytest.raises(MattersRefused) as refused:
            import_matters(session, [first, wrong], **GIVEN)
        assert session.scalars(select(MatterVersion)).all() == []
    assert refused.value.extra["errors"]


@pytest.mark.parametrize("query", ["身份证换证", "shenfenzheng", "sfzhl"])
def test_a_matter_is_found_by_words_pinyin_and_initials(app: Flask, engine: Engine, query: str) -> None:
    offer(engine)
    found = app.test_client().get("/api/v1/matters", query_string={"q": query}).get_json()["items"]
    assert "ga-id-card-renewal" in [item["code"] for item in found]


def test_the_list_and_one_matter_in_full_are_public(app: Flask, engine: Engine) -> None:
    offer(engine)
    client = app.test_client()
    assert len(client.get("/api/v1/matters?limit=200").get_json()["items"]) == len(load_builtin())
    matter = client.get("/api/v1/matters/gj-withdrawal-rent").get_json()
    material = matter["materials"][0]
    assert material["replaced_by"][0][0]["type"] == "resident-id"
    assert material["replaced_by"][0][0]["fields"] == ["name", "citizen_number"]
    kinds = [one["kind"] for one in material["replaced_by"][0][0]["conditions"]]
    assert kinds == [
        "holder_is_applicant",
        "not_expired",
    ]
    assert matter["form"][0]["label"] == {"zh": "姓名", "en": "Name"}
    missing = client.get("/api/v1/matters/unheard-of")
    assert (missing.status_code, missing.get_json()["code"]) == (404, "matter_not_found")
    assert client.get("/api/v1/matters?limit=0").status_code == 422


def test_the_guide_names_its_own_address_and_the_views_that_are_enough(app: Flask, engine: Engine) -> None:
    offer(engine)
    types = {type_.id: type_ for type_ in load_types().types}
    client = app.test_client()
    for matter in load_builtin():
        shown = client.get(f"/api/v1/matters/{matter.code}").get_json()
        assert shown["guide_url"] == f"https://liangma.example/matters/{matter.code}"
        named = {one["type"]: one for one in shown["certificates"]}
        for material in shown["materials"]:
            for replacement in (one for way in material["replaced_by"] for one in way):
                views = types[replacement["type"]].views
                sizes = [len(views[one["number"]].fields) for one in replacement["views"]]
                assert sizes == sorted(sizes), (matter.code, material["code"])
                assert sizes, (matter.code, material["code"])
                for view in (*replacement["views"], *named[replacement["type"]]["views"]):
                    assert set(replacement["fields"]) <= set(views[view["number"]].fields)
                assert replacement["type_name"]["zh"]


def test_the_list_says_what_it_costs_and_which_certificates_help(app: Flask, engine: Engine) -> None:
    offer(engine)
    items = app.test_client().get("/api/v1/matters?limit=200").get_json()["items"]
    assert all(item["fee"]["note"]["zh"] and item["time_limit"] for item in items)
    assert any("resident-id" in item["types"] for item in items)
    assert all((item["types"] == []) == (item["replaceable"] == 0) for item in items)


def test_what_was_imported_a_moment_ago_is_found_by_the_next_search(app: Flask, engine: Engine) -> None:
    offer(engine)
    client = app.test_client()
    assert client.get("/api/v1/matters", query_string={"q": "热气球"}).get_json()["items"] == []
    first = load_builtin()[0]
    with db.transaction(engine) as session:
        newer = dataclasses.replace(first, version=first.version + 1, keywords=("热气球",))
        import_matters(session, [newer], **GIVEN)
    found = client.get("/api/v1/matters", query_string={"q": "热气球"}).get_json()["items"]
    assert [(item["code"], item["version"]) for item in found] == [(first.code, first.version + 1)]


def test_rules_are_told_in_words_and_a_commitment_by_its_text(app: Flask, engine: Engine) -> None:
    offer(engine)
    answer = app.test_client().get("/api/v1/matters/sc-food-business-permit")
    matter = answer.get_json()
    rules = {rule["code"]: rule for rule in matter["decide"]["rules"]}
    assert rules["adult"] == {
        "code": "adult",
        "text": {"zh": "负责人已满十八周岁", "en": "the representative is at least 18"},
        "otherwise": "person",
    }
    assert "age(" not in answer.get_data(as_text=True)
    assert matter["commitment"]["text"]["zh"].startswith("本单位已阅读告知书")
    assert app.test_client().get("/api/v1/matters/gj-loan").get_json()["decide"] is None


def test_a_retired_matter_is_offered_no_more_but_stays_for_its_cases_until_a_later_version(
    app: Flask, engine: Engine
) -> None:
    offer(engine)
    client, code = app.test_client(), "mz-senior-card"
    built_in = next(one for one in load_builtin() if one.code == code)
    offered = built_in.version
    found = client.get("/api/v1/matters", query_string={"q": "老年证"}).get_json()["items"]
    assert code in {item["code"] for item in found}
    with db.transaction(engine) as session:
        assert retire_matter(session, code, actor="cli:test", now=1_800_000_001).version == offered
    found = client.get("/api/v1/matters", query_string={"q": "老年证"}).get_json()["items"]
    assert code not in {item["code"] for item in found}
    assert client.get(f"/api/v1/matters/{code}").status_code == 404
    assert client.get(f"/api/v1/matters/{code}?version={offered}").get_json()["version"] == offered
    assert client.get(f"/api/v1/matters/{code}?version=1").get_json()["code"] == "matter_not_found"
    assert client.get(f"/api/v1/matters/{code}?version=0").status_code == 422
    with db.transaction(engine) as session:
        with pytest.raises(NoSuchMatter):
            retire_matter(session, code, actor="cli:test", now=1_800_000_002)
        assert import_matters(session, load_builtin(), **GIVEN).added == 0  # what was retired stays so
        again = dataclasses.replace(built_in, version=offered + 1)
        import_matters(session, [again], **{**GIVEN, "now": 1_800_000_003})
    assert client.get(f"/api/v1/matters/{code}").get_json()["version"] == offered + 1
