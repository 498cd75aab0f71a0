"""A way to the server that can be cut, for browsers whose driver cannot take the network away: refused, not silent."""

from __future__ import annotations

import contextlib
import socket
import threading

PIECE = 65536


class Relay:
    """Listens on a port of its own on loopback and passes everything on. `cut` and `mend` as often as one likes."""

    def __init__(self) -> None:
        self._listener = _listen(0)
        self.port: int = self._listener.getsockname()[1]
        self._target = 0
        self._open: set[socket.socket] = set()

    def lead_to(self, port: int) -> None:
        self._target = port
        self._serve(self._listener)

    def cut(self) -> None:
        """From now on a call is refused at once; those that are under way are ended."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for a call
        self._listener.close()
        for one in list(self._open):
            _hang_up(one)
        self._open.clear()

    def mend(self) -> None:
        self._listener = _listen(self.port)
        self._serve(self._listener)

    def _serve(self, listener: socket.socket) -> None:
        threading.Thread(target=self._take, args=(listener,), daemon=True).start()

    def _take(self, listener: socket.socket) -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return  # cut
            try:
                there = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                _hang_up(caller)  # this caller's misfortune, nobody else's
                continue
            self._open |= {caller, there}
            for source, sink in ((caller, there), (there, caller)):
                threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                sink.sendall(piece)
        for one in (source, sink):
            self._open.discard(one)
            _hang_up(one)


def _listen(port: int) -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    made.listen(64)
    return made


def _hang_up(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
