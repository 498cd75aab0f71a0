"""The citizen's part of the path: from a browser that was never used to a code that is accepted once, also offline."""

from __future__ import annotations

import re

from backend.demo import people
from tests.browsers.visit import Step, Visit

KEY = """const answer = (asked) => new Promise((done, failed) => {
  asked.onsuccess = () => done(asked.result); asked.onerror = () => failed(asked.error); });
const opened = await answer(indexedDB.open("liangma"));
const kept = await answer(opened.transaction("keys").objectStore("keys").get("phone"));
opened.close();
if (!kept) return null;
const key = kept.pair.privateKey, out = [];
for (const form of ["jwk", "pkcs8", "raw"])
  await crypto.subtle.exportKey(form, key).then(() => out.push(form), () => 0);
const signed = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, new Uint8Array(9));
return { extractable: key.extractable, out, signs: signed.byteLength, thumbprint: kept.thumbprint };"""
CARDS = "return document.querySelectorAll(\"main a[href^='/certificates/']\").length"
CONTROLLED = """if (!navigator.serviceWorker) return "none"; await navigator.serviceWorker.ready;
return navigator.serviceWorker.controller !== null && "at work";"""
NUMBER = """const found = document.querySelector(".number")?.innerText.replace(/\\s/g, "") ?? "";
return /^\\d{10}$/.test(found) && found;"""
DIALOG = """const dialog = document.querySelector("dialog[open]"), box = dialog?.getBoundingClientRect();
if (!box) return null;
return { middle: Math.abs(box.left + box.right - innerWidth), inside: dialog.contains(document.activeElement),
  fits: box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight };"""
DAY = """const input = document.querySelector("input[type=date]"); if (!input) return null;
input.value = "2026-02-30"; const wrong = input.value; input.value = "2027-03-04";
return { type: input.type, wrong, right: input.value };"""


def first_visit(visit: Visit) -> str:
    visit.page.open("/")
    visit.page.until("the first page", "return document.querySelector('main h1') !== null")
    visit.page.until("the pages kept", CONTROLLED)
    visit.page.run("await new Promise((done) => setTimeout(done, 300))")
    assert visit.page.run("return document.querySelector('aside.update') === null"), "it offers an update of nothing"
    return ""


def language(visit: Visit) -> str:
    began = visit.page.run("return document.documentElement.lang")
    spoken = visit.page.run("return navigator.language")
    assert (began == "zh-CN") == spoken.lower().startswith("zh"), f"{began} for {spoken}"
    for words, wanted in (("English", "en"), ("中文", "zh-CN")) if began == "zh-CN" else (("中文", "zh-CN"),):
        visit.page.click(words)
        visit.page.until(wanted, "return document.documentElement.lang === given[0]", wanted)
    visit.page.reload()
    visit.page.see("证照在手机里")
    return f"began in {began}, as the browser speaks"


def sign_in(visit: Visit) -> str:
    who = people.person(visit.citizen)
    visit.page.open("/sign-in")
    visit.page.fill("手机号", who.phone)
    visit.page.click("获取验证码")
    visit.page.see("演示环境：验证码是")
    (code,) = re.findall(r"演示环境：验证码是 (\d{6})", visit.page.text())
    visit.page.fill("验证码", code)
    visit.page.click("登录", "button")
    visit.page.fill("姓名", who.name)
    visit.page.fill("公民身份号码", who.citizen_number)
    visit.page.click("核对")
    visit.page.see("绑定这部手机")
    return ""


def take_into_use(visit: Visit) -> str:
    visit.page.click("绑定这部手机")
    visit.page.see_not("绑定这部手机")
    key = visit.page.run(KEY)
    assert key is not None, "no key is kept"
    assert (key["extractable"], key["out"], key["signs"]) == (False, [], 64), key
    return "not extractable"


def survives_reload(visit: Visit) -> str:
    before = visit.page.run(KEY)["thumbprint"]
    visit.page.open("/")
    visit.page.until("cards", CARDS)
    visit.page.reload()
    count = visit.page.until("cards", CARDS)
    assert visit.page.run(KEY)["thumbprint"] == before, "another key"
    return f"{count} certificates"


def accepted_once(visit: Visit) -> str:
    visit.page.click("亮码 居民身份证")
    code = visit.page.code()
    visit.card = visit.page.run("return location.pathname")
    verdicts = [visit.counter.verify(code) for _ in range(2)]
    assert verdicts[0]["accepted"], verdicts[0].get("reason")
    assert (verdicts[1]["accepted"], verdicts[1]["reason"]) == (False, "replayed"), verdicts[1]
    return f"{len(code)} characters; then refused as replayed"


def told_and_anew(visit: Visit) -> str:
    """The phone hears that the code was used, and shows another."""
    visit.page.see("已使用")
    visit.page.click("再次出示")
    fresh = visit.page.code()
    assert visit.counter.accepts(fresh), "the next code is refused"
    return ""


def typed_number(visit: Visit) -> str:
    visit.page.open(visit.card)
    visit.page.click("改用数字码")
    number = visit.page.until(
        "a number",
        NUMBER,
    )
    assert [visit.counter.accepts(number) for _ in range(2)] == [True, False]
    return ""


def dialogs(visit: Visit) -> str:
    visit.page.open("/devices")
    visit.page.click("改名", "button")
    box = visit.page.until("the dialog", DIALOG)
    assert box["inside"], "the focus stays outside"
    assert box["fits"], "it does not fit the screen"
    assert box["middle"] <= 24, f"{box['middle'] / 2} pixels from the middle"
    visit.keep("dialog", visit.page.picture())
    visit.page.run("document.activeElement.dispatchEvent(new Event('input', { bubbles: true }))")
    visit.page.escape()
    visit.page.until("no dialog", "return document.querySelector('dialog[open]') === null")
    return ""


def dates(visit: Visit) -> str:
    visit.page.open("/history")
    visit.page.click("筛选", "button")
    visit.page.until("the field", "return document.querySelector('input[type=date]') !== null")
    found = visit.page.run(DAY)
    assert found == {"type": "date", "wrong": "", "right": "2027-03-04"}, found
    return ""


def left_while_writing(visit: Visit) -> str:
    """Pages that are left as soon as they have begun: what they were writing must not keep the next one waiting."""
    for wait in range(0, 700, 100):
        visit.page.open("/")
        visit.page.run("await new Promise((done) => setTimeout(done, given[0]))", wait)
    visit.page.open("/")
    visit.page.until("cards", CARDS)
    return "7 pages left within 0.6 s"


def offline(visit: Visit) -> str:
    visit.page.open("/")
    visit.page.until("cards", CARDS)
    kept = visit.page.until("the pages kept", CONTROLLED)
    visit.relay.cut()
    try:
        visit.page.open(visit.card)
        visit.page.see("没有网络，也能出示")
        code = visit.page.code()
        visit.keep("offline", visit.page.picture())
        visit.page.open("/")
        visit.page.see("可以看证照、出示码")
        assert visit.page.run(CARDS), "no certificates"
    finally:
        visit.relay.mend()
    assert visit.counter.accepts(code), "the code made offline is refused"
    return f"service worker {kept}"


def online_again(visit: Visit) -> str:
    visit.page.reload()
    visit.page.until("cards", CARDS)
    visit.page.see_not("可以看证照、出示码")
    return ""


STEPS = (
    Step("the first visit keeps the pages and offers no update", first_visit),
    Step("language: as the browser speaks, changed with one tap, kept", language),
    Step("sign in with the code shown, prove the name", sign_in),
    Step("take the phone into use: a key in IndexedDB that cannot leave", take_into_use),
    Step("after a reload the same key and the certificates", survives_reload),
    Step("a certificate as QR code, read from a picture of the screen: accepted once", accepted_once),
    Step("the phone hears of it; its next code is accepted", told_and_anew),
    Step("a number instead of the picture: accepted once", typed_number),
    Step("a dialog: in the middle, holds the focus, Escape closes it", dialogs),
    Step("a field for a day refuses 30 February", dates),
    Step("a page left in the middle of what it writes keeps none waiting", left_while_writing),
    Step("the server cut off: pages, cards and a code that is accepted later", offline),
    Step("the server back: the page notices by itself", online_again),
)
