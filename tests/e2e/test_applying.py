"""A citizen applies on the phone: what is missing goes on at a window without retyping; what is whole is accepted."""

from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.phone import bind
from tests.e2e.pocket import DESK, in_use, pocket, read, show
from tests.e2e.staff import PASSWORD, hire
from tests.e2e.window.clerk import Clerk, complaints_of

CITIZEN, STRANGER = 78, 79
PENSION, LICENCE = "rs-pension-transfer", "ga-driving-licence-replacement"
GAP = "payment-record"


KEPT = """([number, count]) => new Promise((done, failed) => {
  const asked = indexedDB.open("liangma");
  asked.onsuccess = () => {
    const found = asked.result.transaction("drafts").objectStore("drafts").get(`case:${number}`);
    found.onsuccess = () => {
      asked.result.close();
      done(Object.values(found.result?.typed ?? {}).filter(Boolean).length >= count);
    };
    found.onerror = () => failed(found.error);
  };
})"""


def test_a_pension_is_applied_for_and_goes_on_at_a_window_and_a_licence_needs_no_visit(
    browser: Browser, live: Live
) -> None:
    with pocket(browser, live) as context:
        page = in_use(context.new_page(), CITIZEN)
        apply(page, PENSION, {"联系电话": "13800000000", "原参保地": "长沙市"}, situation="本人")
        expect(page.get_by_text("提交后还缺 1 份材料")).to_be_visible()
        page.get_by_role("radio", name="先提交，材料再带到窗口").check()
        case_no = sign(page)
        expect(page.get_by_text("还缺材料", exact=True)).to_be_visible()
        number = page.get_by_role("img", name=f"办件编号 {case_no} 的二维码")
        number.evaluate("one => one.scrollIntoView({ block: 'center' })")
        assert read(page) == case_no
        page.goto("/cases")
        expect(page.get_by_role("link").filter(has_text="还缺材料")).to_be_visible()

        go_on_at_a_window(browser, live, page, case_no)
        page.goto(f"/cases/{case_no}")
        expect(page.get_by_text("已受理", exact=True)).to_be_visible()

        apply(page, LICENCE, {"联系电话": "13800000000"})
        expect(page.get_by_text("材料齐了。签名提交后就受理。")).to_be_visible()
        sign(page)
        expect(page.get_by_text("已受理", exact=True)).to_be_visible()
        page.goto("/cases")
        expect(page.get_by_role("link").filter(has_text="已受理")).to_have_count(2)


def apply(page: Page, matter: str, typed: dict[str, str], *, situation: str = "") -> None:
    """Up to the signature; what is ticked and typed outlives a reload."""
    page.goto(f"/matters/{matter}")
    page.get_by_role("link", name="在线申请").click()
    if situation:
        page.get_by_role("radio", name=situation, exact=True).check()
    page.get_by_role("button", name="开始申请").click()
    page.wait_for_url("**/cases/*/apply")
    expect(page.get_by_role("checkbox", name="居民身份证")).to_be_checked()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_text("请填写这一项").first).to_be_visible()
    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    page.wait_for_function(KEPT, arg=[page.url.split("/")[-2], len(typed)])
    page.reload()
    page.get_by_role("button", name="下一步").click()
    for label, text in typed.items():
        expect(page.get_by_label(label)).to_have_value(text)
    page.get_by_role("button", name="下一步").click()


def sign(page: Page) -> str:
    """The number of the case."""
    page.get_by_role("button", name="签名并提交").click()
    page.wait_for_url(lambda url: "/cases/" in url and not url.endswith("/apply"))
    return page.url.rpartition("/")[2]


def go_on_at_a_window(browser: Browser, live: Live, phone: Page, case_no: str) -> None:
    """Found by its number in the search, refused to a stranger's code, brought by the applicant's, and accepted."""
    employee = hire(live, "window", "donghu-01")
    with pocket(browser, live, viewport=DESK) as context:
        page = context.new_page()
        clerk = Clerk(page, complaints_of(page), employee.login, PASSWORD, employee.totp_uri)
        clerk.sign_in()
        page.get_by_role("searchbox").fill(case_no.replace("-", " "))
        page.get_by_role("searchbox").press("Enter")
        expect(page.get_by_text(f"办件 {case_no} 不在本窗口")).to_be_visible()
        clerk.press_as_gun(bind(live.base, STRANGER).code())
        expect(page.get_by_role("alert").filter(has_text="这个码没能把办件转过来")).to_be_visible()
        page.get_by_role("link", name="换一个编号").click()
        expect(page.get_by_role("button", name="打开摄像头")).to_be_visible()
        clerk.press_as_gun(case_no)
        expect(page.get_by_text(f"办件 {case_no} 不在本窗口")).to_be_visible()
        phone.goto("/")
        clerk.press_as_gun(show(phone))
        expect(page.locator(":focus")).to_have_text("办件已转到本窗口，申请人填好的都在下面。")
        expect(page.get_by_role("definition").filter(has_text="长沙市")).to_be_visible()
        assert clerk.states()["id-card"] == "exempt"
        page.locator(f"[data-material={GAP}]").get_by_role("button").click()
        expect(page.locator(f"[data-material={GAP}]")).to_have_attribute("data-state", "provided")
        page.keyboard.press("F3")
        expect(page.locator("section[data-state]")).to_have_attribute("data-state", "accepted")
