"""Steps that wait at the same time share one commit; each hears of its own fate, and only after it."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from backend.embedded import EmbeddedConnection
from backend.together import Together

WAIT = 20
THREADS = 8


class Counting(EmbeddedConnection):
    """Counts its commits; the next one fails when it is told to."""

    commits = 0
    fail: sqlite3.Error | None = None

    def commit(self) -> None:
        if self.fail is not None:
            raise self.fail
        super().commit()
        self.commits += 1


class Desk:
    """One file, and steps in threads of their own."""

    def __init__(self, path: Path) -> None:
        self.path, self.made, self.together = str(path), list[Counting](), Together()
        with_table = self.connect()
        with_table.execute("CREATE TABLE t (n TEXT)")
        with_table.close()
        self.made.clear()
        self.pool = ThreadPoolExecutor(THREADS)

    def connect(self) -> Counting:
        self.made.append(Counting(self.path, check_same_thread=False))
        return self.made[-1]

    def run(self, step: Callable[[Any], Any]) -> "Future[Any]":
        return self.pool.submit(self.together.run, step, self.connect)

    def queue(self, *steps: Callable[[Any], Any]) -> "list[Future[Any]]":
        """The steps, asked one after the other while somebody else has the turn."""
        given = []
        for number, step in enumerate(steps, 1):
            given.append(self.run(step))
            while len(self.together._asked) < number:
                pass
        return given

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Somebody is in the middle of a step."""
        inside, go = threading.Event(), threading.Event()

        def step(_driver: Any) -> None:
            inside.set()
            go.wait(WAIT)

        self.run(step)
        inside.wait(WAIT)
        try:
            yield
        finally:
            go.set()

    def written(self) -> list[str]:
        own = sqlite3.connect(self.path)
        found = [n for (n,) in own.execute("SELECT n FROM t ORDER BY rowid")]
        own.close()
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "own.db")
    yield desk
    desk.pool.shutdown()
    desk.together.close()


def put(name: str, fail: Exception | None = None) -> Callable[[Any], str]:
    def step(driver: Any) -> str:
        driver.execute("INSERT INTO t VALUES (?)", (name,))
        if fail is not None:
            raise fail
        return name

    return step


def break_disk(driver: Any) -> None:
    driver.fail = sqlite3.OperationalError("database or disk is full")


def test_those_who_wait_share_one_commit_in_the_order_they_came(desk: Desk) -> None:
    with desk.busy():
        given = desk.queue(*(put(name) for name in "abcde"))
    assert [one.result(WAIT) for one in given] == list("abcde")
    assert desk.written() == list("abcde")
    assert [one.commits for one in desk.made] == [2]  # that of the busy one, and theirs


def test_a_step_that_raises_takes_nobody_along(desk: Desk) -> None:
    with desk.busy():
        given = desk.queue(put("a"), put("b", fail=ZeroDivisionError("b")), put("c"))
    assert (given[0].result(WAIT), given[2].result(WAIT)) == ("a", "c")
    with pytest.raises(ZeroDivisionError, match="b"):
        given[1].result(WAIT)
    assert desk.written() == ["a", "c"]


def test_a_commit_that_fails_has_failed_for_all_and_the_next_step_is_written(desk: Desk) -> None:
    with desk.busy():
        given = desk.queue(put("a"), break_disk, put("b"))
    for one in given:
        with pytest.raises(sqlite3.OperationalError, match="full"):
            one.result(WAIT)
    assert desk.written() == []
    assert desk.run(put("e")).result(WAIT) == "e"
    assert desk.written() == ["e"]
    assert len(desk.made) == 2  # what failed is not kept


def test_nobody_hears_of_a_step_before_its_commit(desk: Desk) -> None:
    inside, go = threading.Event(), threading.Event()

    def slow(_driver: Any) -> None:
        inside.set()
        go.wait(WAIT)

    with desk.busy():
        given = desk.queue(put("a"), slow)
    inside.wait(WAIT)
    assert not given[0].done()
    assert desk.written() == []
    go.set()
    assert given[0].result(WAIT) == "a"


def test_a_step_whose_turn_does_not_come_is_taken_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.embedded.PATIENCE", 0.05)
    with desk.busy(), pytest.raises(sqlite3.OperationalError, match="locked"):
        desk.run(put("a")).result(WAIT)
    assert desk.run(put("b")).result(WAIT) == "b"
    assert desk.written() == ["b"]


def test_a_step_that_somebody_is_doing_is_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go = threading.Event(), threading.Event()

    def slow(_driver: Any) -> None:
        inside.set()
        go.wait(WAIT)

    with desk.busy():
        first = desk.run(slow)
        while not desk.together._asked:
            pass
        monkeypatch.setattr("backend.embedded.PATIENCE", 0.3)
        second = desk.run(put("b"))
        while len(desk.together._asked) < 2:
            pass
    inside.wait(WAIT)
    threading.Timer(0.6, go.set).start()
    assert second.result(WAIT) == "b"
    assert first.result(WAIT) is None
    assert desk.written() == ["b"]


@pytest.mark.parametrize(("turns", "by_others"), [(8, True), (1, False)])
def test_who_leads_goes_on_with_those_who_came_meanwhile_and_then_wakes_the_first_of_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, turns: int, by_others: bool
) -> None:
    monkeypatch.setattr("backend.together.TURNS", turns)
    own, did = dict[str, int](), dict[str, int]()

    def ask(name: str) -> "Future[Any]":
        def step(driver: Any) -> str:
            did[name] = threading.get_ident()
            return put(name)(driver)

        def in_thread() -> Any:
            own[name] = threading.get_ident()
            return desk.together.run(step, desk.connect)

        return desk.pool.submit(in_thread)

    with desk.busy():
        given = []
        for number, name in enumerate("abc", 1):
            given.append(ask(name))
            while len(desk.together._asked) < number:
                pass
    assert [one.result(WAIT) for one in given] == list("abc")
    assert desk.written() == list("abc")
    assert (did["a"] != own["a"]) is by_others
    assert {did[name] for name in "abc"} == {did["a"]}
    assert desk.run(put("d")).result(WAIT) == "d"  # whoever led has left


def test_many_at_once_are_all_written_once(desk: Desk) -> None:
    names = [str(number) for number in range(400)]
    with desk.busy():
        given = [desk.run(put(name)) for name in names]
        while len(desk.together._asked) < THREADS - 1:
            pass
    assert [one.result(WAIT) for one in given] == names
    assert sorted(desk.written()) == sorted(names)
    assert desk.made[0].commits < len(names)  # those that waited for the busy one shared one


def test_who_leads_and_has_no_patience_left_wakes_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    did, own = set[int](), set[int]()
    monkeypatch.setattr("backend.embedded.PATIENCE", 0.05)

    def step(driver: Any) -> str:
        did.add(threading.get_ident())
        return put("a")(driver)

    def in_thread() -> Any:
        own.add(threading.get_ident())
        return desk.together.run(step, desk.connect)

    with desk.busy():
        ended = time.monotonic() + 0.05
        monkeypatch.setattr("backend.embedded.PATIENCE", float(WAIT))
        given = desk.pool.submit(in_thread)
        while not desk.together._asked or time.monotonic() < ended:
            pass
    assert given.result(WAIT) == "a"
    assert did == own
