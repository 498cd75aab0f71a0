"""Another region's door: a real server on a loopback port that answers whatever a test lays there."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Tests say what they need to say themselves."""


class Door:
    """`text` is what `GET /api/v1/bundle` answers; `asked` are the paths that were."""

    def __init__(self) -> None:
        self.text, self.status, self.asked = "", "200 OK", list[str]()
        self.address = ""

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.asked.append(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}")
        body = self.text.encode()
        start(self.status, [("Content-Type", "application/jwt"), ("Content-Length", str(len(body)))])
        return [body]

    @property
    def pair(self) -> str:
        return self.address.removeprefix("http://")


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The address of a WSGI program that is served meanwhile."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


@contextmanager
def open_door() -> Iterator[Door]:
    door = Door()
    with serving(door) as door.address:
        yield door
