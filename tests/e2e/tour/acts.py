"""What is done at a page before it is looked at, in the Chinese words of the page."""

import io
import re
import time

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from backend.demo import people
from tests.e2e.phone import call
from tests.e2e.staff import command
from tests.e2e.tour.visitors import NEWCOMER, OTHER, City, scan

AT_A_GATE = 2  # the view of the identity card for gates: name, portrait, over 18
AN_OLD_LIST = 25 * 3600  # seconds: lists are old after a day


def ask_for_number(page: Page, city: City) -> None:
    """Type a phone number nobody has used, and ask for the one-time code."""
    page.get_by_label("手机号").fill(people.person(NEWCOMER).phone)
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_label("验证码", exact=True)).to_be_visible()


def give_number(page: Page, city: City) -> None:
    told = page.get_by_text(re.compile(r"演示环境：验证码是 \d{6}")).inner_text()
    page.get_by_label("验证码", exact=True).fill(re.findall(r"\d{6}", told)[0])
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_label("姓名")).to_be_visible()


def prove_name(page: Page, city: City) -> None:
    page.get_by_label("姓名").fill(people.person(NEWCOMER).name)
    page.get_by_label("公民身份号码").fill(people.person(NEWCOMER).citizen_number)
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_role("button", name="绑定这部手机")).to_be_visible()


def wallet(page: Page, city: City) -> None:
    expect(page.locator("a[href^='/show/']").first).to_be_visible()


def open_card(page: Page, city: City) -> None:
    page.locator("main a[href^='/certificates/']").first.click()
    expect(page.get_by_role("link", name="亮码出示")).to_be_visible()


def open_copies(page: Page, _city: City) -> None:
    page.get_by_role("link", name="添加到其他钱包").click()
    expect(page.get_by_text("还没有添加到其他钱包。")).to_be_visible()


def offer(page: Page, _city: City) -> None:
    page.get_by_role("button", name="生成添加码").click()
    expect(page.locator("svg.qr")).to_be_visible()


def show(page: Page, city: City) -> None:
    page.locator("a[href^='/show/']").first.click()
    expect(page.locator("svg.qr")).to_be_visible()


def show_portrait(page: Page, city: City) -> None:
    page.get_by_role("radio", name="姓名、相片").check()
    page.get_by_role("radio", name="相片码").check()
    expect(page.locator("svg.qr")).to_have_attribute("aria-label", re.compile("^相片码"))


def show_number(page: Page, city: City) -> None:
    show(page, city)
    page.get_by_role("button", name="改用数字码").click()
    expect(page.locator(".number")).to_have_text(re.compile(r"\d{3}"))


def used(page: Page, city: City) -> None:
    """A window reads the code from the screen."""
    show(page, city)
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())), formats=zxingcpp.BarcodeFormat.QRCode)
    city.verify(found.text)
    expect(page.get_by_role("heading", name="已使用")).to_be_visible(timeout=20_000)


def show_pack(page: Page, city: City) -> None:
    page.get_by_role("button", name="出示凭证码").click()
    expect(page.locator("svg.qr")).to_be_visible()


def take_challenge(page: Page, city: City) -> None:
    challenge = call(city.live.base, "POST", "/challenges", token=city.window)
    page.get_by_text("手动输入").click()
    page.get_by_label("闸机屏幕上的字符").fill(challenge["qr"])
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("button", name="是它")).to_be_visible()


def without_network(page: Page, city: City) -> None:
    page.context.set_offline(True)
    show(page, city)
    expect(page.get_by_text("没有网络，也能出示")).to_be_visible()


def open_receipt(page: Page, city: City) -> None:
    """The log has a checkpoint by now, and the phone proves that it holds what was shown."""
    command(city.live, "audit", "checkpoint")
    page.locator("main details summary").first.click()
    expect(page.locator("[data-proof] .mark").first).to_be_visible()


def search(page: Page, city: City) -> None:
    page.get_by_role("searchbox").fill("yanglaobaoxian")
    expect(page.get_by_text(re.compile("找到 .* 个事项"))).to_be_visible()


def choose_matter(page: Page, city: City) -> None:
    page.get_by_role("radio", name="本人").check()


def begin_case(page: Page, city: City) -> None:
    page.get_by_role("button", name="开始办理").click()
    page.wait_for_url("**/window/cases/*")
    expect(page.locator("[data-material]").first).to_be_visible()


def scan_at_window(page: Page, city: City) -> None:
    """Held before the camera."""
    city.kept["window"] = city.phone.code()
    city.camera.show(city.kept["window"])
    expect(page.get_by_text("核验通过")).to_be_visible(timeout=30_000)
    city.wall()


def scan_again(page: Page, city: City) -> None:
    scan(page, city.kept["window"])
    expect(page.get_by_text("核验不通过")).to_be_visible(timeout=20_000)


def refused_to_bring(page: Page, city: City) -> None:
    """A code does not bring a case that is nobody's here."""
    expect(page.get_by_text("不在本窗口").first).to_be_visible()
    scan(page, city.phone.code())
    expect(page.get_by_text("这个码没能把办件转过来")).to_be_visible(timeout=20_000)


def ask_to_defer(page: Page, city: City) -> None:
    """All but what may follow is handed in on paper."""
    missing = page.locator("[data-state=missing]:not([data-material=payment-record])")
    for material in missing.evaluate_all("rows => rows.map(row => row.dataset.material)"):
        page.locator(f"[data-material={material}]").get_by_role("button").click()
        expect(page.locator(f"[data-material={material}]")).to_have_attribute("data-state", "provided")
    page.get_by_role("button", name="容缺收件").click()
    expect(page.get_by_role("button", name="已讲清，容缺收件")).to_be_focused()


def take_case(page: Page, city: City) -> None:
    page.locator(f"[data-case='{city.kept['waiting']}']").click()
    page.get_by_role("button", name="领取", exact=True).click()
    expect(page.get_by_role("button", name="批准", exact=True)).to_be_visible()


def ask_to_reject(page: Page, city: City) -> None:
    page.get_by_role("button", name="不批准", exact=True).click()
    page.get_by_role("button", name="确认不批准").click()
    expect(page.get_by_text("请写明理由")).to_be_visible()


def keys(page: Page, city: City) -> None:
    page.keyboard.press("Shift+Slash")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()


def gate_connects(page: Page, city: City) -> None:
    told = city.gate()
    page.get_by_role("radio", name="用口令").check()
    page.get_by_label("第三方编号").fill(told["client_id"])
    page.get_by_label("口令（client secret）").fill(told["client_secret"])
    page.get_by_role("button", name="连接").click()
    expect(page.locator("[data-thumbprint]")).to_be_visible()


def gate_trusts(page: Page, city: City) -> None:
    page.get_by_label("我已与管理员给的指纹逐字核对").check()
    page.get_by_role("button", name="我已核对，信任它").click()
    expect(page.get_by_role("button", name="完成，开始核验")).to_be_visible()


def gate_opens(page: Page, city: City) -> None:
    page.get_by_role("button", name="完成，开始核验").click()
    page.wait_for_url("**/gate")


def gate_holds(page: Page, city: City) -> None:
    """A good code; the answer stays on the screen while it is looked at."""
    city.kept["gate"] = city.phone.code(view=AT_A_GATE)
    _ready(page)
    scan(page, city.kept["gate"])
    _held(page)
    expect(page.get_by_text("通过", exact=True).first).to_be_visible()


def gate_refuses(page: Page, city: City) -> None:
    _ready(page)
    scan(page, city.kept["gate"])
    _held(page)


def gate_hesitates(page: Page, city: City) -> None:
    """A day later and without a network the lists are old."""
    page.goto("/gate/settings")
    _choose(page, "扫码")
    page.goto("/gate")
    page.context.set_offline(True)
    page.clock.install(time=time.time() + AN_OLD_LIST)
    page.goto("/gate")
    _ready(page)
    scan(page, city.phone.code(view=AT_A_GATE, iat=int(time.time()) + AN_OLD_LIST))
    _held(page)


def _ready(page: Page) -> None:
    expect(page.get_by_role("heading", name="请出示亮码")).to_be_visible()


def _held(page: Page) -> None:
    expect(page.get_by_role("button", name="停住")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="停住").click()


def gate_challenges(page: Page, city: City) -> None:
    _choose(page, "先扫本机，再扫手机")
    page.goto("/gate")
    expect(page.locator("svg.qr")).to_be_visible()


def _choose(page: Page, mode: str) -> None:
    """Until it is kept, so that the next page finds it."""
    page.get_by_role("radio", name=mode, exact=True).check()
    expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()


def look_up(page: Page, city: City) -> None:
    """By the number on the identity card of the other citizen."""
    page.get_by_label("证照类型").select_option(label="居民身份证")
    page.get_by_label("证照号码").fill(people.person(OTHER).citizen_number)
    page.get_by_role("button", name="查询").click()
    expect(page.locator("main article").first).to_be_visible()
