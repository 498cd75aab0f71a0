"""Security headers on every answer, errors of the server included; an answer that sets one of them keeps its own."""

from collections.abc import Callable, Iterable
from typing import Any

Start = Callable[..., Any]
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    (
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; form-action 'self'",
    ),
)


class SecurityHeaders:
    """WSGI middleware: outside the framework, so that it costs a microsecond and nothing can be answered without it."""

    def __init__(self, inner: Callable[[dict[str, Any], Start], Iterable[bytes]]) -> None:
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            own = {name.lower() for name, _ in headers}
            headers += [header for header in HEADERS if header[0].lower() not in own]
            return start_response(status, headers, *exc_info)

        return self._inner(environ, start)
