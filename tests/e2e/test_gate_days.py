"""The gate over days: installed, its bundle ages in words, its policy colours what is old, the office closes it,
and a half-loaded update leaves it at work."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from backend import db
from backend.config import from_env
from tests.docs.live import Live
from tests.e2e.camera import Camera
from tests.e2e.phone import Phone, bind
from tests.e2e.staff import command, partner_secret
from tests.e2e.test_gate import DESK, Gate
from tests.e2e.test_service_worker import served
from tests.e2e.window.clerk import Clerk, Complaints

CITIZEN = 11
OWN = "harbour-gate"  # a partner of this file's own, which can be closed
HOUR = 3600
SEES = json.dumps({"boarding": {"1": ["name", "over_18", "portrait_digest"]}})
AT_A_GATE = 2  # the view for gates: name, portrait, over 18


@pytest.fixture(scope="module")
def phone(live: Live) -> Phone:
    return bind(live.base, CITIZEN)


@pytest.fixture
def gate(browser: Browser, live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """Set up, without a camera: a scanner gun reads."""
    camera = Camera(tmp_path_factory.mktemp("none") / "camera.y4m")
    with browser.new_context(base_url=live.base, viewport=DESK, locale="zh-CN") as context:
        made = Gate(context.new_page(), camera, partner_secret(live))
        made.set_up()
        yield made


def shown(gate: Gate, code: str) -> tuple[str, str]:
    """(colour, reason) of the verdict on a code that a scanner gun reads."""
    gate.page.get_by_label("扫码", exact=True).wait_for(state="attached")
    Clerk(gate.page, Complaints(), "", "", "").press_as_gun(code)
    return gate.verdict()


def later(gate: Gate, hours: float) -> int:
    """Without a network, so many hours on; the time then, in seconds."""
    gate.context.set_offline(True)
    now = int(time.time() + hours * HOUR)
    gate.page.clock.set_system_time(now)
    gate.page.goto("/gate")
    expect(gate.page.get_by_role("heading", name="请出示亮码")).to_be_visible()
    return now


def test_a_browser_offers_to_install_the_gate_as_an_app_of_its_own(gate: Gate) -> None:
    session = gate.context.new_cdp_session(gate.page)
    found: dict[str, Any] = session.send("Page.getAppManifest")
    told = json.loads(found["data"])
    assert (found["errors"], told["start_url"], told["display"]) == ([], "/gate", "standalone")
    wrong = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # a private window installs nothing, whatever the page is
    assert [one["errorId"] for one in wrong if one["errorId"] != "in-incognito"] == []


def test_the_age_of_the_bundle_stands_on_every_page_in_words(gate: Gate) -> None:
    half_an_hour = re.compile("离线包 3[0-4] 分钟前更新")  # with what the test itself takes
    for hours, words in ((0.502, half_an_hour), (3.01, "离线包 3 小时前更新"), (72.01, "离线包 3 天前更新")):
        later(gate, hours)
        for path in ("/gate", "/gate/day", "/gate/settings"):
            gate.page.goto(path)
            expect(gate.page.get_by_label("本机状态").get_by_text(words)).to_be_visible()


def test_an_old_list_is_amber_until_the_grace_is_over_or_red_at_once_as_the_settings_say(
    gate: Gate, phone: Phone
) -> None:
    now = later(gate, 30)
    assert shown(gate, phone.code(view=AT_A_GATE, iat=now))[0] == "amber"
    expect(gate.page.get_by_text("通过，请留意")).to_be_visible()
    gate.choose("红色，不通过")  # and it is said to be kept
    gate.page.reload()
    expect(gate.page.get_by_label("红色，不通过")).to_be_checked()  # kept
    gate.page.goto("/gate")
    expect(gate.page.get_by_text("按设置一律不通过")).to_be_visible()
    assert shown(gate, phone.code(view=AT_A_GATE, iat=now - 3))[0] == "red"
    gate.choose("黄色，由人判断")
    now = later(gate, 24 + 12 + 1)
    assert shown(gate, phone.code(view=AT_A_GATE, iat=now))[0] == "red"


def test_what_was_accepted_alone_is_remembered_in_a_new_tab_uploaded_and_its_fate_is_shown(
    gate: Gate, phone: Phone
) -> None:
    gate.context.set_offline(True)
    code = phone.code(view=AT_A_GATE)
    assert shown(gate, code) == ("green", "")
    tab = Gate(gate.context.new_page(), gate.camera, gate.secret)
    tab.page.goto("/gate")
    assert shown(tab, code) == ("red", "replayed")
    gate.page.goto("/gate/day")
    expect(gate.page.get_by_text("2 条离线核验等待上传")).to_be_visible()
    gate.context.set_offline(False)
    expect(gate.page.get_by_text("全部已上传。")).to_be_visible()
    expect(gate.page.locator("[data-queue]").get_by_text("已上传 2 条")).to_be_visible()


def test_a_gate_that_the_office_closed_stays_closed_after_a_reload_without_a_network(
    browser: Browser, live: Live, tmp_path: Path
) -> None:
    told = command(live, "partner", "add", OWN, "--name-zh", "港口", "--name-en", "Harbour", "--purposes", SEES)
    with browser.new_context(base_url=live.base, viewport=DESK, locale="zh-CN") as context:
        gate = Gate(context.new_page(), Camera(tmp_path / "none"), json.loads(told))
        gate.set_up()
        command(live, "partner", "close", OWN)
        gate.page.goto("/gate/settings")
        gate.page.get_by_role("button", name="现在更新").click()
        closed = gate.page.get_by_text("本机已停用")
        expect(closed).to_be_visible()
        context.set_offline(True)
        gate.page.goto("/gate")
        expect(closed).to_be_visible()
        assert gate.page.get_by_label("扫码", exact=True).count() == 0
        gate.page.reload()
        expect(closed).to_be_visible()


def test_a_secret_that_the_office_does_not_know_is_refused_in_words(browser: Browser, live: Live) -> None:
    with browser.new_context(base_url=live.base, viewport=DESK, locale="zh-CN") as context:
        page = context.new_page()
        page.goto("/gate/set-up")
        page.get_by_label("第三方编号").fill(json.dumps(partner_secret(live) | {"client_secret": "wrong"}))
        page.get_by_role("button", name="连接").click()
        expect(page.get_by_text("服务端不认可本机的身份")).to_be_visible()
        expect(page.get_by_text("请核对编号和密钥")).to_be_visible()


def test_a_half_loaded_update_leaves_the_gate_at_work_without_a_network(
    browser: Browser, live: Live, phone: Phone, tmp_path: Path
) -> None:
    settings = from_env(live.environment)
    engine = db.make_engine(settings.database_url)
    with (
        served(settings, engine, tmp_path / "dist") as site,
        browser.new_context(base_url=site.base, viewport=DESK, locale="zh-CN") as context,
    ):
        gate = Gate(context.new_page(), Camera(tmp_path / "none"), partner_secret(live))
        gate.set_up()
        gate.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        site.change()
        next((site.folder / "icons").glob("*.png")).unlink()  # one file of the new version is not there
        gate.page.evaluate("navigator.serviceWorker.ready.then((found) => found.update()).catch(() => null)")
        gate.page.wait_for_function("() => navigator.serviceWorker.ready.then((found) => found.installing === null)")
        context.set_offline(True)
        gate.page.goto("/gate")
        expect(gate.page.get_by_role("heading", name="请出示亮码")).to_be_visible()
        assert gate.page.locator("body[data-new]").count() == 0
        assert shown(gate, phone.code(view=AT_A_GATE)) == ("green", "")
    engine.dispose()
