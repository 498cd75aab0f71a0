"""A partner that asks phones over HTTP: one of the staff applied for it, another approved."""

import base64
import io
import itertools
import json
import time
import urllib.parse
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PIL import Image, ImageDraw

from backend.registries.calendar import day_of
from tests.docs.live import Live
from tests.e2e.phone import Refused, call
from tests.e2e.staff import partner_token, token_of

NAME, LEGAL = "海港银行", "海港银行股份有限公司"
PURPOSE, PURPOSE_TEXT = "open-account", "开立银行账户"
ASKED = {
    "purpose": PURPOSE, "reason": "核对开户人身份", "consequence": "可以带身份证到柜台办理。",
    "keep_days": 30, "minutes": 60,
    "certificates": [{"type": "resident-id", "required": ["name", "over_18"], "optional": ["birth_date", "address"]}],
}  # fmt: skip
_ORDER = itertools.count(1)


@dataclass(frozen=True)
class Asker:
    """`token`: of the partner."""

    base: str
    token: str

    def ask(self, **said: Any) -> dict[str, Any]:
        """A request by link."""
        asked: dict[str, Any] = call(self.base, "POST", "/requests", ASKED | said, self.token)
        return asked

    def look_up(self, number: str, name: str) -> dict[str, Any]:
        about = {"kind": "citizen", "number": number, "name": name}
        asked: dict[str, Any] = call(self.base, "POST", "/requests/look-ups", ASKED | {"about": about}, self.token)
        return asked

    def ask_wallet(self, **said: Any) -> dict[str, Any]:
        """A request by OpenID4VP, for whatever wallet."""
        body = {"purpose": PURPOSE, "certificates": [{"type": "resident-id", "fields": ["name", "over_18"]}]} | said
        made: dict[str, Any] = call(self.base, "POST", "/presentations", body, self.token)
        return made

    def presented(self, made: dict[str, Any], **query: str) -> dict[str, Any]:
        """What became of it."""
        path = f"/presentations/{made['presentation_id']}?{urllib.parse.urlencode(query)}"
        found: dict[str, Any] = call(self.base, "GET", path, token=self.token)
        return found

    def state(self, asked: dict[str, Any]) -> str:
        return str(call(self.base, "GET", f"/requests/{asked['request_id']}", token=self.token)["state"])

    def read(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The result, or the refusal's document."""
        try:
            found: dict[str, Any] = call(self.base, "POST", f"/requests/{asked['request_id']}/result", token=self.token)
        except Refused as refused:
            found = json.loads(refused.text)
        return found


def open_bank(live: Live) -> Asker:
    client_id = f"harbour-bank-{next(_ORDER)}"
    applied = call(live.base, "POST", "/partner-applications", _application(client_id), token_of(live, "operator"))
    approval = f"/partner-applications/{applied['application_id']}/approval"
    approved = call(live.base, "POST", approval, token=token_of(live, "security"))
    secret = {"client_id": client_id, "client_secret": str(approved["client_secret"])}
    return Asker(live.base, partner_token(live.base, secret))


def _application(client_id: str) -> dict[str, Any]:
    fields = ["name", "over_18", "birth_date", "address"]
    purpose = {"purpose": PURPOSE, "zh": PURPOSE_TEXT, "en": "Opening a bank account", "legal_ground": "contract",
               "keep_days": 30, "types": [{"number": 1, "fields": fields}]}  # fmt: skip
    return {
        "client_id": client_id, "name": {"zh": NAME, "en": "Harbour Bank"},
        "legal_name": {"zh": LEGAL, "en": "Harbour Bank Co., Ltd."}, "logo": _logo(), "purposes": [purpose],
        "contact": {"name": "李工", "phone": "0731-8888 0000", "email": "li@bank.example"},
        "channels": ["consent", "lookup", "openid4vp"], "proves_by": "secret",
        "expires_on": str(day_of(int(time.time())) + timedelta(days=365)),
    }  # fmt: skip


def _logo() -> str:
    picture = Image.new("RGB", (96, 96), "#0b4f8a")
    drawn = ImageDraw.Draw(picture)
    drawn.polygon([(48, 18), (78, 40), (18, 40)], fill="white")
    for left in (24, 42, 60):
        drawn.rectangle((left, 44, left + 10, 68), fill="white")
    drawn.rectangle((18, 72, 78, 78), fill="white")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
