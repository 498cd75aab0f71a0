"""A small closed-loop HTTP client: a few kept-alive connections, each sends its next request when it has its answer."""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field


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
        connection = _Connection(socket.create_connection(("127.0.0.1", port), timeout=30))
        connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        _send(connection, waiting.popleft())
    while selector.get_map():
        for key, _events in selector.select(timeout=30):
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
    at = head.index(b"content-length:") + 15
    length = int(head[at : (head + b"\r\n").index(b"\r\n", at)])
    return bytes(received[end + 4 :]) if len(received) >= end + 4 + length else None
