"""How a server process leaves: what it took is answered, and then it is gone.

Rules: 1. a signal is heard whichever thread the system gives it to: Python runs a handler on its main thread alone, and
that one sleeps on when the signal went to a thread that hashes a password; 2. from then on nothing is taken any more,
and every answer says that its connection closes; 3. connections are kept a moment for a request that is on its way: a
tenth of a second at an end, a whole one at a reload; then those without a request are closed, as the server does it;
4. a request is waited for as long as it is worked on; one that is not all there two seconds after the signal is given
up as soon as no other is worked on, and its connection closed, for the server would wait until its head or body comes;
5. where the system names a process's connections nowhere, they are found by trying every number that one can have.
"""

import contextlib
import fcntl
import os
import resource
import select
import signal
import socket
import stat
import struct
import termios
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from granian import _signals
from granian._granian import WorkerSignal
from granian.server.mp import MPServer

GENTLY = signal.SIGHUP  # a reload: others serve already
ENDS = (signal.SIGINT, signal.SIGTERM)
ON_ITS_WAY = {True: 1.0, False: 0.1}  # seconds, by "gently" (rule 3)
SENDING = 2.0  # seconds, rule 4
BETWEEN = 0.5  # seconds without work, after which no request can be on its way from the server to a thread
PAUSE = 0.02
LISTINGS = ("/proc/self/fd", "/dev/fd")  # where a system names the descriptors that a process has open
MOST = 8192  # numbers that are tried where it names none: a few milliseconds


def ear(*signals: signal.Signals) -> int:
    """A descriptor from which the numbers of signals can be read (rule 1); `signals` get a handler that does nothing,
    others are to have one."""
    hears, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    for number in signals:
        signal.signal(number, lambda *_: None)
    return hears


def work(*given: Any) -> None:
    """A process of the server: what granian starts, with our way to leave."""
    arguments = list(given)
    in_hand, load, ((_, held), shared) = InHand(), given[2], given[3]
    server = WorkerSignal()
    leaver = Leaver(in_hand, held.get_fd(), shared.getsockname()[1], end=server.set)

    def listens() -> WorkerSignal:
        leaver.listens()
        return server

    arguments[2] = lambda: in_hand.around(load())
    _signals.set_sync_signals = listens
    MPServer._spawn_wsgi_worker(*arguments)


class Body:
    """The body of a request: who waits for the rest of it does not work."""

    def __init__(self, inner: Any, at: set[int]) -> None:
        self._inner, self._at = inner, at

    def read(self, *size: int) -> Any:
        return self._waits(self._inner.read, *size)

    def readline(self, *size: int) -> Any:
        return self._waits(self._inner.readline, *size)

    def readlines(self, *hint: int) -> Any:
        return self._waits(self._inner.readlines, *hint)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def _waits(self, read: Callable[..., Any], *how_much: int) -> Any:
        me = threading.get_ident()
        self._at.discard(me)
        try:
            return read(*how_much)
        finally:
            self._at.add(me)


class Answer:
    """An answer in pieces: its thread works until it is closed."""

    def __init__(self, pieces: Iterable[bytes], at: set[int]) -> None:
        self._pieces, self._at = pieces, at

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._pieces)

    def close(self) -> None:
        try:
            getattr(self._pieces, "close", lambda: None)()
        finally:
            self._at.discard(threading.get_ident())


class InHand:
    """WSGI middleware: `at` has the threads that work on a request."""

    def __init__(self) -> None:
        self.at, self.leaving = set[int](), False

    def around(self, app: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
                said = [*headers, ("Connection", "close")] if self.leaving else headers
                return start_response(status, said, *exc_info)

            self.at.add(threading.get_ident())
            environ["wsgi.input"] = Body(environ["wsgi.input"], self.at)
            try:
                pieces = app(environ, start)
            except BaseException:
                self.at.discard(threading.get_ident())
                raise
            if not isinstance(pieces, list):
                return Answer(pieces, self.at)
            self.at.discard(threading.get_ident())
            return pieces  # the server sends a list in one piece

        return answer


class Leaver:
    """`queue`: the descriptor from which the server takes connections to `port`. `end`: ends granian's part."""

    def __init__(
        self, in_hand: InHand, queue: int, port: int, *, end: Callable[[], None], listings: Sequence[str] = LISTINGS
    ) -> None:
        self._in_hand, self._queue, self._port, self._end, self._listings = in_hand, queue, port, end, listings

    def listens(self) -> None:
        """From now on a thread hears what the process is told."""
        hears = ear(GENTLY, *ENDS)
        threading.Thread(target=self._leave, args=(hears,), name="leaving", daemon=True).start()

    def _leave(self, hears: int) -> None:
        gently = os.read(hears, 1)[0] == GENTLY
        began = time.monotonic()
        self._in_hand.leaving = True
        time.sleep(PAUSE)  # what waited in the queue is taken
        with contextlib.suppress(OSError):  # a process that may open nothing more
            self._take_no_more()
        while time.monotonic() < began + ON_ITS_WAY[gently] and any(True for _ in self._connections()):
            if select.select([hears], [], [], PAUSE)[0] and os.read(hears, 1)[0] != GENTLY:
                gently = False
        self._end()
        worked = began
        while True:
            time.sleep(PAUSE)
            at = time.monotonic()
            if self._in_hand.at:
                worked = at
            elif at > began + SENDING and at > worked + BETWEEN:
                self._give_up()

    def _take_no_more(self) -> None:
        """The server looks into a queue of its own from now on, to which nobody comes: told to stop, it would close
        what it took and has not read. The descriptor stays open: at an error the server asks for ever."""
        empty = socket.socket(socket.AF_UNIX)
        empty.bind("")  # an address that nobody knows
        empty.listen(1)
        empty.setblocking(False)
        os.dup2(empty.fileno(), self._queue)
        empty.close()

    def _connections(self) -> Iterator[socket.socket]:
        """The process's connections to its port, by descriptors that are closed behind the caller."""
        for name in _open_descriptors(self._listings):
            with contextlib.suppress(OSError):  # closed meanwhile, or not connected
                if stat.S_ISSOCK(os.fstat(name).st_mode):
                    with socket.socket(fileno=os.dup(name)) as one:
                        if one.family in (socket.AF_INET, socket.AF_INET6) and one.getsockname()[1] == self._port:
                            one.getpeername()
                            yield one

    def _give_up(self) -> None:
        for one in self._connections():
            if _unsent(one) == 0:
                one.shutdown(socket.SHUT_RDWR)


def _open_descriptors(listings: Sequence[str]) -> Iterable[int]:
    """The numbers that may be open (rule 5)."""
    for folder in listings:
        with contextlib.suppress(OSError):
            return [int(name) for name in os.listdir(folder)]
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return range(min(most, MOST) if most != resource.RLIM_INFINITY else MOST)


def _unsent(one: socket.socket) -> int:
    left: int = struct.unpack("i", fcntl.ioctl(one, termios.TIOCOUTQ, bytes(4)))[0]
    return left
