"""Names of things are drawn many at a time, and nobody is given the same twice, a forked child neither."""

import os

from backend import drawn


def test_what_is_drawn_is_given_once() -> None:
    given = [drawn.draw() for _ in range(3 * drawn.AT_ONCE)]
    assert {len(one) for one in given} == {16}
    assert len(set(given)) == len(given)


def test_a_forked_child_draws_its_own() -> None:
    drawn.draw()  # some are left
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(theirs, b"".join(drawn.draw() for _ in range(8)))
        os._exit(0)
    os.waitpid(child, 0)
    text = os.read(ours, 1024)
    told = {text[start : start + 16] for start in range(0, len(text), 16)}
    assert len(told) == 8
    assert not told & {drawn.draw() for _ in range(2 * drawn.AT_ONCE)}
