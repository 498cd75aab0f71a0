"""The phone as a wallet: it answers OpenID4VP requests by link and by code, or says no, and believes no altered one."""

from playwright.sync_api import Browser, Page, Route, expect

from backend.demo import people
from tests.docs.live import Live
from tests.e2e.asker import NAME, PURPOSE_TEXT, Asker, open_bank
from tests.e2e.pocket import in_use, pocket
from tests.e2e.test_requests import scan

HOLDER = 131
YES, NO = "同意出示，用本机签名", "拒绝"
BACK = "https://bank.example/back"


def test_a_phone_answers_as_a_wallet(browser: Browser, live: Live) -> None:
    bank = open_bank(live)
    with pocket(browser, live) as context:
        phone = in_use(context.new_page(), HOLDER)
        presents(phone, bank)
        refuses(phone, bank)
        believes_no_altered_request(phone, bank)


def presents(phone: Page, bank: Asker) -> None:
    """By link, on the device of the asker's page; afterwards the link is used up."""
    made = bank.ask_wallet(flow="same_device", redirect_uri=BACK)
    phone.goto(made["link"])
    expect(phone.get_by_role("heading", name=NAME)).to_be_visible()
    for text in (PURPOSE_TEXT, people.person(HOLDER).name, "最多 30 天"):
        expect(phone.get_by_text(text).first).to_be_visible()
    expect(phone.locator("[data-field]")).to_have_count(2)
    phone.reload()  # told again to the same tab
    phone.get_by_role("button", name=YES).click()
    expect(phone.get_by_text(f"已出示。{NAME}只能看到您同意的内容。")).to_be_visible()
    way = phone.get_by_role("link", name=f"回到{NAME}").get_attribute("href") or ""
    address, code = way.split("?response_code=")
    assert address == BACK
    found = bank.presented(made, response_code=code)
    (shown,) = found["result"]["verdict"]["certificates"]
    assert {one["name"]: one["value"] for one in shown["fields"]} == {
        "name": people.person(HOLDER).name, "over_18": True
    }  # fmt: skip
    phone.reload()
    expect(phone.locator("[data-stopped=over]")).to_be_visible()
    phone.goto("/history")
    expect(phone.locator("details", has_text=NAME).first).to_be_visible()


def refuses(phone: Page, bank: Asker) -> None:
    """By code, as the camera reads it."""
    made = bank.ask_wallet()
    scan(phone, made["uri"])
    expect(phone.get_by_role("button", name=YES)).to_be_visible()
    phone.get_by_role("button", name=NO).click()
    expect(phone.get_by_text(f"已拒绝。{NAME}没有看到任何内容。")).to_be_visible()
    found = bank.presented(made)
    assert (found["state"], found["reason"]) == ("refused", "access_denied")


def believes_no_altered_request(phone: Page, bank: Asker) -> None:
    made, sent = bank.ask_wallet(), []

    def alter(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text()[:-6] + "AAAAAA")

    phone.route("**/openid/presentations/*/request", alter)
    phone.on("request", lambda one: sent.append(one.url))
    phone.goto(made["link"])
    expect(phone.locator("[data-stopped=untrusted]")).to_be_visible()
    assert not [url for url in sent if url.endswith(("/response", "/copies"))]
    assert bank.presented(made)["state"] == "fetched"
