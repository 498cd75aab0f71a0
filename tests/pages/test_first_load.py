"""What a phone must fetch before it sees its wallet: at most 100 kB compressed, and nothing of the other areas."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

DIST = Path(__file__).parents[2] / "pwa" / "dist"
MOST_BYTES = 100_000
FIRST = ("index.html", "src/pages/citizen/HomePage.vue")
TEXTS = ("src/locales/{0}/shared.ts", "src/locales/{0}/citizen.ts")


@pytest.fixture(scope="module")
def chunks() -> dict[str, Any]:
    path = DIST / ".vite" / "manifest.json"
    assert path.is_file(), "the pages are not built: run `make test`"
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def files(chunks: dict[str, Any], starts: list[str]) -> set[str]:
    """The files of these chunks and of what they import at once, styles included."""
    found: set[str] = set()
    waiting, seen = [start for start in starts if start in chunks], set()
    while waiting:
        chunk = chunks[waiting.pop()]
        if chunk["file"] in seen:
            continue
        seen.add(chunk["file"])
        found |= {chunk["file"], *chunk.get("css", [])}
        waiting += chunk.get("imports", [])
    return found


def first_load(chunks: dict[str, Any], language: str) -> set[str]:
    assert [name for name in FIRST if name not in chunks] == []
    return files(chunks, [*FIRST, *(text.format(language) for text in TEXTS)])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_wallet_is_on_the_screen_after_100_kilobytes(chunks: dict[str, Any], language: str) -> None:
    sizes = {name: len(gzip.compress((DIST / name).read_bytes(), 9)) for name in first_load(chunks, language)}
    told = "\n".join(f"{size:7} {name}" for name, size in sorted(sizes.items(), key=lambda item: -item[1]))
    print(f"first load of the wallet ({language}): {sum(sizes.values())} bytes\n{told}")
    assert sum(sizes.values()) <= MOST_BYTES, told


def test_the_wallet_brings_nothing_of_the_window_the_gate_the_administration_or_the_scanner(
    chunks: dict[str, Any],
) -> None:
    names = " ".join(sorted(first_load(chunks, "zh")))
    assert not any(f"assets/{area}-" in names for area in ("window", "gate", "admin", "scan", "reader", "show"))
    assert ".wasm" not in names
