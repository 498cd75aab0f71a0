"""What the table of routes says of pages, documents and metadata: everybody may open them; what is not there is not
found."""

from typing import Any

from backend.config import PAGES as FOLDER
from backend.web.pages import FILES, PAGES

ASSET = next((path.name for path in sorted((FOLDER / "assets").glob("index-*.js"))), "make-test-builds-it.js")
NO_FILE = {"name": "../../../../etc/passwd"}
PAGE_ROWS: dict[str, dict[str, Any]] = {
    "GET /metrics": {"status": 404},
    **{f"GET {rule}": {"fixed": {"rest": "7"}} for rule in PAGES},
    **{f"GET {rule}": {} for rule in FILES},
    "GET /icons/<path:name>": {"fixed": {"name": "citizen-192.png"}, "absent": NO_FILE},
    "GET /assets/<path:name>": {"fixed": {"name": ASSET}, "absent": NO_FILE},
    "GET /docs/": {},
    "GET /docs/start.js": {},
    "GET /docs/<path:name>": {"fixed": {"name": "swagger-ui.css"}, "absent": {"name": "../../../etc/passwd"}},
    "GET /openapi.json": {},
    "GET /healthz": {},
    "GET /readyz": {},
    "GET /.well-known/jwks.json": {},
    "GET /.well-known/jwt-vc-issuer": {},
    "GET /.well-known/jwt-vc-issuer/issuers/<string(maxlength=4):code>": {
        "fixed": {"code": "GA"}, "absent": {"code": "ZZ"},
    },
    "GET /types/<string(maxlength=60):type_id>": {"fixed": {"type_id": "resident-id"}, "absent": {"type_id": "none"}},
}  # fmt: skip
