"""A wallet that nobody here wrote asks by itself; the holder answers on the page, and it takes what it was given."""

from playwright.sync_api import Browser, Page, Route, expect

from tests.docs.live import Live
from tests.e2e.pocket import in_use, pocket
from tests.e2e.tour.wallets import push
from tests.e2e.window.citizen import take_phone_into_use
from tests.interop.conftest import peers  # noqa: F401 - the other wallet's packages
from tests.interop.peer import ask
from tests.interop.proves import proves

CITIZEN, LATECOMER = 140, 124
CLIENT = "one.wallet.example"
BACK = "http://127.0.0.1:9/back"  # nobody answers there: the browser is stopped on its way


def come_back(page: Page, button: str) -> str:
    """The address that the browser goes to on an answer."""
    went: list[str] = []

    def stop(route: Route) -> None:
        went.append(route.request.url)
        route.fulfill(status=200, body="back")

    page.route(f"{BACK}*", stop)
    page.get_by_role("button", name=button).click()
    page.wait_for_url(f"{BACK}*")
    return went[0]


@proves(
    "Authorisation code, PAR, PKCE, DPoP, issuer_state; yes and no in a browser", by="npm @openid4vc/openid4vci 0.4.6"
)
def test_a_wallet_asks_and_the_holder_agrees_or_refuses(browser: Browser, live: Live) -> None:
    with pocket(browser, live) as context:
        page = in_use(context.new_page(), CITIZEN)
        page.get_by_role("link", name="居民身份证").first.click()
        page.get_by_role("link", name="添加到其他钱包").click()
        page.get_by_role("button", name="生成添加码").click()
        offer = page.get_by_role("link", name="用本机的其他钱包打开").get_attribute("href")
        begun = ask("asking.mjs", do="begin", offer=offer, client=CLIENT, back=BACK)["ok"]
        refused = ask("asking.mjs", do="begin", offer=offer, client="wallet.example", back=BACK)["ok"]
        page.goto(refused["url"])
        assert come_back(page, "拒绝").startswith(f"{BACK}?error=access_denied")
        page.goto(begun["url"])
        expect(page.locator("[data-wallet]")).to_have_text(CLIENT)
        expect(page.get_by_role("radio")).to_be_checked()
        page.reload()  # opened once, kept in this tab
        came_back = come_back(page, "同意领取")
        told = ask("asking.mjs", do="end", kept=begun["kept"], came_back=came_back, keys=2, say="credential_accepted")
        assert (told["ok"]["token_type"], len(told["ok"]["credentials"])) == ("DPoP", 2)
        page.goto(begun["url"])
        expect(page.get_by_text("这个请求不能用了")).to_be_visible()
        page.goto("/history")
        expect(page.locator("[data-taken]")).to_contain_text("领取了副本 2 份")


def test_somebody_whom_a_wallet_sent_here_signs_in_and_is_back_at_its_request(browser: Browser, live: Live) -> None:
    with pocket(browser, live) as context:
        page = context.new_page()
        page.goto(push(live, redirect_uri=BACK, scope="resident-id"))
        page.get_by_role("link", name="登录后选择").click()
        take_phone_into_use(page, LATECOMER, here=True)
        page.get_by_role("button", name="以后再说").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("其他钱包请求领取副本")
        expect(page.get_by_role("group", name="居民身份证")).to_be_visible()  # what is theirs, now that it is known who
        assert come_back(page, "拒绝").startswith(f"{BACK}?error=access_denied")
