"""Asking other servers: the only way by which this program opens a connection to an address that somebody else gave.

1. https only, without user or password, to the port that the URL names. 2. Every address that the name has must be a
public one, of IPv6 one of 2000::/3; the connection goes to the address that was looked at, so the name cannot mean
another one meanwhile. 3. A redirect is refused, never followed. 4. Body and time are bounded as a whole, and looking up
the name is part of the time. 5. `local` names host:port pairs that may be private and spoken to without TLS: two
regions on one machine. Nothing else of rules 1 and 2 is softened by it.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Literal, cast
from urllib.parse import SplitResult, urlsplit

from backend.errors import LiangmaError

Method = Literal["GET", "POST"]
Around = Callable[[str, Method], AbstractContextManager[Callable[[int], None]]]
MOST, TIMEOUT, CHUNK, LONGEST_URL = 1_000_000, 5.0, 65_536, 2_000
_LOOK_UPS = threading.BoundedSemaphore(32)  # at once; more wait, within their time
GIVEN_OUT = ipaddress.ip_network("2000::/3")  # beyond it: site-local, IPv4 within IPv6, translators' prefixes
TUNNELS = tuple(ipaddress.ip_network(one) for one in ("2002::/16", "2001::/32"))


class OutboundRefused(LiangmaError):
    """`detail`: url, scheme, user, address, redirect or too_large."""

    status = 422
    code = "address_refused"
    zh = "该网址不允许访问"
    en = "This address may not be called"
    next_zh = "请使用可公开访问的 https 网址，且不得跳转"
    next_en = "Use an https address that the public can reach, without redirects"


class OutboundFailed(LiangmaError):
    """Nobody answered in time, or not in HTTP."""

    status = 502
    code = "address_unreachable"
    zh = "对方服务器没有应答"
    en = "The other server did not answer"
    next_zh = "请稍后再试；仍不行的，请核对网址"
    next_en = "Try again later; if it stays so, check the address"


@dataclass(frozen=True)
class Answer:
    """What the other server said. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class _Target:
    """What a URL names; `host` is what the certificate must be for."""

    host: str
    port: int
    tls: bool
    path: str


def check_url(url: str, *, local: Collection[str] = ()) -> None:
    """Raises OutboundRefused for a URL that `fetch` would refuse by its text alone; no name is resolved."""
    target = _read(url, local)
    try:
        literal = ipaddress.ip_address(target.host)
    except ValueError:
        return
    if _key(target) not in local and not _public(literal):
        raise OutboundRefused("address")


def fetch(
    url: str, *, method: Method = "GET", headers: Mapping[str, str] | None = None, body: bytes = b"",
    most: int = MOST, timeout: float = TIMEOUT, local: Collection[str] = (), kind: str = "call",
) -> Answer:  # fmt: skip
    """The answer, whatever its status but a redirect. `most`: bytes; `kind`: one word for whoever watches. Raises
    OutboundRefused, OutboundFailed."""
    with _AROUND[-1](kind, method) as said:
        answer = _fetch(url, method, headers=headers, body=body, most=most, timeout=timeout, local=local)
        said(answer.status)
        return answer


def watch(around: Around) -> Callable[[], None]:
    """From now on each question is asked inside `around` (kind, method), which is told the status; what is returned
    ends that."""
    _AROUND.append(around)
    return lambda: _AROUND.remove(around)


def _unwatched(_kind: str, _method: Method) -> AbstractContextManager[Callable[[int], None]]:
    return nullcontext(lambda _status: None)


_AROUND: list[Around] = [_unwatched]


def _fetch(
    url: str, method: Method, *, headers: Mapping[str, str] | None, body: bytes, most: int, timeout: float,
    local: Collection[str],
) -> Answer:  # fmt: skip
    ends = time.monotonic() + timeout
    target = _read(url, local)
    address = _address(target, local, ends)
    line = _Line(_connected(target, address, ends), ends)
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = cast(socket.socket, line)
    try:
        connection.request(method, target.path, body=body or None, headers=dict(headers or {}))
        response = connection.getresponse()
        if 300 <= response.status < 400 and response.status != 304:
            raise OutboundRefused("redirect")
        read = _read_body(response, most)
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, read)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise OutboundFailed(type(error).__name__) from error
    finally:
        line.end()


class _Line(io.RawIOBase):
    """Rule 4: a connected socket on which nothing, head or body, is waited for beyond `ends`."""

    def __init__(self, connected: socket.socket, ends: float) -> None:
        super().__init__()
        self.connected, self.ends = connected, ends

    def sendall(self, data: bytes) -> None:
        self.connected.settimeout(_left(self.ends))
        self.connected.sendall(data)

    def makefile(self, *_: object) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.connected.settimeout(_left(self.ends))
        return self.connected.recv_into(buffer)

    def close(self) -> None:
        """http.client closes the line after the head where no other request may follow; the body is still to come."""

    def end(self) -> None:
        self.connected.close()


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _read(url: str, local: Collection[str]) -> _Target:
    """Rule 1."""
    if len(url) > LONGEST_URL or not url.isascii() or any(ord(one) <= 32 or ord(one) == 127 for one in url):
        raise OutboundRefused("url")
    try:
        parts: SplitResult = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise OutboundRefused("url") from error
    if parts.username is not None or parts.password is not None:
        raise OutboundRefused("user")
    if not parts.hostname or parts.scheme not in ("https", "http"):
        raise OutboundRefused("scheme")
    tls = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = _Target(parts.hostname, port or (443 if tls else 80), tls, path)
    if not tls and _key(target) not in local:
        raise OutboundRefused("scheme")
    return target


def _key(target: _Target) -> str:
    return f"{target.host}:{target.port}"


def _address(target: _Target, local: Collection[str], ends: float) -> str:
    """Rule 2: the first address, when all of them may be called."""
    try:
        addresses = _looked_up(target, ends)
    except (OSError, UnicodeError) as error:
        raise OutboundFailed("name") from error
    if not addresses:
        raise OutboundFailed("name")
    if _key(target) not in local and not all(_public(ipaddress.ip_address(one)) for one in addresses):
        raise OutboundRefused("address")
    return addresses[0]


def _looked_up(target: _Target, ends: float) -> list[str]:
    """Rule 4: the system's look-up cannot be ended, so it is left to itself when the time is over."""
    if not _LOOK_UPS.acquire(timeout=_left(ends)):
        raise TimeoutError
    said: SimpleQueue[list[Any] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            said.put(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except Exception as error:
            said.put(error)
        finally:
            _LOOK_UPS.release()

    threading.Thread(target=look_up, daemon=True, name="look-up").start()
    try:
        found = said.get(timeout=_left(ends))
    except Empty as error:
        raise TimeoutError from error
    if isinstance(found, Exception):
        raise found
    return [str(one[4][0]) for one in found]


def _public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return _public(mapped)
    if isinstance(address, ipaddress.IPv6Address) and (
        address not in GIVEN_OUT or any(address in one for one in TUNNELS)
    ):
        return False
    return address.is_global and not address.is_multicast


def _connected(target: _Target, address: str, ends: float) -> socket.socket:
    """Connected to the address that was looked at, with the name in TLS."""
    try:
        plain = socket.create_connection((address, target.port), timeout=_left(ends))
    except OSError as error:
        raise OutboundFailed(type(error).__name__) from error
    try:
        return _tls(plain, target.host) if target.tls else plain
    except OSError as error:
        plain.close()
        raise OutboundFailed(type(error).__name__) from error


def _tls(plain: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _read_body(response: http.client.HTTPResponse, most: int) -> bytes:
    """Rule 4."""
    body = bytearray()
    while chunk := response.read1(CHUNK):
        body += chunk
        if len(body) > most:
            raise OutboundRefused("too_large")
    return bytes(body)
