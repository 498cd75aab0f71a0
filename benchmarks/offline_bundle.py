"""The bundle of a city with 10 million certificates, 1 % revoked: `python -m benchmarks.offline_bundle`. Exit 1 above a
target: its size, one look-up in Python above the floor of a dict and a byte of the same run, loading it in Chromium.

Also printed: a day's delta and what applying it costs, and loading in Node. Loading is checking in full: every
signature, every list inflated, every type read; by the package that other programs use (`npm run build:package`), which
is the code of the gate page.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, perf_counter_ns, thread_time_ns

from playwright.sync_api import sync_playwright

from backend.trust.offline import types_for_gates
from certs import bundle, catalogue, delta, keys, status, trust

ROOT = Path(__file__).parents[1]
NOW, SIZE, CERTIFICATES, LISTS, REVOKED, OF_A_DAY = 1_800_000_000, 1 << 20, 10_000_000, 10, 0.01, 2_000
URI = "https://liangma.example/api/v1/status-lists/"
LARGEST, LOOK_UP, LOAD = 400_000, 1_000, 300  # bytes, nanoseconds above the floor, milliseconds in Chromium
LOOK_UPS, ROUNDS = 20_000, 15
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
IN_NODE = """
import { hold } from "./index.js"; import { readFileSync } from "node:fs";
const text = readFileSync("bundle", "utf8"), took = [];
for (let n = 0; n < 5; n++) {
  const from = performance.now();
  await hold(text, { anchor: null, now: NOW });
  took.push(performance.now() - from);
}
console.log(JSON.stringify(took));
"""
IN_PAGE = """async (now) => {
  const { hold } = await import("/index.js"), text = await (await fetch("/bundle")).text(), from = performance.now();
  await hold(text, { anchor: null, now });
  return performance.now() - from;
}"""


def main() -> int:
    """Measures and prints; returns the exit code."""
    chance, anchor = random.Random(1), keys.SoftwareSigner(keys.new_private_key())
    used = [min(SIZE, CERTIFICATES - SIZE * no) for no in range(LISTS)]
    entries = {no + 1: {n: 1 for n in chance.sample(range(SIZE), int(used[no] * REVOKED))} for no in range(LISTS)}
    text = _bundle(entries, anchor, number=1, iat=NOW)
    within = [_say("size of the bundle, bytes", len(text), LARGEST)]
    held = delta.hold(text, anchor=anchor.public, now=NOW)
    within.append(_say("one look-up above its floor, ns", _look_up(held.bundle.trust.status, chance), LOOK_UP))
    _delta(held, entries, anchor, chance)
    within += _loaded(text)
    return 0 if all(within) else 1


def _say(what: str, found: float, most: float | None = None) -> bool:
    print(f"{what}: {found:,.0f}" + ("" if most is None else f" (at most {most:,.0f})"), flush=True)
    return most is None or found <= most


def _bundle(entries: dict[int, dict[int, int]], anchor: keys.SoftwareSigner, *, number: int, iat: int) -> str:
    lists = {}
    for no, values in entries.items():
        built = status.build(values, size=SIZE)
        lists[no] = status.sign_cwt(built, uri=f"{URI}{no}", iat=iat, exp=iat + 86_400, ttl=60, signer=anchor)
    types = catalogue.load_builtin()
    codes = sorted({code for kind in types.types for code in kind.issuers})
    issuers = {code: _issuer(code, types) for code in codes}
    listed = trust.sign_trust_list(trust.TrustList(1, NOW, NOW + 7 * 86_400, issuers), anchor)
    return bundle.sign_bundle(
        number=number, iat=iat, next_update=iat + 86_400, trust_list=listed, status_lists=lists, status_uri=URI,
        types=types_for_gates(types), policy=bundle.Policy(), signer=anchor,
    )  # fmt: skip


def _issuer(code: str, types: catalogue.Catalogue) -> trust.Issuer:
    own = tuple(trust.issuer_key(keys.new_private_key().public_key()) for _ in range(2))
    may = frozenset(kind.number for kind in types.types if code in kind.issuers)
    return trust.Issuer(code, {"zh": f"机关{code}", "en": code}, "11000000000000000X", own, may)


def _look_up(lists: trust.StatusSource, chance: random.Random) -> float:
    """Nanoseconds of `look_up` more than of the dict and the byte that it cannot do without; medians, in turns."""
    assert isinstance(lists, trust.StatusLists)
    places = [(chance.randint(1, LISTS), chance.randrange(SIZE)) for _ in range(LOOK_UPS)]
    raw = {no: read.list.data for no, read in lists.lists.items()}

    def ours() -> None:
        for no, index in places:
            lists.look_up(no, index, NOW)

    def floor() -> None:
        for no, index in places:
            raw[no][index >> 2]

    took = [(_thread_time(ours), _thread_time(floor)) for _ in range(ROUNDS)]
    _say("the floor of a look-up, ns", median(other for _, other in took) / LOOK_UPS)
    return median(one - other for one, other in took) / LOOK_UPS


def _thread_time(run: Callable[[], None]) -> int:
    before = thread_time_ns()
    run()
    return thread_time_ns() - before


def _delta(
    held: delta.Held, entries: dict[int, dict[int, int]], anchor: keys.SoftwareSigner, chance: random.Random
) -> None:
    changed: dict[int, list[int]] = {no: [] for no in entries}
    for _ in range(OF_A_DAY):
        no, index = chance.randint(1, LISTS), chance.randrange(SIZE)
        entries[no][index] = 1
        changed[no].append(index)
    whole = delta.prepare(_bundle(entries, anchor, number=2, iat=NOW + 86_000), anchor.public, now=NOW + 86_000)
    made = delta.sign_delta(held.base, whole=whole, changed=changed, signer=anchor)
    before = perf_counter_ns()
    read = delta.update(held, made, now=NOW + 86_000).bundle
    took = (perf_counter_ns() - before) / 1e6
    if delta.base_of(read) != whole.base:
        sys.exit("the delta does not lead to the whole bundle")
    _say(f"a delta of {OF_A_DAY:,} changes, bytes", len(made))
    _say("applying it in Python, ms", took)


def _loaded(text: str) -> list[bool]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        node = shutil.which("node", path=Path(sys.executable).parent) or sys.exit(
            "node is needed: run `make test` once"
        )
        subprocess.run([node, "tools/package.mjs", name], cwd=ROOT / "pwa", check=True)
        (folder / "bundle").write_text(text)
        (folder / "load.mjs").write_text(IN_NODE.replace("NOW", str(NOW)))
        before = perf_counter()
        delta.hold(text, anchor=None, now=NOW)
        _say("loading in Python, ms", 1000 * (perf_counter() - before))
        told = subprocess.run([node, "load.mjs"], cwd=folder, capture_output=True, text=True, check=True)
        _say("loading in Node, the median of five, ms", median(json.loads(told.stdout)))
        return [_say("loading in Chromium, the median of five, ms", _in_chromium(folder), LOAD)]


def _in_chromium(folder: Path) -> float:
    """Each time in a page of its own, as a gate starts."""
    with sync_playwright() as playwright:
        found = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=found, args=list(CHROMIUM))
        took = []
        for _ in range(5):
            page = browser.new_page()
            page.route("http://localhost/**", partial(_answer, folder))
            page.goto("http://localhost/")
            took.append(float(page.evaluate(IN_PAGE, NOW)))
            page.close()
        browser.close()
    return median(took)


def _answer(folder: Path, route: object) -> None:
    name = route.request.url.rpartition("/")[2]  # type: ignore[attr-defined]
    kind = "text/javascript" if name.endswith(".js") else "text/plain" if name else "text/html"
    body = (folder / name).read_text("utf-8") if name else "<!doctype html>"
    route.fulfill(body=body, content_type=kind)  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
