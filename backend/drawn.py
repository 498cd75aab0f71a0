"""Random bytes for names of things, drawn from the system many at a time: asking it lets go of the interpreter, and
getting that back costs a busy server a hundred times what the bytes do. Keys and nonces are not drawn here."""

import os
from collections import deque

SIZE, AT_ONCE = 16, 256


def draw() -> bytes:
    """Sixteen bytes that nobody else is given."""
    while True:
        try:
            return _UNUSED.pop()
        except IndexError:
            block = os.urandom(SIZE * AT_ONCE)
            _UNUSED.extend([block[start : start + SIZE] for start in range(0, len(block), SIZE)])


_UNUSED: deque[bytes] = deque()
os.register_at_fork(after_in_child=_UNUSED.clear)  # else both would give the same names
