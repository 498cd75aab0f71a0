"""A small HTTP client on kept-alive connections. `run`: each sends its next request when it has its answer. `paced`:
requests leave by the clock, and one that finds every connection busy waits, and its waiting counts.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NONE: Mapping[str, str] = MappingProxyType({})


@dataclass
class Result:
    """Seconds the whole took, each answer's seconds, and the bodies that `keep` picked."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds


@dataclass
class _Connection:
    socket: socket.socket
    began: float = 0.0
    received: bytearray = field(default_factory=bytearray)


def get_bytes(path: str, token: str, more: Mapping[str, str] = NONE) -> bytes:
    """`more`: further headers."""
    given = "".join(f"{name}: {value}\r\n" for name, value in more.items())
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n{given}\r\n".encode()


def request_bytes(path: str, body: bytes, token: str = "") -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    head += f"Content-Length: {len(body)}\r\n"
    bearer = f"Authorization: Bearer {token}\r\n" if token else ""
    return f"{head}{bearer}\r\n".encode() + body


def run(port: int, requests: Iterable[bytes], *, connections: int = 8) -> Result:
    """Send every request once and read every answer."""
    waiting, result, selector = deque(requests), Result(), selectors.DefaultSelector()
    started = time.perf_counter()
    for _ in range(min(connections, len(waiting))):
        _send(_connected(port, selector), waiting.popleft())
    while selector.get_map():
        for key, _events in _ready(selector, 30.0):
            connection = key.data
            connection.received += connection.socket.recv(65536)
            body = _body(connection.received)
            if body is None:
                continue
            result.latencies.append(time.perf_counter() - connection.began)
            result.bodies.append(body)
            if waiting:
                _send(connection, waiting.popleft())
            else:
                selector.unregister(connection.socket)
                connection.socket.close()
    result.seconds = time.perf_counter() - started
    return result


def paced(port: int, requests: Iterable[bytes], *, per_second: float, connections: int = 64) -> Result:
    """Send every request at its time; an answer's seconds are counted from then."""
    waiting, result, selector = deque(requests), Result(), selectors.DefaultSelector()
    idle = [_connected(port, selector) for _ in range(connections)]
    started, sent, total = time.perf_counter(), 0, len(waiting)
    while len(result.latencies) < total:
        now = time.perf_counter()
        while waiting and idle and started + sent / per_second <= now:
            connection = idle.pop()
            _send(connection, waiting.popleft())
            connection.began = started + sent / per_second
            sent += 1
        if waiting and idle:
            ready = selector.select(timeout=max(0.0, started + sent / per_second - now))
        else:
            ready = _ready(selector, 30.0)
        for key, _events in ready:
            connection = key.data
            connection.received += connection.socket.recv(65536)
            body = _body(connection.received)
            if body is not None:
                result.latencies.append(time.perf_counter() - connection.began)
                result.bodies.append(body)
                idle.append(connection)
    result.seconds = time.perf_counter() - started
    for connection in idle:
        connection.socket.close()
    return result


def _ready(selector: selectors.BaseSelector, seconds: float) -> list[tuple[selectors.SelectorKey, int]]:
    """Those that have something to read; raises TimeoutError when nothing comes."""
    found = selector.select(timeout=seconds)
    if not found:
        raise TimeoutError(f"no answer within {seconds:.0f} s")
    return found


def _connected(port: int, selector: selectors.BaseSelector) -> _Connection:
    connection = _Connection(socket.create_connection(("127.0.0.1", port), timeout=30))
    connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    selector.register(connection.socket, selectors.EVENT_READ, connection)
    return connection


def _send(connection: _Connection, request: bytes) -> None:
    connection.received.clear()
    connection.began = time.perf_counter()
    connection.socket.sendall(request)


def _body(received: bytearray) -> bytes | None:
    """The answer's body when all of it is here."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(received[:end]).lower()
    if head[9:12] == b"304":
        return b""
    at = head.index(b"content-length:") + 15
    length = int(head[at : (head + b"\r\n").index(b"\r\n", at)])
    return bytes(received[end + 4 :]) if len(received) >= end + 4 + length else None
