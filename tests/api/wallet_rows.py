"""What the table of routes says of wallets that ask by themselves."""

import base64
import hashlib
from typing import Any

from tests.api.row import PUBLIC, Row
from tests.api.town import Town

PUSHED = {
    "response_type": "code", "client_id": "wallet.example", "redirect_uri": "https://wallet.example/cb",
    "code_challenge": base64.urlsafe_b64encode(hashlib.sha256(b"v" * 43).digest()).rstrip(b"=").decode(),
    "code_challenge_method": "S256", "scope": "teacher-qualification",
}  # fmt: skip


def _opening(town: Town, _id: str) -> Any:
    """A wallet's request for a teacher's certificate, pushed."""
    told = town.must("POST", "/openid/par", "public", data=PUSHED)
    return {"client_id": PUSHED["client_id"], "request_uri": told["request_uri"]}


def _ticket(town: Town, target: str) -> Any:
    opened = town.must("POST", "/api/v1/wallet-authorisations/openings", "public", json=_opening(town, target))
    return {"ticket": opened["ticket"]}


def _approval(town: Town, target: str) -> Any:
    """What is chosen is no certificate of theirs."""
    return _ticket(town, target) | {"certificate_ids": [str(town.citizens[0].device_id)]}


WALLET_ROWS: dict[str, Row] = {
    "POST /openid/par": Row(PUBLIC, status=400),
    "POST /openid/deferred-credential": Row(PUBLIC, status=401),
    "GET /api/v1/me/wallet-copies": Row(("citizen",)),
    "POST /api/v1/wallet-authorisations/openings": Row(PUBLIC, body=_opening),
    "POST /api/v1/wallet-authorisations/choices": Row(("citizen",), body=_ticket),
    "POST /api/v1/wallet-authorisations": Row(("citizen",), status=422, body=_approval),
    "POST /api/v1/wallet-authorisations/refusals": Row(PUBLIC, body=_ticket),
}
