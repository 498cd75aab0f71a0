"""What the tests of sealed copies do: a holder makes, lists, fetches and recalls; anybody checks."""

import io
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import zxingcpp
from flask.testing import FlaskClient
from PIL import Image

from backend.registries.calendar import day_of
from tests.papers.outside import pages
from tests.people.sign_in import new_address
from tests.registries.office import Office

MINE, CHECKS = "/api/v1/me/sealed-copies", "/api/v1/sealed-copies/checks"
PURPOSE, RECIPIENT = "办理个人住房按揭贷款", "亮州银行城东支行"


def day(days: int = 30) -> str:
    return (day_of(int(time.time())) + timedelta(days=days)).isoformat()


@dataclass(frozen=True)
class Holder:
    """A citizen's own page."""

    client: FlaskClient
    headers: dict[str, str]
    certificate_id: str
    person_id: uuid.UUID
    name: str

    def body(self, **changes: Any) -> dict[str, Any]:
        given = {"certificate_id": self.certificate_id, "purpose": PURPOSE, "recipient": RECIPIENT, "until": day()}
        return given | changes

    def send(self, **changes: Any) -> Any:
        return self.client.post(MINE, headers=self.headers, json=self.body(**changes))

    def make(self, **changes: Any) -> dict[str, Any]:
        answer = self.send(**changes)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json
        return made

    def pdf(self, copy_id: str) -> bytes:
        answer = self.client.get(f"{MINE}/{copy_id}/pdf", headers=self.headers)
        assert answer.status_code == 200, answer.text
        assert answer.mimetype == "application/pdf"
        return bytes(answer.data)

    def read(self, copy_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"{MINE}/{copy_id}", headers=self.headers).json
        return found

    def recall(self, copy_id: str) -> Any:
        return self.client.post(f"{MINE}/{copy_id}/recall", headers=self.headers)


@dataclass(frozen=True)
class Desk:
    """Anybody who was handed a copy."""

    client: FlaskClient
    office: Office

    def ask(self, **body: Any) -> Any:
        return self.client.post(CHECKS, json=body, environ_overrides={"REMOTE_ADDR": new_address()})

    def check(self, **body: Any) -> dict[str, Any]:
        answer = self.ask(**body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json
        return found

    def upload(self, data: bytes, **given: Any) -> Any:
        base = {"REMOTE_ADDR": new_address()}
        return self.client.post(
            f"{CHECKS}/files", data=data, content_type="application/pdf", environ_overrides=base, **given
        )

    def check_file(self, data: bytes) -> dict[str, Any]:
        answer = self.upload(data)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json
        return found


def address_on(pdf: bytes) -> str:
    """What a camera reads from the copy's QR code."""
    with Image.open(io.BytesIO(pages(pdf, 110)[0])) as page:
        (found,) = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
    return str(found.text)
