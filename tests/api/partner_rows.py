"""What the table of routes says of applications of partners and of what becomes of one."""

import itertools
import time
from datetime import timedelta
from typing import Any

from backend.registries.calendar import day_of
from tests.api.row import Row
from tests.api.town import NO_ID, Town

APPLICANTS, DECIDERS, READERS = ("operator",), ("operator", "security"), ("operator", "security", "auditor")
PARTNER = ("partner",)
NONE, NOBODY = {"application_id": NO_ID}, {"client_id": "no.such.partner"}
NO_CREDENTIAL = {"credential_id": NO_ID}
_ORDER = itertools.count(1)


def application(client_id: str, /, **changed: Any) -> dict[str, Any]:
    """A body that is taken: a bank asks for a name, for a contract."""
    purpose = {"purpose": "loan", "zh": "办理贷款", "en": "A loan", "legal_ground": "contract", "keep_days": 30,
               "types": [{"number": 1, "fields": ["name", "over_18"]}]}  # fmt: skip
    body: dict[str, Any] = {
        "client_id": client_id, "name": {"zh": "城南银行", "en": "South Bank"},
        "legal_name": {"zh": "城南银行股份有限公司", "en": "South Bank Co., Ltd."},
        "contact": {"name": "李工", "phone": "0731-8888 0000", "email": "li@bank.example"}, "purposes": [purpose],
        "channels": ["online", "consent"], "proves_by": "secret",
        "expires_on": str(day_of(int(time.time())) + timedelta(days=365)),
    }  # fmt: skip
    return body | changed


def _application(_town: Town, _id: str) -> Any:
    return application(f"south.bank.{next(_ORDER)}")


def _reason(_town: Town, _id: str) -> Any:
    return {"reason": "核查"}


def _rotation(_town: Town, _id: str) -> Any:
    return {"overlap_hours": 1}


ONE, REGISTERED, OWN = (
    "/api/v1/partner-applications/<uuid:application_id>",
    "/api/v1/partners/<string:client_id>",
    "/api/v1/partners/current",
)

PARTNER_ROWS: dict[str, Row] = {
    "POST /api/v1/partner-applications": Row(APPLICANTS, status=201, body=_application),
    "GET /api/v1/partner-applications": Row(READERS),
    f"GET {ONE}": Row(READERS, status=404, fixed=NONE),
    f"POST {ONE}/approval": Row(DECIDERS, status=404, fixed=NONE),
    f"POST {ONE}/rejection": Row(DECIDERS, status=404, fixed=NONE, body=_reason),
    f"POST {ONE}/withdrawal": Row(APPLICANTS, status=404, fixed=NONE),
    f"GET {REGISTERED}": Row(READERS, status=404, fixed=NOBODY),
    f"PUT {REGISTERED}/suspension": Row(DECIDERS, status=404, fixed=NOBODY, body=_reason),
    f"DELETE {REGISTERED}/suspension": Row(DECIDERS, status=404, fixed=NOBODY),
    f"POST {REGISTERED}/closing": Row(DECIDERS, status=404, fixed=NOBODY, body=_reason),
    f"DELETE {REGISTERED}/credentials/<uuid:credential_id>": Row(DECIDERS, status=404, fixed=NOBODY | NO_CREDENTIAL),
    f"GET {REGISTERED}/statistics": Row(READERS, status=404, fixed=NOBODY),
    f"GET {OWN}/statistics": Row(PARTNER),
    f"GET {OWN}": Row(PARTNER),
    f"POST {OWN}/credentials": Row(PARTNER, status=201, body=_rotation),
    f"DELETE {OWN}/credentials/<uuid:credential_id>": Row(PARTNER, status=404, fixed=NO_CREDENTIAL),
}
