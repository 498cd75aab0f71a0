"""Seals over the API: two administrators, a picture, a chain for everybody."""

import base64
import io
import uuid
from typing import Any

import pytest
from cryptography import x509
from flask import Flask
from PIL import Image, PngImagePlugin

from backend import db
from backend.people import sign_ins
from backend.web.request import clock
from tests.seals.conftest import Hall


class Desk:
    """Administrators who are signed in."""

    def __init__(self, app: Flask, hall: Hall) -> None:
        self.app, self.hall, self.client = app, hall, app.test_client()

    def ask(self, method: str, path: str, *, who: int = 1, **given: Any) -> Any:
        with self.app.app_context(), db.transaction(self.hall.engine) as session:
            subject = f"staff:{uuid.UUID(int=who)}"
            made = sign_ins.begin_sign_in(session, subject, role="operator", office=None, now=clock())
        headers = {"Authorization": f"Bearer {made.access}"}
        return self.client.open(f"/api/v1/seals{path}", method=method, headers=headers, **given)


@pytest.fixture
def desk(app: Flask, hall: Hall) -> Desk:
    return Desk(app, hall)


PROPOSAL = {"issuer_code": "GA", "in_charge": "陈卫国"}


def png(size: int = 240, *, mode: str = "RGB", note: str = "") -> str:
    stream, info = io.BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("Comment", note)
    Image.new(mode, (size, size), "white").save(stream, "PNG", pnginfo=info)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()


def test_two_administrators_give_an_authority_its_seal_and_stop_it(desk: Desk) -> None:
    made = desk.ask("POST", "", json=PROPOSAL).json
    assert (made["state"], made["asked_by_me"], made["key_place"]) == ("proposed", True, "database")
    one = f"/{made['seal_id']}"
    refused = desk.ask("POST", f"{one}/approval", json={"version": 1})
    assert (refused.status_code, refused.json["code"]) == (403, "seal_second_person")
    active = desk.ask("POST", f"{one}/approval", who=2, json={"version": 1}).json
    assert (active["state"], active["ends_soon"], active["asked_by_me"]) == ("active", False, False)
    assert "亮州市公安局电子印章" in desk.ask("GET", f"{one}/picture").json["svg"]
    chain = desk.client.get("/api/v1/seals/chain.pem")
    above = x509.load_pem_x509_certificate(chain.data)
    desk.hall.seal(now=clock()).certificate.verify_directly_issued_by(above)
    asked = desk.ask("POST", f"{one}/stop", json={"reason": "机构撤并"}).json
    assert desk.ask("POST", f"{one}/stop/approval", json={"version": asked["version"]}).status_code == 403
    stopped = desk.ask("POST", f"{one}/stop/approval", who=2, json={"version": asked["version"]}).json
    assert stopped["state"] == "stopped"
    listed = desk.ask("GET", "").json
    assert ([one["state"] for one in listed["items"]], listed["authority"]["kind"]) == (["stopped"], "built_in")


def test_a_picture_that_is_no_fit_png_is_refused(desk: Desk) -> None:
    data = "data:image/png;base64,"
    for picture in ("data:image/gif;base64,R0lG", f"{data}????", f"{data}R0lGODlh", png(100), png(1300)):
        refused = desk.ask("POST", "", json=PROPOSAL | {"picture": picture})
        assert (refused.status_code, refused.json["errors"][0]["path"]) == (422, "/picture"), picture[:40]
    assert desk.ask("GET", "").json["items"] == []


def test_an_uploaded_picture_keeps_its_pixels_only_and_its_paper_becomes_clear(desk: Desk) -> None:
    made = desk.ask("POST", "", json=PROPOSAL | {"picture": png(note="secret")}).json
    svg = desk.ask("GET", f"/{made['seal_id']}/picture").json["svg"]
    data = base64.b64decode(svg.partition("base64,")[2].partition('"')[0])
    assert b"secret" not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.getpixel((0, 0)) == (255, 255, 255, 0)
