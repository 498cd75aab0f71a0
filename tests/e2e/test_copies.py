"""A certificate goes from the phone's page into a wallet that nobody here wrote, and is taken back."""

from playwright.sync_api import Browser, expect

from tests.docs.live import Live
from tests.e2e.pocket import in_use, pocket, read
from tests.interop.conftest import peers  # noqa: F401 - the other wallet's packages
from tests.interop.peer import ask

CITIZEN = 100


def test_a_code_and_six_digits_fill_another_wallet_and_the_holder_takes_it_back(browser: Browser, live: Live) -> None:
    with pocket(browser, live) as context:
        page = in_use(context.new_page(), CITIZEN)
        page.get_by_role("link", name="居民身份证").first.click()
        page.get_by_role("link", name="添加到其他钱包").click()
        page.get_by_role("button", name="生成添加码").click()
        text, digits = read(page), page.locator("[data-digits]").inner_text()
        assert digits not in text
        told = ask("wallet.mjs", offer=text, tx_code=digits, keys=2, bound=True, say="credential_accepted")
        assert len(told["ok"]["credentials"]) == 2
        expect(page.get_by_text("已被领取，副本 2 份")).to_be_visible()
        taken = page.locator("[data-offer=taken]")
        expect(taken).to_contain_text("对方已收妥")
        taken.get_by_role("button", name="收回").click()
        page.get_by_role("dialog").get_by_role("button", name="收回").click()
        expect(page.locator("[data-offer=withdrawn]")).to_be_visible()
