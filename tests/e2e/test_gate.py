"""The gate: set up once, then it verifies without a network what phones show, once each; answers to its challenge only
where it asks for them; and what it accepted alone is told to the office, which finds codes that were used twice."""

import io
import json
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, expect

from tests.docs.live import Live
from tests.e2e.camera import Camera, launch_arguments, scene
from tests.e2e.conftest import launch
from tests.e2e.phone import Phone, bind, call, portrait_frame
from tests.e2e.staff import partner_secret
from tests.e2e.window.citizen import picture_of_code, take_phone_into_use

GATE = "liangzhou-airport"
DESK = ViewportSize(width=1280, height=800)
PHONE_SCREEN = ViewportSize(width=390, height=844)
CITIZEN, WITH_PAGES = 9, 7
PATIENCE = 20_000
LOSE_KEYS = """new Promise((done) => { const asked = indexedDB.open('liangma'); asked.onsuccess = () => {
  const change = asked.result.transaction(['kept'], 'readwrite'); change.objectStore('kept').delete('gate-secret');
  change.oncomplete = () => { asked.result.close(); done(); } } })"""
STAYS = """new Promise((done) => { const asked = indexedDB.open('liangma'); asked.onsuccess = () => {
  const change = asked.result.transaction(['kept'], 'readwrite');
  change.objectStore('kept').put({ returnAfter: 0 }, 'gate-policy');
  change.oncomplete = () => { asked.result.close(); done(); } } })"""


@dataclass(frozen=True)
class Gate:
    """A gate's page before its camera."""

    page: Page
    camera: Camera
    secret: dict[str, str]

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def set_up(self) -> None:
        """As its people do; from its next page on a verdict stays until somebody goes on."""
        self.page.goto("/gate")
        self.page.wait_for_url("**/gate/set-up")
        self.page.get_by_label("第三方编号").fill(json.dumps(self.secret))
        expect(self.page.get_by_label("口令（client secret）")).to_have_value(self.secret["client_secret"])
        self.page.get_by_role("button", name="连接").click()
        self.page.get_by_label("我已与管理员给的指纹逐字核对").check()
        self.page.get_by_role("button", name="我已核对，信任它").click()
        self.page.get_by_role("button", name="完成，开始核验").click()
        self.page.wait_for_url("**/gate")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        expect(self.page.get_by_role("heading", name="请出示亮码")).to_be_visible(timeout=PATIENCE)
        self.page.evaluate(STAYS)

    def scan(self, *texts: str) -> tuple[str, str]:
        """(colour, reason) of the verdict on what is held up, once the gate looks at nothing."""
        self.camera.show_frame(scene())
        self.page.goto("/gate")
        expect(self.page.get_by_role("button", name="关闭摄像头")).to_be_visible()
        self.camera.show(*texts)
        return self.verdict()

    def verdict(self) -> tuple[str, str]:
        found = self.page.locator("[data-colour]")
        expect(found).to_be_visible(timeout=PATIENCE)
        return found.get_attribute("data-colour") or "", found.get_attribute("data-reason") or ""

    def how(self) -> str:
        return self.page.locator("[data-verified]").get_attribute("data-verified") or ""

    def choose(self, *labels: str) -> None:
        self.page.goto("/gate/settings")
        for label in labels:
            self.page.get_by_label(label).check()
            expect(self.page.get_by_role("status").filter(has_text="已保存")).to_be_visible()

    def challenge(self) -> str:
        """The challenge on the screen, read as a phone reads it: hexadecimal."""
        expect(self.page.locator("section.challenge .qr")).to_be_visible(timeout=PATIENCE)
        picture = self.page.locator("section.challenge .qr").screenshot()
        (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)), formats=zxingcpp.BarcodeFormat.QRCode)
        prefix, verifier, text = found.text.split(":")
        assert (prefix, verifier) == ("LM1C", GATE)
        return str(text)


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Camera:
    made = Camera(tmp_path_factory.mktemp("gate") / "camera.y4m")
    made.show("HELLO")
    return made


@pytest.fixture(scope="module")
def post(playwright: Playwright, camera: Camera) -> Iterator[Browser]:
    """The browser of a gate: the video stands in place of its camera."""
    opened = launch(playwright, *launch_arguments(camera.video))
    yield opened
    opened.close()


@pytest.fixture
def gate(post: Browser, live: Live, camera: Camera) -> Iterator[Gate]:
    camera.show("HELLO")
    with post.new_context(base_url=live.base, viewport=DESK, locale="zh-CN") as context:
        made = Gate(context.new_page(), camera, partner_secret(live))
        mistakes: list[str] = []
        made.page.on("pageerror", lambda error: mistakes.append(str(error)))
        made.set_up()
        expect(made.page.locator("video")).to_be_visible(timeout=PATIENCE)
        yield made
        assert mistakes == []


@pytest.fixture(scope="module")
def phone(live: Live) -> Phone:
    return bind(live.base, CITIZEN)


def test_without_a_network_a_phones_code_is_accepted_once(gate: Gate, post: Browser, live: Live) -> None:
    with post.new_context(base_url=live.base, viewport=PHONE_SCREEN, device_scale_factor=2, locale="zh-CN") as context:
        page = context.new_page()
        take_phone_into_use(page, WITH_PAGES)
        page.goto("/")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        card = page.get_by_role("link", name="亮码 居民身份证")
        expect(card).to_be_visible()
        context.set_offline(True)
        card.click()
        page.locator("input[type=radio][value='2']").check()  # for gates: name, photo, over 18
        picture = picture_of_code(page)
    gate.context.set_offline(True)
    gate.camera.show_frame(scene(picture.resize((520, 520))))
    assert (gate.verdict(), gate.how()) == (("green", ""), "offline")
    gate.page.reload()
    assert gate.verdict() == ("red", "replayed")


def test_online_the_office_decides_and_the_page_says_which_of_the_two_it_was(gate: Gate, phone: Phone) -> None:
    code = phone.code(view=2)
    assert (gate.scan(code), gate.how()) == (("green", ""), "online")
    gate.context.set_offline(True)
    assert gate.scan(code) == ("red", "replayed")


def test_a_portrait_appears_only_beside_its_own_code_and_the_face_comes_first_where_that_is_set(
    gate: Gate, phone: Phone
) -> None:
    gate.choose("先核对人像再放行")
    assert gate.scan(phone.code(view=2)) == ("check", "")
    gate.camera.show(portrait_frame(CITIZEN + 1))
    expect(gate.page.get_by_text("相片与此码不符")).to_be_visible(timeout=PATIENCE)
    expect(gate.page.locator("figure img")).to_have_count(0)
    gate.camera.show(portrait_frame(CITIZEN))
    expect(gate.page.locator("figure img")).to_be_visible(timeout=PATIENCE)
    gate.page.get_by_role("button", name="是本人，放行").click()
    assert gate.verdict() == ("green", "")


def test_in_challenge_mode_only_an_answer_to_this_gates_challenge_passes_also_offline(gate: Gate, phone: Phone) -> None:
    gate.choose("先扫本机，再扫手机")
    gate.context.set_offline(True)
    assert gate.scan(phone.code(view=2)) == ("red", "wrong_audience")
    gate.page.get_by_role("button", name="下一位").click()
    nonce = bytes.fromhex(gate.challenge())
    answer = phone.code(view=2, aud=GATE, cnonce=nonce, iat=int(time.time()) - 7200)  # a phone two hours slow
    gate.camera.show(answer)
    assert (gate.verdict(), gate.how()) == (("green", ""), "offline")
    expect(gate.page.get_by_text("已回应本机的核验请求")).to_be_visible()


def test_a_code_accepted_alone_and_used_elsewhere_is_found_when_the_network_is_back(
    gate: Gate, phone: Phone, live: Live
) -> None:
    gate.context.set_offline(True)
    code = phone.code(view=2)
    assert gate.scan(code) == ("green", "")
    call(live.base, "POST", "/verifications", {"code": code, "purpose": "boarding"}, _token(live))
    gate.page.goto("/gate/day")
    expect(gate.page.get_by_text("1 条离线核验等待上传")).to_be_visible()
    gate.context.set_offline(False)
    expect(gate.page.locator("[data-doubles='used_elsewhere']")).to_contain_text("某第三方（联网）", timeout=PATIENCE)
    expect(gate.page.get_by_text("全部已上传。")).to_be_visible()
    reads = call(live.base, "GET", "/history", token=phone.token)["items"]
    assert [read["reason"] for read in reads if read["offline"]][:1] == ["replayed"]
    gate.page.get_by_role("button", name="已处理").click()
    expect(gate.page.locator("[data-doubles='used_elsewhere']")).to_be_hidden()
    report = gate.page.locator("[data-report]")
    report.get_by_role("button", name="查看对账").click()
    found = report.locator("[data-finding='double_use']", has_text="某第三方（联网）")
    expect(found.first).to_be_visible(timeout=PATIENCE)
    with gate.page.expect_download() as downloaded:
        report.get_by_role("button", name="下载 CSV").click()
    table = downloaded.value.path().read_text("utf-8")
    assert table.splitlines()[0].startswith("finding,at,gate,once_id")
    assert "double_use" in table


def _token(live: Live) -> str:
    """A token of another program of the same partner."""
    form = urllib.parse.urlencode(partner_secret(live) | {"grant_type": "client_credentials"}).encode()
    with urllib.request.urlopen(f"{live.base}/oauth/token", form, timeout=20) as answer:
        return str(json.load(answer)["access_token"])


def test_a_gate_whose_secret_the_browser_threw_away_says_so_and_is_set_up_again(gate: Gate) -> None:
    gate.page.evaluate(LOSE_KEYS)
    gate.page.goto("/gate")
    gate.page.wait_for_url("**/gate/set-up")
    expect(gate.page.get_by_text("浏览器清除了本机保存的内容")).to_be_visible()


def test_the_log_of_the_day_names_nobody(gate: Gate, phone: Phone) -> None:
    assert gate.scan(phone.code(view=2))[0] == "green"
    name = gate.page.locator("dd").first.inner_text()
    gate.page.goto("/gate/day")
    with gate.page.expect_download() as download:
        gate.page.get_by_role("button", name="导出今日记录").click()
    text = download.value.path().read_text("utf-8-sig")
    assert text.splitlines()[0] == "time,outcome,colour,reason,type,verified,challenge"
    assert ",accepted,green,,resident-id,online,no" in text
    assert name not in text
