"""Security headers on every answer, errors of the server included; an answer that sets one of them keeps its own.

Rules: 1. nothing may frame, embed or open an answer from elsewhere, but for the icons; 2. a browser gives the pages the
camera, passkeys, the screen and a lock against sleep, and nothing else; 3. where the office's own address is https, a
browser comes back by https alone (HSTS, two years); 4. what does not say how long it may be kept is kept nowhere.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Any

Start = Callable[..., Any]
Headers = tuple[tuple[str, str], ...]
GIVEN = ("camera", "fullscreen", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock")
WITHHELD = (
    "accelerometer", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts",
    "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    (
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; form-action 'self'",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join([*(f"{name}=(self)" for name in GIVEN), *(f"{name}=()" for name in WITHHELD)])),
    ("Cache-Control", "no-store"),
)
_NAME = itemgetter(0)
HSTS = ("Strict-Transport-Security", "max-age=63072000; includeSubDomains")


class SecurityHeaders:
    """WSGI middleware: outside the framework, so that it costs a microsecond and nothing can be answered without it."""

    def __init__(self, inner: Callable[[dict[str, Any], Start], Iterable[bytes]], *, https: bool) -> None:
        self._inner = inner
        self._headers = (*HEADERS, HSTS) if https else HEADERS

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            headers += _missing(self._headers, tuple(map(_NAME, headers)))
            return start_response(status, headers, *exc_info)

        return self._inner(environ, start)


@lru_cache(maxsize=64)
def _missing(headers: Headers, own: tuple[str, ...]) -> Headers:
    """Those that an answer with headers of these names lacks; the program makes few kinds of answers."""
    names = {name.lower() for name in own}
    return tuple([header for header in headers if header[0].lower() not in names])
