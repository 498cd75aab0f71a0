"""Rows of the policy table about issuers' keys and rights, and about ending many certificates at once."""

from tests.api.row import Given, Row
from tests.api.town import NO_ID

READERS, DECIDERS = ("operator", "security", "auditor"), ("security",)
ONE, NONE = "/api/v1/key-decisions/<uuid:decision_id>", {"decision_id": NO_ID}
ASKED: Given = lambda *_: {"act": "rotate", "issuer_code": "GA", "reason": "每年轮换"}  # noqa: E731
REASON: Given = lambda *_: {"reason": "核对不符"}  # noqa: E731
LISTED, UNLISTED = "/api/v1/revocations/<uuid:revocation_id>", {"revocation_id": NO_ID}
LIST: Given = lambda *_: {"certificates": [NO_ID], "kind": "revoked", "reason": "批量错发"}  # noqa: E731

KEY_ROWS: dict[str, Row] = {
    "POST /api/v1/issuers/<string(maxlength=4):code>/keys": Row(
        DECIDERS, status=201, fixed={"code": "GA"}, body=lambda *_: {"in_device": False}
    ),
    "GET /api/v1/key-decisions": Row(READERS),
    "POST /api/v1/key-decisions": Row(DECIDERS, status=201, body=ASKED),
    f"POST {ONE}/approval": Row(DECIDERS, status=404, fixed=NONE),
    f"POST {ONE}/refusal": Row(DECIDERS, status=404, fixed=NONE, body=REASON),
    f"POST {ONE}/withdrawal": Row(DECIDERS, status=404, fixed=NONE),
    "GET /api/v1/revocations": Row(("department",)),
    "POST /api/v1/revocations": Row(("department",), status=404, body=LIST),
    f"POST {LISTED}/approval": Row(("department",), status=404, fixed=UNLISTED),
    f"POST {LISTED}/refusal": Row(("department",), status=404, fixed=UNLISTED),
}
