"""What the table of routes says of partners, wallets, requests, webhooks and other regions."""

import secrets
from typing import Any

from tests.api.on_behalf_rows import ON_BEHALF_ROWS
from tests.api.paper_rows import PAPER_ROWS
from tests.api.partner_rows import PARTNER_ROWS
from tests.api.request_rows import REQUEST_ROWS
from tests.api.row import PUBLIC, Row
from tests.api.town import PARTNERS, PURPOSE, Town
from tests.api.wallet_rows import WALLET_ROWS

PARTNER, READERS = ("partner",), ("operator", "security", "auditor")
ONE, THIS = "/api/v1/partners/<string:client_id>", {"client_id": PARTNERS[0]}
WEBHOOK = {"url": "https://partner.example/hook", "events": ["consent.given"]}


def _batch(_town: Town, _id: str) -> Any:
    return {"codes": ["LM1:" + "0" * 60], "purpose": PURPOSE}


def _questions(_town: Town, _id: str) -> Any:
    asked = [{"question": "over_18"}, {"question": "name_matches", "value": "某人"}]
    return {"code": "LM1:" + "0" * 60, "purpose": PURPOSE, "questions": asked}


def _with_key(town: Town, role: str) -> Any:
    """The visitor's own headers, and a new key."""
    return town.headers(role) | {"Idempotency-Key": secrets.token_hex(8)}


def _webhook(_town: Town, _id: str) -> Any:
    return WEBHOOK


def _with_webhook(town: Town, _id: str) -> Any:
    """Nothing to ask with; the partner has an address."""
    town.must("PUT", "/api/v1/partners/current/webhook", "partner", json=WEBHOOK)
    return {}


def _with_paused(town: Town, id_: str) -> Any:
    """The same, and administration has paused it."""
    _with_webhook(town, id_)
    town.must("PUT", f"/api/v1/partners/{PARTNERS[0]}/webhook/pause", "operator")
    return {}


def _presentation(_town: Town, _id: str) -> Any:
    return {"purpose": PURPOSE, "certificates": [{"type": "resident-id", "fields": ["name"]}]}


REFERENCE = "/openid/presentations/<string(maxlength=60):reference>"
NOBODYS = {"reference": "nobodys"}

REGION = "/api/v1/regions/<string(maxlength=6):region_id>"
NOWHERE = {"region_id": "NOWHER"}


def _region(_town: Town, _id: str) -> Any:
    """At an address that may not be called."""
    name = {"zh": "邻市", "en": "Neighbour"}
    return {
        "name": name,
        "base_url": "https://127.0.0.1",
        "thumbprint": "A" * 43,
        "accepts": "a: {type: b, fields: '*'}",
    }


def _approved(_town: Town, _id: str) -> Any:
    return {"thumbprint": "A" * 43, "version": 1}


THIRD_PARTY_ROWS: dict[str, Row] = {
    "GET /api/v1/regions": Row(("operator", "security", "auditor")),
    f"PUT {REGION}": Row(("operator",), status=422, fixed=NOWHERE, body=_region),
    f"POST {REGION}/approval": Row(("operator", "security"), status=404, fixed=NOWHERE, body=_approved),
    f"POST {REGION}/suspension": Row(("operator", "security"), status=404, fixed=NOWHERE),
    f"POST {REGION}/end": Row(("operator", "security"), status=404, fixed=NOWHERE),
    f"POST {REGION}/fetch": Row(("operator", "security"), status=404, fixed=NOWHERE),
    "GET /api/v1/seen-codes/report": Row(
        ("window", "partner"), query=lambda *_: {"from": "2026-09-01", "to": "2026-09-30"}
    ),
    **WALLET_ROWS,
    **PARTNER_ROWS,
    **REQUEST_ROWS,
    **PAPER_ROWS,
    **ON_BEHALF_ROWS,
    "GET /api/v1/partners": Row(("operator", "security", "auditor")),
    "POST /api/v1/verifications/answers": Row(("window", "partner"), body=_questions),
    "POST /api/v1/verifications/batch": Row(("window", "partner"), body=_batch, headers=_with_key),
    "PUT /api/v1/partners/current/webhook": Row(PARTNER, body=_webhook),
    "GET /api/v1/partners/current/webhook": Row(PARTNER, query=_with_webhook),
    "DELETE /api/v1/partners/current/webhook": Row(PARTNER, status=204, query=_with_webhook),
    f"GET {ONE}/webhook": Row(READERS, query=_with_webhook, fixed=THIS),
    f"PUT {ONE}/webhook/pause": Row(("operator",), query=_with_webhook, fixed=THIS),
    f"DELETE {ONE}/webhook/pause": Row(("operator",), query=_with_paused, fixed=THIS),
    f"POST {ONE}/webhook/test": Row(("operator",), status=201, query=_with_webhook, fixed=THIS),
    f"GET {ONE}/deliveries": Row(READERS, fixed=THIS),
    f"POST {ONE}/deliveries/<uuid:delivery_id>/retry": Row(("operator",), target="delivery", fixed=THIS),
    f"GET {ONE}/seen-codes/report": Row(
        READERS, query=lambda *_: {"from": "2026-09-01", "to": "2026-09-30"}, fixed=THIS
    ),
    "POST /api/v1/partners/current/webhook/test": Row(PARTNER, status=201, query=_with_webhook),
    "GET /api/v1/partners/current/deliveries": Row(PARTNER),
    "POST /api/v1/partners/current/deliveries/<uuid:delivery_id>/retry": Row(PARTNER, target="delivery"),
    "POST /api/v1/presentations": Row(("partner", "window"), status=201, body=_presentation),
    "GET /api/v1/presentations/<uuid:presentation_id>": Row(("partner", "window"), target="presentation"),
    f"GET {REFERENCE}/request": Row(PUBLIC, status=400, fixed=NOBODYS),
    f"POST {REFERENCE}/request": Row(PUBLIC, status=400, fixed=NOBODYS),
    f"POST {REFERENCE}/response": Row(PUBLIC, status=400, fixed=NOBODYS),
    "GET /openid/presentation-authority.pem": Row(PUBLIC),
}
