"""The policy written down a second time: every route, who may use it, what it takes and what it answers.

`target` names the kind of object a route reaches; its id goes into the path, or into body and query where they name it.
"""

import secrets
import time
from typing import Any

from certs import base64url
from tests.api.batch_rows import BATCH_ROWS
from tests.api.case_rows import CASE_ROWS
from tests.api.log_rows import LOG_ROWS
from tests.api.page_rows import PAGE_ROWS
from tests.api.row import ADMINISTRATORS, PUBLIC, SIGNED_IN, Row
from tests.api.third_party_rows import THIRD_PARTY_ROWS
from tests.api.town import MATTER, NO_ID, PURPOSE, Town
from tests.people import sign_in
from tests.people.sign_in import SoftwareSigner, new_private_key


def _reason(_town: Town, _id: str) -> Any:
    return {"reason": "依申请"}


def _proof(town: Town, _id: str) -> Any:
    key = SoftwareSigner(new_private_key())
    return {"proof": sign_in.prove(town.client, town.headers("citizen"), key), "name": "新手机"}


def _view(town: Town, target: str) -> Any:
    return {"device_id": str(town.citizens[0].device_id), "certificate_id": target, "view": 1}


def _identity(town: Town, _id: str) -> Any:
    return {"name": town.citizens[0].name, "number": town.citizens[0].number}


def _look_up(town: Town, _id: str) -> Any:
    body = town.record(0, 0)
    town.must("POST", "/api/v1/certificates", "department", json=body)
    return {"type": body["type"], "number": body["fields"]["number"]}


def _code(town: Town, _id: str) -> Any:
    return {"code": town.code(0)}


def _seen(_town: Town, _id: str) -> Any:
    once_id = base64url.encode(secrets.token_bytes(16))
    row = {"once_id": once_id, "at": int(time.time()), "outcome": "accepted", "mode": "offline", "purpose": PURPOSE}
    return {"seen": [row]}


def _phone(town: Town, _id: str) -> Any:
    return {"phone": sign_in.new_phone()}


ONE = "/api/v1/certificates/<uuid:certificate_id>"
FOLLOW_UP = "/api/v1/follow-ups/<uuid:follow_up_id>"
NO_FOLLOW_UP = {"follow_up_id": NO_ID}  # there is one supervisor, who reaches every one that there is
TABLE: dict[str, Row] = {
    **{rule: Row(PUBLIC, **given) for rule, given in PAGE_ROWS.items()},
    **THIRD_PARTY_ROWS,
    **LOG_ROWS,
    "GET /api/v1/certificate-types": Row(PUBLIC),
    "GET /api/v1/certificate-types/<string(maxlength=60):type_id>": Row(
        PUBLIC, fixed={"type_id": "resident-id"}, absent={"type_id": "none"}
    ),
    "GET /api/v1/trust-list": Row(PUBLIC),
    "GET /api/v1/status-lists/<int(max=2147483647):list_no>": Row(
        PUBLIC, fixed={"list_no": "1"}, absent={"list_no": "777"}
    ),
    "GET /api/v1/bundle": Row(PUBLIC),
    "GET /api/v1/bundle/delta": Row(
        PUBLIC,
        query=lambda *_: {"number": 1, "iat": 1, **dict.fromkeys(("trust_list", "types", "status_lists"), "A" * 43)},
    ),
    "GET /api/v1/time": Row(PUBLIC),
    "GET /api/v1/matters": Row(PUBLIC),
    "GET /api/v1/matters/<string:code>": Row(PUBLIC, fixed={"code": MATTER}, absent={"code": "none"}),
    "GET /api/v1/matter-versions": Row(ADMINISTRATORS),
    "GET /api/v1/matters/<string:code>/versions": Row(ADMINISTRATORS, fixed={"code": MATTER}),
    "GET /api/v1/matters/<string:code>/versions/<int(max=1000000):version>": Row(
        ADMINISTRATORS, fixed={"code": MATTER, "version": "3"}
    ),
    "POST /api/v1/matters/<string:code>/checks": Row(
        ("operator",), fixed={"code": MATTER}, body=lambda t, i: {"text": "code: none"}
    ),
    "POST /api/v1/matters/<string:code>/versions": Row(
        ("operator",), status=422, fixed={"code": MATTER}, body=lambda t, i: {"text": "code: none", "seen": 3}
    ),
    "POST /api/v1/matters/<string:code>/retirement": Row(
        ("operator",), status=404, fixed={"code": "none"}, body=lambda t, i: {"version": 2}
    ),
    "GET /api/v1/verifiers/current": Row(("window", "partner")),
    "GET /api/v1/verifiers/<string:verifier_id>": Row(
        PUBLIC, fixed={"verifier_id": "W1"}, absent={"verifier_id": "none"}
    ),
    "POST /oauth/token": Row(PUBLIC, status=400),
    "GET /.well-known/openid-credential-issuer": Row(PUBLIC),
    "GET /.well-known/openid-credential-issuer/<path:path>": Row(
        PUBLIC, status=404, fixed={"path": "town"}, absent={"path": "town"}
    ),
    "GET /.well-known/oauth-authorization-server": Row(PUBLIC),
    "GET /.well-known/oauth-authorization-server/<path:path>": Row(
        PUBLIC, status=404, fixed={"path": "town"}, absent={"path": "town"}
    ),
    "GET /openid/offers/<string(maxlength=60):reference>": Row(
        PUBLIC, status=404, fixed={"reference": "none"}, absent={"reference": "none"}
    ),
    "POST /openid/token": Row(PUBLIC, status=400),
    "POST /openid/nonce": Row(PUBLIC),
    "POST /openid/credential": Row(PUBLIC, status=401),
    "POST /openid/notification": Row(PUBLIC, status=401),
    "POST /api/v1/auth/one-time-codes": Row(PUBLIC, status=202, body=_phone),
    "POST /api/v1/auth/sessions": Row(PUBLIC, status=401, body=lambda t, i: {**_phone(t, i), "code": "000000"}),
    "POST /api/v1/auth/staff-sessions": Row(
        PUBLIC, status=401, body=lambda t, i: {"login": "nobody", "password": "wrong", "totp": "000000"}
    ),
    "POST /api/v1/auth/passkey-challenges": Row(PUBLIC, status=201),
    "POST /api/v1/auth/passkey-sessions": Row(PUBLIC, status=401, body=lambda t, i: {"credential": {}}),
    "POST /api/v1/auth/refresh": Row(PUBLIC, status=401),
    "DELETE /api/v1/auth/sessions/current": Row(SIGNED_IN, status=204, headers=lambda t, role: t.fresh(role)),
    "GET /api/v1/me": Row(SIGNED_IN),
    "PUT /api/v1/me/identity": Row(("citizen",), body=_identity),
    "POST /api/v1/me/data": Row(("citizen",)),
    "POST /api/v1/nonces": Row(("citizen",), status=201),
    "POST /api/v1/devices/challenges": Row(("citizen",), status=201),
    "POST /api/v1/devices": Row(("citizen",), status=201, body=_proof),
    "GET /api/v1/devices": Row(("citizen",)),
    "PATCH /api/v1/devices/<uuid:device_id>": Row(("citizen",), target="device", body=lambda t, i: {"name": "另一部"}),
    "DELETE /api/v1/devices/<uuid:device_id>": Row(("citizen",), status=204, target="device"),
    "POST /api/v1/devices/<uuid:device_id>/copies": Row(
        ("citizen",), status=201, target="device", body=lambda t, i: {"certificate_id": t.certificate(0, 0)}
    ),
    "POST /api/v1/passkeys/challenges": Row(("citizen",), status=201),
    "POST /api/v1/passkeys": Row(("citizen",), status=201, body=lambda t, i: t.passkey_body(0)),
    "GET /api/v1/passkeys": Row(("citizen",)),
    "DELETE /api/v1/passkeys/<uuid:passkey_id>": Row(("citizen",), status=204, target="passkey"),
    "GET /api/v1/wallet": Row(("citizen",), target="device", query=lambda t, i: {"device_id": i}),
    "POST /api/v1/wallet/views": Row(("citizen",), target="certificate", body=_view),
    "GET /api/v1/notices": Row(("citizen",)),
    "PUT /api/v1/notices/read": Row(("citizen",), body=lambda t, i: {"up_to": "2026-01-01T00:00:00Z"}),
    "GET /api/v1/history": Row(("citizen",)),
    f"GET {ONE}": Row(("citizen",), target="certificate"),
    f"GET {ONE}/versions": Row(("citizen", "department"), target="certificate"),
    f"POST {ONE}/offers": Row(("citizen",), status=201, target="certificate"),
    f"GET {ONE}/offers": Row(("citizen",), target="certificate"),
    "POST /api/v1/me/cases/<string:case_no>/offers": Row(("citizen",), status=409, target="my_case"),
    "GET /api/v1/me/cases/<string:case_no>/offers": Row(("citizen",), target="my_case"),
    "DELETE /api/v1/offers/<uuid:offer_id>": Row(("citizen",), status=204, target="offer"),
    "POST /api/v1/certificates": Row(("department",), status=201, body=lambda t, i: t.record(0, 0)),
    "POST /api/v1/certificates/look-ups": Row(("department",), body=_look_up),
    f"POST {ONE}/changes": Row(
        ("department",), 201, "certificate", body=lambda t, i: {"reason": "依申请", "fields": {"purpose": "入学"}}
    ),
    f"POST {ONE}/renewals": Row(("department",), 201, "certificate", body=_reason),
    f"POST {ONE}/suspensions": Row(("department",), 200, "certificate", body=_reason),
    f"POST {ONE}/resumptions": Row(("department",), 200, "suspended", body=_reason),
    f"POST {ONE}/revocations": Row(
        ("department",), 200, "certificate", body=lambda t, i: {"reason": "依申请", "kind": "revoked"}
    ),
    "GET /api/v1/import-runs": Row(("department", "operator")),
    "GET /api/v1/working-days": Row(("department", "operator", "security", "auditor")),
    "POST /api/v1/verifications": Row(("window", "partner"), body=lambda t, i: _code(t, i) | {"purpose": PURPOSE}),
    "GET /api/v1/verifications/<uuid:verdict_id>": Row(("window", "partner"), target="verdict"),
    "GET /api/v1/receipts/<uuid:verdict_id>": Row(("citizen", "window", "partner"), target="verdict"),
    "POST /api/v1/typed-codes": Row(("citizen",), status=201, body=lambda t, i: {"code": t.code_around_nonce(0)}),
    "GET /api/v1/typed-codes/<uuid:typed_code_id>": Row(("citizen",), target="typed"),
    "DELETE /api/v1/typed-codes/<uuid:typed_code_id>": Row(("citizen",), status=204, target="typed"),
    "POST /api/v1/seen-codes": Row(("window", "partner"), body=_seen),
    "POST /api/v1/challenges": Row(("window", "partner"), status=201),
    "GET /api/v1/proof-kinds": Row(PUBLIC),
    "GET /api/v1/cases/<string:case_no>/proofs": Row(("window",), target="case"),
    "POST /api/v1/cases/<string:case_no>/proof-requests": Row(
        ("window",),
        status=409,
        target="case",
        body=lambda t, i: {"kind": "social-insurance", "answers": {"content": "insured"}},
    ),
    "POST /api/v1/me/proof-requests": Row(("citizen",), status=201, body=lambda t, i: t.proof_body()),
    "GET /api/v1/me/proof-requests": Row(("citizen",)),
    "GET /api/v1/me/proof-requests/<uuid:request_id>": Row(("citizen",), target="proof_request"),
    "POST /api/v1/me/proof-requests/<uuid:request_id>/withdrawal": Row(
        ("citizen",), target="proof_request", body=lambda t, i: {"revision": 1}
    ),
    "GET /api/v1/proof-requests": Row(("officer",)),
    "GET /api/v1/proof-requests/<uuid:request_id>": Row(("officer",), target="proof_request"),
    "POST /api/v1/proof-requests/<uuid:request_id>/answer": Row(
        ("officer",),
        target="proof_request",
        body=lambda t, i: {"revision": 1, "outcome": "refused", "reason": "查询结果不符合出具条件"},
    ),
    "GET /api/v1/ratings": Row(PUBLIC),
    "GET /api/v1/me/ratings/open": Row(("citizen",)),
    "GET /api/v1/me/cases/<string:case_no>/rating": Row(("citizen",), target="my_case"),
    "POST /api/v1/me/cases/<string:case_no>/rating": Row(
        ("citizen",), status=201, target="my_case", body=lambda t, i: {"level": 5}
    ),
    "POST /api/v1/me/cases/<string:case_no>/rating/answer": Row(
        ("citizen",), status=409, target="my_case", body=lambda t, i: {"outcome": "settled"}
    ),
    "GET /api/v1/follow-ups": Row(("operator",)),
    f"GET {FOLLOW_UP}": Row(("operator",), status=404, fixed=NO_FOLLOW_UP),
    f"POST {FOLLOW_UP}/number-readings": Row(("operator",), status=404, fixed=NO_FOLLOW_UP),
    f"POST {FOLLOW_UP}/calls": Row(
        ("operator",), status=404, fixed=NO_FOLLOW_UP, body=lambda t, i: {"outcome": "reached"}
    ),
    f"POST {FOLLOW_UP}/closing": Row(
        ("operator",), status=404, fixed=NO_FOLLOW_UP, body=lambda t, i: {"result": "explained", "words": "已致歉"}
    ),
    "GET /api/v1/me/proposals": Row(("citizen",)),
    "GET /api/v1/me/proposals/<uuid:proposal_id>": Row(("citizen",), target="proposal"),
    "POST /api/v1/me/proposals/<uuid:proposal_id>/consent": Row(("citizen",), status=409, target="proposal"),
    "POST /api/v1/me/proposals/<uuid:proposal_id>/refusal": Row(("citizen",), target="proposal"),
    "DELETE /api/v1/me/proposals/<uuid:proposal_id>/refusal": Row(("citizen",), target="proposal"),
    "GET /api/v1/proposal-runs": Row(("department", "operator", "auditor")),
    **BATCH_ROWS,
    **CASE_ROWS,
    "GET /api/v1/statistics/proofs": Row(("department", "operator", "security", "auditor")),
    "GET /api/v1/statistics": Row(("department", "operator", "security", "auditor")),
    "GET /api/v1/issuers": Row(("department", "operator", "security", "auditor")),
    "GET /api/v1/lists": Row(("department", "operator", "security", "auditor")),
    "GET /api/v1/audit/entries": Row(("auditor",)),
    "POST /api/v1/audit/checks": Row(("auditor",)),
}
