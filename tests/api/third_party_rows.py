"""What the table of routes says of partners, wallets, requests, webhooks and other regions."""

from tests.api.row import Row

THIRD_PARTY_ROWS: dict[str, Row] = {
    "GET /api/v1/partners": Row(("operator", "security", "auditor")),
}
