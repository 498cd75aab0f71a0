"""A visit that can be rated: a case at the window, opened for whoever showed a code."""

import zxingcpp
from playwright.sync_api import Page, expect

from backend.ratings.figures import TOGETHER
from tests.e2e.phone import call
from tests.e2e.tour import acts
from tests.e2e.tour.visitors import City
from tests.e2e.window.citizen import picture_of_code

MATTER, OF_POLICE = "rs-pension-transfer", "ga-driving-licence-replacement"
WORDS = "等了三个小时，没有人说明原因"


def visit(base: str, window: str, code: str, matter: str = MATTER) -> str:
    """A window's case in which the code spared a paper; its number."""
    case_no = str(call(base, "POST", "/cases", {"matter": matter, "answers": {}}, window)["case_no"])
    scanned = call(base, "POST", f"/cases/{case_no}/scans", {"code": code}, window)
    assert scanned["verdict"]["accepted"], scanned["verdict"]["reason"]
    return case_no


def rate_badly(page: Page, city: City) -> None:
    """Somebody else was not content; the supervisor's list has it."""
    base = city.live.base
    case_no = visit(base, city.window, city.phone.code())
    call(base, "POST", f"/me/cases/{case_no}/rating", {"level": 1, "words": WORDS}, city.phone.token)
    page.reload()
    expect(page.get_by_text(WORDS).first).to_be_visible()


def choose_level(page: Page, city: City) -> None:
    """A visit of the citizen whose page this is; a bad level, and what the form says of that."""
    acts.show(page, city)
    page.get_by_role("radio", name="全部信息").check()
    expect(page.locator("svg.qr")).to_be_visible()
    (found,) = zxingcpp.read_barcodes(picture_of_code(page), formats=zxingcpp.BarcodeFormat.QRCode)
    page.goto(f"/cases/{visit(city.live.base, city.window, found.text)}/rate")
    page.get_by_role("radio", name="不满意", exact=True).check()
    expect(page.get_by_text("15 个工作日内会有人回访您")).to_be_visible()


def rate(page: Page, _city: City) -> None:
    """The rating is given; what follows a bad one stands below it."""
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_text("谢谢您的评价")).to_be_visible()


def publish(page: Page, city: City, matter: str = MATTER) -> None:
    """As many of one matter and hall as are published at once."""
    base = city.live.base
    for level in (5, 5, 4, 3, 2)[:TOGETHER]:
        case_no = visit(base, city.window, city.phone.code(), matter)
        call(base, "POST", f"/me/cases/{case_no}/rating", {"level": level}, city.phone.token)
    page.reload()
    expect(page.locator("tbody tr").first).to_be_visible()


def publish_own(page: Page, city: City) -> None:
    """Of a matter of the visitor's office: it sees no other's."""
    publish(page, city, OF_POLICE)
    expect(page.get_by_text("本部门的事项")).to_be_visible()
