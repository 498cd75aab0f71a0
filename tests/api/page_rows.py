"""What the table of routes says of the built pages: everybody may open them; a file that is not there is not found."""

from typing import Any

from backend.config import PAGES as FOLDER
from backend.web.pages import FILES, PAGES

ASSET = next((path.name for path in sorted((FOLDER / "assets").glob("index-*.js"))), "make-test-builds-it.js")
NO_FILE = {"name": "../../../../etc/passwd"}
PAGE_ROWS: dict[str, dict[str, Any]] = {
    **{f"GET {rule}": {"fixed": {"rest": "7"}} for rule in PAGES},
    **{f"GET {rule}": {} for rule in FILES},
    "GET /icons/<path:name>": {"fixed": {"name": "citizen-192.png"}, "absent": NO_FILE},
    "GET /assets/<path:name>": {"fixed": {"name": ASSET}, "absent": NO_FILE},
}
