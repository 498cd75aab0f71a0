"""The public routes: content types, caching, 304, and that a change shows in the very next answer."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend import db
from backend.audit.checkpoint import make_checkpoint, write_files
from backend.people import sign_ins
from backend.trust import keys, status
from backend.trust.models import PLATFORM
from certs import base64url
from certs import keys as vault_keys
from certs import status as token_status
from certs.bundle import read_bundle
from certs.trust import read_trust_list
from tests.trust.conftest import BASE_URL, NOW, Office

JWT, CWT = "application/statuslist+jwt", "application/statuslist+cwt"
URI = f"{BASE_URL}/api/v1/status-lists/1"


@pytest.fixture
def place(office: Office) -> tuple[int, int]:
    with db.transaction(office.engine) as session:
        return status.allocate(session, 1, box=office.box, now=NOW)[0]


def revoke(office: Office, place: tuple[int, int]) -> None:
    with db.transaction(office.engine) as session:
        status.set_status(session, [place], 1, now=NOW)


def test_the_trust_list_is_published_by_the_first_who_asks(public: FlaskClient, office: Office) -> None:
    answer = public.get("/api/v1/trust-list")
    assert (answer.status_code, answer.content_type) == (200, "application/jwt")
    assert read_trust_list(answer.text, office.anchor).number == 1
    assert public.get("/api/v1/trust-list").text == answer.text


def test_a_status_list_is_a_jwt_unless_cwt_is_asked_for(
    public: FlaskClient, office: Office, place: tuple[int, int]
) -> None:
    for accept, wanted in ((None, JWT), ("*/*", JWT), (JWT, JWT), (CWT, CWT), (f"{JWT};q=0.1, {CWT}", CWT)):
        answer = public.get("/api/v1/status-lists/1", headers={"Accept": accept} if accept else {})
        assert (answer.status_code, answer.content_type) == (200, wanted), accept
        assert "Accept" in answer.headers["Vary"]
        if wanted == CWT:
            read = token_status.read_cwt(answer.data, office.anchor, uri=URI, now=NOW)
        else:
            read = token_status.read_jwt(answer.text, office.anchor, uri=URI, now=NOW)
        assert read.list.get(place[1]) == 0


def test_a_form_we_do_not_have_is_406_and_the_past_501(public: FlaskClient, place: tuple[int, int]) -> None:
    assert public.get("/api/v1/status-lists/1", headers={"Accept": "text/html"}).status_code == 406
    past = public.get("/api/v1/status-lists/1?time=1")
    assert (past.status_code, past.json["code"]) == (501, "history_not_kept")


@pytest.mark.parametrize("number", ["2", "0", "2147483648", "99999999999999999999", "-1", "x"])
def test_a_status_list_that_is_not_there_is_404(public: FlaskClient, place: tuple[int, int], number: str) -> None:
    answer = public.get(f"/api/v1/status-lists/{number}")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_the_very_next_get_shows_a_revocation(public: FlaskClient, office: Office, place: tuple[int, int]) -> None:
    before = public.get("/api/v1/status-lists/1")
    etag = {"If-None-Match": before.headers["ETag"]}
    assert public.get("/api/v1/status-lists/1", headers=etag).status_code == 304
    revoke(office, place)
    after = public.get("/api/v1/status-lists/1", headers=etag)
    assert after.status_code == 200
    assert token_status.read_jwt(after.text, office.anchor, uri=URI, now=NOW).list.get(place[1]) == 1


def test_the_two_forms_never_share_an_etag(public: FlaskClient, place: tuple[int, int]) -> None:
    jwt, cwt = (public.get("/api/v1/status-lists/1", headers={"Accept": form}) for form in (JWT, CWT))
    assert jwt.headers["ETag"] != cwt.headers["ETag"]


@pytest.mark.parametrize(
    "path",
    [
        "/.well-known/jwks.json",
        "/.well-known/jwt-vc-issuer",
        "/.well-known/jwt-vc-issuer/issuers/GA",
        "/api/v1/trust-list",
        "/api/v1/status-lists/1",
        "/api/v1/bundle",
        "/api/v1/certificate-types",
        "/api/v1/certificate-types/resident-id",
        "/types/resident-id",
    ],
)
def test_every_answer_may_be_kept_and_asked_about(public: FlaskClient, place: tuple[int, int], path: str) -> None:
    answer = public.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = public.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == answer.headers["ETag"]
    assert public.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    head = public.head(path)
    assert (head.status_code, head.data) == (200, b"")


def test_the_bundle_route_gives_what_the_vault_reads(
    public: FlaskClient, office: Office, place: tuple[int, int]
) -> None:
    first = read_bundle(public.get("/api/v1/bundle").text, anchor=office.anchor, now=NOW)
    assert first.trust.status.look_up(*place, NOW).value == 0
    revoke(office, place)
    second = read_bundle(public.get("/api/v1/bundle").text, anchor=office.anchor, now=NOW)
    assert second.trust.status.look_up(*place, NOW).value == 1
    assert second.number > first.number
    assert len(second.trust.catalogue.types) == len(office.catalogue.types)


def test_issuer_metadata_names_the_iss_of_its_certificates_and_their_keys(public: FlaskClient, office: Office) -> None:
    document = public.get("/.well-known/jwt-vc-issuer/issuers/GA").json
    assert document["issuer"] == f"{BASE_URL}/issuers/GA"
    (jwk,) = document["jwks"]["keys"]
    assert jwk["kid"] == base64url.encode(vault_keys.thumbprint(vault_keys.public_from_jwk(jwk)))
    assert "d" not in jwk
    assert public.get("/.well-known/jwt-vc-issuer/issuers/XX").status_code == 404
    assert public.get("/.well-known/jwt-vc-issuer").json["issuer"] == BASE_URL


def test_key_sets_hold_the_keys_that_are_believed_and_no_others(public: FlaskClient, office: Office) -> None:
    with db.transaction(office.engine) as session:
        first = keys.all_keys(session, "GA")[0].thumbprint
        second = keys.rotate(session, "GA", box=office.box, now=NOW, overlap_seconds=0)
        keys.new_key(session, "GA", box=office.box, now=NOW)
    assert kids(public) == {first, second}
    with db.transaction(office.engine) as session:
        keys.mark_compromised(session, first, since=NOW, now=NOW)
    assert kids(public) == {second}


def kids(public: FlaskClient) -> set[str]:
    document = public.get("/.well-known/jwt-vc-issuer/issuers/GA").json
    return {jwk["kid"] for jwk in document["jwks"]["keys"]}


def test_the_platform_key_set_is_the_anchor(public: FlaskClient, office: Office) -> None:
    (jwk,) = public.get("/.well-known/jwks.json").json["keys"]
    assert jwk["kid"] == base64url.encode(vault_keys.thumbprint(office.anchor))


def test_certificate_types_carry_what_a_page_needs(public: FlaskClient, office: Office) -> None:
    items = public.get("/api/v1/certificate-types").json["items"]
    assert [item["number"] for item in items] == sorted(kind.number for kind in office.catalogue.types)
    for item in items:
        kind = office.catalogue.numbers[item["number"]]
        assert {field["name"] for field in item["fields"]} == {*kind.fields, *kind.derived}
        assert {view["number"]: tuple(view["fields"]) for view in item["views"]} == {
            number: view.fields for number, view in kind.views.items()
        }
        assert item == public.get(f"/api/v1/certificate-types/{kind.id}").json
    assert public.get("/api/v1/certificate-types/none").json["code"] == "type_unknown"


def test_type_metadata_is_the_published_part_of_the_type_file(public: FlaskClient, office: Office) -> None:
    for kind in office.catalogue.types:
        answer = public.get(f"/types/{kind.id}")
        assert json.loads(answer.text) == kind.metadata
        assert "liangma" not in answer.json
    assert public.get("/types/none").status_code == 404


def test_before_the_platform_has_a_key_nothing_is_published(client: FlaskClient) -> None:
    assert client.get("/.well-known/jwks.json").status_code == 404
    for path in ("/api/v1/trust-list", "/api/v1/bundle"):
        answer = client.get(path)
        assert (answer.status_code, answer.json["code"]) == (503, "no_active_key")


def bearer(app: Flask, office: Office, role: str) -> dict[str, str]:
    with app.app_context(), db.transaction(office.engine) as session:
        subject = "staff:00000000-0000-4000-8000-000000000001"
        made = sign_ins.begin_sign_in(session, subject, role=role, office=None, now=NOW)
    return {"Authorization": f"Bearer {made.access}"}


def test_checkpoints_of_a_compromised_platform_key_are_reported_and_not_an_error(
    app: Flask, public: FlaskClient, office: Office
) -> None:
    auditor = bearer(app, office, "auditor")
    folder = app.extensions["liangma"].settings.data_dir / "checkpoints"
    with db.transaction(office.engine) as session:
        old = keys.platform_signer(session, box=office.box, now=NOW)
    make_checkpoint(office.engine, lambda _session: old, now=NOW)
    write_files(office.engine, folder)
    assert public.post("/api/v1/audit/checks", headers=auditor).json["breaks"] == []
    with db.transaction(office.engine) as session:
        keys.rotate(session, PLATFORM, box=office.box, now=NOW, overlap_seconds=0)
        leaked = base64url.encode(vault_keys.thumbprint(old.public))
        keys.mark_compromised(session, leaked, since=NOW, now=NOW)
    report = public.post("/api/v1/audit/checks", headers=auditor)
    assert report.status_code == 200
    (found,) = report.json["breaks"]
    assert (found["chain"], found["seq"], found["kind"], found["file"]) == (0, 0, "unbelieved", f"{NOW}-1.jws")
    assert (found["text"]["zh"][:6], found["next_step"]["en"][:6]) == ("检查点不可信", "If the")
    assert report.json["checkpoints"] == 0


def test_only_an_auditor_checks_the_log_and_the_check_is_recorded(
    app: Flask, public: FlaskClient, office: Office
) -> None:
    auditor = bearer(app, office, "auditor")
    assert public.post("/api/v1/audit/checks").status_code == 401
    assert public.post("/api/v1/audit/checks", headers=bearer(app, office, "operator")).status_code == 403
    report = public.post("/api/v1/audit/checks", headers=auditor)
    assert report.status_code == 200
    assert report.json["breaks"] == []
    assert report.json["entries"] > 0
    again = public.post("/api/v1/audit/checks", headers=auditor).json
    assert again["entries"] == report.json["entries"] + 1
