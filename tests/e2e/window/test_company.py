"""A company's agent: asked by link on a desktop, confirmed by name, and a matter finished for it at a window."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from backend.demo import people, records
from tests.docs.live import Live
from tests.e2e.phone import Phone, call
from tests.e2e.pocket import DESK, in_use, pocket
from tests.e2e.staff import token_of
from tests.e2e.window.clerk import Clerk

BOSS, AGENT = 132, 133
MATTER = "sc-food-permit-renewal"
SHOWN = ("business-licence", "food-business-permit")


def test_a_company_s_agent_is_asked_on_a_desktop_and_finishes_a_matter_at_a_window(
    clerk: Clerk, phone: Callable[[int], Phone], browser: Browser, live: Live
) -> None:
    found(live)
    agent = phone(AGENT)
    with pocket(browser, live, viewport=DESK) as context:
        page = in_use(context.new_page(), BOSS)
        page.goto("/company")
        page.locator("main a[href^='/company/']").click()
        link = invite(page)
        take(agent, link)
        page.reload()
        row = page.locator("[data-member=waiting]")
        expect(row).to_contain_text(people.person(AGENT).name)
        row.get_by_role("button", name="确认").click()
        expect(page.locator("[data-member=active]")).to_contain_text("办事人")

        clerk.sign_in()
        finish(clerk, agent)

        page.get_by_role("button", name="取消").click()
        page.get_by_role("dialog").get_by_role("button", name="取消").last.click()
        expect(page.locator("[data-member=active]")).to_have_count(0)
    assert lent(agent) == []


def found(live: Live) -> None:
    """The company, with a licence and a permit."""
    token = token_of(live, "department", "SC")
    for type_id in SHOWN:
        body = {"type": type_id, "fields": records.record(type_id, BOSS)}
        call(live.base, "POST", "/certificates", body, token)


def invite(page: Page) -> str:
    page.get_by_role("button", name="邀请", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="办事人").check()
    dialog.get_by_role("radio", name="链接").check()
    dialog.get_by_label("可以办的事项").fill("食品经营许可延续")
    dialog.get_by_role("button", name="加上食品经营许可延续").click()
    dialog.get_by_role("button", name="发出邀请").click()
    link = dialog.locator("[data-link]").inner_text()
    dialog.get_by_role("button", name="好了").click()
    return link


def take(agent: Phone, link: str) -> None:
    claimed = call(agent.base, "POST", "/me/company-roles/claims", {"reference": link.rpartition("/")[2]}, agent.token)
    taken = call(agent.base, "POST", f"/me/company-roles/{claimed['member_id']}/acceptance", {}, agent.token)
    assert taken["state"] == "waiting"
    assert lent(agent) == []


def lent(agent: Phone) -> list[dict[str, object]]:
    wallet = call(agent.base, "GET", f"/wallet?device_id={agent.device_id}", token=agent.token)
    return [one for one in wallet["cards"] if one.get("on_behalf")]


def finish(clerk: Clerk, agent: Phone) -> None:
    """The company is the applicant by what its agent shows; the window reads both names."""
    page, cards = clerk.page, {one["type"]["id"]: one for one in lent(agent)}
    page.goto(f"/window/matters/{MATTER}")
    page.get_by_role("button", name="开始办理").click()
    page.wait_for_url("**/window/cases/*")
    expect(page.locator("[data-material]").first).to_be_visible()
    for type_id in SHOWN:
        shows = Phone(agent.base, agent.token, agent.device_id, agent.key, agent.handle, (cards[type_id],))
        clerk.press_as_gun(shows.code(type_id))
        expect(page.locator("[data-behalf]").first).to_contain_text(people.person(AGENT).name)
    expect(page.locator("[data-person=applicant]")).to_contain_text(people.organisation(BOSS).name)
    for material in ("application", "unchanged"):
        page.locator(f"[data-material={material}]").get_by_role("button").first.click()
        expect(page.locator(f"[data-material={material}]")).to_have_attribute("data-state", "provided")
    page.keyboard.press("F3")
    expect(page.locator("section[data-state]")).to_have_attribute("data-state", "approved")
