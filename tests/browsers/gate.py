"""The gate's part of the path: set up with the day's bundle, it takes codes from a scanner gun and out of a picture."""

from __future__ import annotations

from collections.abc import Callable

from tests.browsers.visit import Step, Visit
from tests.e2e.camera import qr_picture

VERDICT = """const found = document.querySelector("[data-colour]");
const how = document.querySelector("[data-verified]")?.dataset.verified;
return found && [found.dataset.colour, found.dataset.reason ?? "", how ?? ""];"""
STAYS = """const asked = indexedDB.open("liangma");
const opened = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
const change = opened.transaction(["kept"], "readwrite");
change.objectStore("kept").put({ returnAfter: 0 }, "gate-policy");
await new Promise((done) => (change.oncomplete = done)); opened.close(); return true;"""


def set_up(visit: Visit) -> str:
    visit.page.open("/gate")
    visit.page.see_path("/gate/set-up")
    visit.page.fill("第三方编号", visit.secret["client_id"])
    visit.page.click("用口令", "label, [role=radio]")
    visit.page.fill("口令（client secret）", visit.secret["client_secret"])
    visit.page.click("连接")
    visit.page.see("信任锚")
    visit.page.choose("我已与管理员给的指纹逐字核对")
    visit.page.click("我已核对，信任它")
    visit.page.click("完成，开始核验")
    visit.page.see_path("/gate")
    visit.page.run(STAYS)
    visit.page.reload()
    visit.page.see("离线包")
    return ""


def by_gun(visit: Visit) -> str:
    code = visit.other.code(view=2)
    return _twice(visit, lambda: visit.page.gun(code), "online")


def by_picture(visit: Visit) -> str:
    path = visit.folder / f"code-{visit.engine.lower()}.png"
    qr_picture(visit.other.code(view=2)).save(path)
    return _twice(visit, lambda: visit.page.give_file("input[type=file]", path), "online")


def alone(visit: Visit) -> str:
    code = visit.other.code(view=2)
    visit.relay.cut()
    try:
        return _twice(visit, lambda: visit.page.gun(code), "offline")
    finally:
        visit.relay.mend()


def no_camera(visit: Visit) -> str:
    """There is none in this machine: the page says so, and what to do instead."""
    visit.page.open("/gate")
    said = visit.page.until("words", "return document.querySelector('.trouble')?.innerText")
    visit.page.until("another way", "return document.querySelector('input[type=file]') !== null")
    return f"“{' '.join(said.split())}”"


def _twice(visit: Visit, hold_up: Callable[[], None], how: str) -> str:
    for wanted in (["green", "", how], ["red", "replayed", ""]):
        visit.page.open("/gate")
        visit.page.see("离线包")
        hold_up()
        seen = visit.page.until("a verdict", VERDICT)
        assert seen[:2] == wanted[:2], seen
        assert not wanted[2] or seen[2] == how, seen
    return ""


STEPS = (
    Step("gate: set up, the day's bundle checked and kept", set_up),
    Step("gate: no camera is said in words, with other ways", no_camera),
    Step("gate: a code typed by a scanner gun, accepted once", by_gun),
    Step("gate: a code out of a picture, accepted once", by_picture),
    Step("gate: the server cut off, the bundle decides, once", alone),
)
