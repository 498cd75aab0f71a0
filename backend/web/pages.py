"""Serves the built pages: index.html at each address of theirs, and the files beside it.

Rules: 1. the addresses stand here one by one, so that any other is a 404 and a wrong method a 405; 2. index.html,
the service worker and what has no hash in its name are asked for anew each time (an ETag saves the bytes); 3. what
lies in /assets carries a hash and is kept for a year; 4. a file that was compressed beforehand is sent so to who takes
it; 5. the pages' policy allows the scanner's WebAssembly and nothing inline; 6. pages that were not built say how to
build them; 7. a browser that was led to an address of nothing is shown so, with the way home, and the 404; whatever
speaks to the interface is answered as anywhere.
"""

from pathlib import Path

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from backend.errors import LiangmaError
from backend.web.access import allow
from backend.web.limit_classes import limited
from backend.web.problems import TYPE, from_http_error

PAGES = (
    "/", "/sign-in", "/certificates/<path:rest>", "/show/<path:rest>", "/pack", "/answer", "/history", "/requests",
    "/requests/<path:rest>", "/present", "/devices", "/desktop",
    "/notices", "/settings", "/matters", "/matters/<path:rest>", "/proposals/<path:rest>",
    "/agencies", "/company", "/company/<path:rest>", "/cases", "/cases/<path:rest>", "/proofs", "/proofs/<path:rest>",
    "/authorize",
    "/check", "/check/<path:rest>", "/sealed-copies", "/printed-codes", "/wards", "/wards/<path:rest>",
    "/delegations", "/delegations/<path:rest>",
    "/window", "/window/<path:rest>", "/officer", "/officer/<path:rest>", "/gate", "/gate/<path:rest>",
    "/kiosk", "/kiosk/set-up",
    "/admin", "/admin/<path:rest>",
)  # fmt: skip
FILES = ("/boot.js", "/favicon.svg", "/manifest.webmanifest", "/gate.webmanifest", "/service-worker.js")
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
TYPES = {
    ".html": "text/html", ".js": "text/javascript", ".css": "text/css",
    ".svg": "image/svg+xml", ".png": "image/png", ".wasm": "application/wasm", ".json": "application/json",
    ".webmanifest": "application/manifest+json",
}  # fmt: skip
HEADERS = {"Content-Security-Policy": POLICY}
INTERFACE = ("/api/", "/oauth/", "/openid/", "/.well-known/", "/types/", "/issuers/", "/docs", "/assets/", "/icons/")
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))  # best first
ASK_ANEW = "no-cache"
A_YEAR = "public, max-age=31536000, immutable"


class NotBuilt(LiangmaError):
    status = 503
    code = "pages_not_built"
    zh = "页面尚未构建"
    en = "The pages are not built"
    next_zh = "请在服务器上运行 make run，或在 pwa/ 中运行 npm ci 和 npm run build"
    next_en = "On the server, run `make run`, or `npm ci` and `npm run build` in pwa/"


def register(app: Flask, folder: Path) -> None:
    """`folder` = what `npm run build` made."""

    @allow("public")
    def page(rest: str = "") -> Response:
        if not (folder / "index.html").is_file():
            raise NotBuilt
        return _send(folder, "index.html", ASK_ANEW)

    @allow("public")
    def file() -> Response:
        return _send(folder, request.path.removeprefix("/"), ASK_ANEW)

    @allow("public")
    @limited("file")
    def icon(name: str) -> Response:
        sent = _send(folder / "icons", name, ASK_ANEW)
        sent.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # other wallets show them
        return sent

    @allow("public")
    @limited("file")
    def asset(name: str) -> Response:
        return _send(folder / "assets", name, A_YEAR)

    for rule in PAGES:
        app.add_url_rule(rule, f"page {rule}", page, strict_slashes=False)
    for rule in FILES:
        app.add_url_rule(rule, f"file {rule.replace('.', ' ')}", file)  # a dot would name a room
    app.add_url_rule("/icons/<path:name>", "icon", icon)
    app.add_url_rule("/assets/<path:name>", "asset", asset)
    app.register_error_handler(404, lambda error: _nothing_here(folder, error))


def _nothing_here(folder: Path, error: NotFound) -> Response:
    """Rule 7. Browsers name HTML first; programs take anything."""
    answer, index = from_http_error(error), folder / "index.html"
    asked = request.method == "GET" and request.url_rule is None and not request.path.startswith(INTERFACE)
    if asked and request.accept_mimetypes.best_match((TYPE, "text/html")) == "text/html" and index.is_file():
        return Response(index.read_bytes(), 404, HEADERS | {"Cache-Control": "no-store"}, mimetype="text/html")
    return answer


def _send(folder: Path, name: str, caching: str) -> Response:
    if not folder.is_dir():
        raise NotBuilt
    found = safe_join(str(folder), name)
    media_type = TYPES.get(Path(name).suffix)
    if found is None or media_type is None or not Path(found).is_file():
        raise NotFound
    encoding, path = _compressed(found)
    response = Response(path.read_bytes(), mimetype=media_type, headers=HEADERS)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Cache-Control"] = caching
    response.vary.add("Accept-Encoding")
    written = path.stat()
    response.set_etag(f"{written.st_mtime_ns:x}-{written.st_size:x}{encoding}")
    response.make_conditional(request)
    return response


def _compressed(path: str) -> tuple[str, Path]:
    """The best form that there is and that is taken: (encoding or '', path)."""
    for encoding, suffix in ENCODINGS:
        form = Path(path + suffix)
        if request.accept_encodings[encoding] > 0 and form.is_file():
            return encoding, form
    return "", Path(path)
