"""The one way out: what may be called, and what is refused without a byte reaching anybody."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from backend.outbound import LONGEST_URL, OutboundFailed, OutboundRefused, check_url, fetch

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Kind: Plain\r\n\r\nhello"


class Listener:
    """A server of one answer on a loopback port; counts who came, and what the last one asked."""

    def __init__(self, said: bytes, *, keeps_open: bool = False) -> None:
        self.said, self.keeps_open = said, keeps_open
        self.hits, self.asked = 0, b""
        self.over = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self.socket.accept()
            except OSError:
                return
            if self.over.is_set():
                peer.close()
                return
            with peer:
                self.hits += 1
                peer.settimeout(5)
                self.asked = peer.recv(65_536)
                peer.sendall(self.said)
                if self.keeps_open:
                    self.over.wait(5)

    def close(self) -> None:
        self.over.set()
        with socket.create_connection(("127.0.0.1", self.port)):
            pass
        self.thread.join(5)
        self.socket.close()

    @property
    def pair(self) -> str:
        return f"127.0.0.1:{self.port}"


@contextmanager
def listening(said: bytes = OK, *, keeps_open: bool = False) -> Iterator[Listener]:
    listener = Listener(said, keeps_open=keeps_open)
    try:
        yield listener
    finally:
        listener.close()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://{pair}/", "scheme"),
        ("ftp://{pair}/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("//{pair}/", "scheme"),
        ("https://user@{pair}/", "user"),
        ("https://:secret@{pair}/", "user"),
        ("https://{pair}/a b", "url"),
        ("https://{pair}/\r\nHost: other", "url"),
        ("https://例子.example/", "url"),
        ("https://127.0.0.1:99999/", "url"),
        ("https://{pair}/" + "a" * LONGEST_URL, "url"),
        ("https://{pair}/", "address"),
        ("https://[::1]:{port}/", "address"),
        ("https://[::ffff:127.0.0.1]:{port}/", "address"),
        ("https://[64:ff9b::7f00:1]:{port}/", "address"),
        ("https://[2002:7f00:1::]:{port}/", "address"),
        ("https://[::127.0.0.1]:{port}/", "address"),
        ("https://[::ffff:0:127.0.0.1]:{port}/", "address"),
        ("https://[fec0::1]:{port}/", "address"),
        ("https://10.0.0.1/", "address"),
        ("https://172.16.0.1/", "address"),
        ("https://192.168.1.1/", "address"),
        ("https://169.254.169.254/latest/meta-data/", "address"),
        ("https://100.64.0.1/", "address"),
        ("https://0.0.0.0:{port}/", "address"),
        ("https://224.0.0.1/", "address"),
    ],
)
def test_an_address_that_is_not_public_https_is_refused_and_nobody_is_called(url: str, why: str) -> None:
    with listening() as inside:
        asked = url.replace("{pair}", inside.pair).replace("{port}", str(inside.port))
        for refuses in (check_url, fetch):
            with pytest.raises(OutboundRefused) as refused:
                refuses(asked)
            assert str(refused.value) == why
    assert inside.hits == 0


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"])
def test_a_name_or_number_that_means_a_private_address_is_refused(host: str) -> None:
    with listening() as inside, pytest.raises((OutboundRefused, OutboundFailed)):
        fetch(f"https://{host}:{inside.port}/")
    assert inside.hits == 0


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as inside:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, inside.port)) for one in ("1.1.1.1", "127.0.0.1")]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)
        with pytest.raises(OutboundRefused, match="address"):
            fetch(f"https://partner.example:{inside.port}/")
    assert inside.hits == 0


def test_a_pair_named_in_the_settings_may_be_local_and_plain() -> None:
    with listening() as inside:
        url = f"http://{inside.pair}/a?b=1"
        check_url(url, local={inside.pair})
        said = fetch(url, method="POST", headers={"X-Sent": "yes"}, body=b"question", local={inside.pair})
    assert (said.status, said.headers["x-kind"], said.body) == (200, "Plain", b"hello")
    assert inside.asked.startswith(b"POST /a?b=1 HTTP/1.1\r\n")
    assert b"X-Sent: yes" in inside.asked
    assert f"Host: {inside.pair}".encode() in inside.asked


def test_the_neighbouring_port_of_a_named_pair_is_still_refused() -> None:
    with listening() as allowed, listening() as other, pytest.raises(OutboundRefused, match="scheme"):
        fetch(f"http://{other.pair}/", local={allowed.pair})
    assert (allowed.hits, other.hits) == (0, 0)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_refused_and_not_followed(status: int) -> None:
    with listening() as aim:
        to = f"HTTP/1.1 {status} Elsewhere\r\nLocation: http://{aim.pair}/\r\nContent-Length: 0\r\n\r\n".encode()
        with listening(to) as door, pytest.raises(OutboundRefused, match="redirect"):
            fetch(f"http://{door.pair}/", local={door.pair, aim.pair})
    assert (door.hits, aim.hits) == (1, 0)


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n", b"HTTP/1.0 200 OK\r\n\r\n"], ids=["said", "unsaid"]
)
def test_a_body_beyond_the_limit_is_refused(head: bytes) -> None:
    with listening(head + b"x" * 2000) as inside, pytest.raises(OutboundRefused, match="too_large"):
        fetch(f"http://{inside.pair}/", most=1999, local={inside.pair})


def test_a_server_that_stops_in_the_middle_costs_no_more_than_the_time_allowed() -> None:
    said = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes."
    with listening(said, keeps_open=True) as inside, pytest.raises(OutboundFailed, match="Timeout"):
        fetch(f"http://{inside.pair}/", timeout=0.3, local={inside.pair})


def test_a_name_that_nobody_answers_for_costs_no_more_than_the_time_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    over, began = threading.Event(), time.monotonic()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: over.wait(3) and [])
    try:
        with pytest.raises(OutboundFailed) as failed:
            fetch("https://slow.example/", timeout=0.2)
    finally:
        over.set()
    assert failed.value.detail == "name"
    assert time.monotonic() - began < 2


def test_the_time_for_the_head_is_bounded_as_a_whole_too() -> None:
    """A drip of header bytes, each soon after the last, must not stretch the time allowed."""
    ended = threading.Event()

    def drip(server: socket.socket) -> None:
        peer, _ = server.accept()
        with peer:
            peer.recv(65_536)
            peer.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            try:
                while not ended.wait(0.05):
                    peer.sendall(b"x")
            except OSError:
                pass

    with socket.create_server(("127.0.0.1", 0)) as server:
        pair = f"127.0.0.1:{server.getsockname()[1]}"
        thread = threading.Thread(target=drip, args=(server,))
        thread.start()
        watchdog = threading.Timer(8, ended.set)  # without the bound the drip ends here, as an answer cut off
        watchdog.start()
        try:
            with pytest.raises(OutboundFailed, match="Timeout"):
                fetch(f"http://{pair}/", timeout=0.4, local={pair})
            assert not ended.is_set()
        finally:
            ended.set()
            watchdog.cancel()
            thread.join(5)


def test_what_is_no_http_or_is_not_there_has_failed() -> None:
    with listening(b"SSH-2.0-OpenSSH\r\n") as inside:
        pair = inside.pair
        with pytest.raises(OutboundFailed):
            fetch(f"http://{pair}/", local={pair})
    with pytest.raises(OutboundFailed, match="ConnectionRefused"):
        fetch(f"http://{pair}/", local={pair})
