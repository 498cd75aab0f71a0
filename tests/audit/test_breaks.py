"""Whatever may be wrong with the log or a restored city has words, a next step, and its place in the night's book."""

import re
from pathlib import Path
from typing import get_args

from backend.audit.breaks import BREAKS, Kind, next_lines
from backend.backups import verify
from backend.backups.faults import FAULTS, LOG

BOOK = (Path(__file__).parents[2] / "docs" / "operate.md").read_text(encoding="utf-8")


def test_every_kind_of_break_and_every_fault_that_is_looked_for_has_words_and_a_next_step() -> None:
    assert set(BREAKS) == set(get_args(Kind))
    looked_for = set(re.findall(r'report\.fault\("(\w+)"', Path(verify.__file__).read_text(encoding="utf-8")))
    assert set(FAULTS) == looked_for | {LOG + kind for kind in BREAKS}
    for code, words in FAULTS.items():
        assert all((words.zh, words.en, words.next_zh, words.next_en)), code


def test_the_nights_book_tells_of_each_by_its_code() -> None:
    assert [code for code in (*BREAKS, *FAULTS) if not code.startswith(LOG) and f"| `{code}` |" not in BOOK] == []


def test_what_to_do_is_said_once_for_each_code_with_how_often_it_was() -> None:
    told = list(next_lines(["cut", "altered", "cut"], BREAKS))
    assert [line.split(": ")[1] for line in told] == ["2 × cut", "1 × altered"]
