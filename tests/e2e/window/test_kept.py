"""A scan that could not be sent is kept, sent when it can be, and counts once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.docs.live import Live
from tests.e2e.camera import Camera
from tests.e2e.phone import Phone
from tests.e2e.window.clerk import Clerk

Phones = Callable[[int], Phone]
OVER = {"status": 401, "content_type": "application/problem+json", "body": "{}"}


def end_the_sign_in(clerk: Clerk, address: str) -> None:
    """The next call of the address finds the sign-in over, and nothing renews it."""
    clerk.complaints.expected.append("401")
    for one in (address, "**/auth/refresh"):
        clerk.page.route(one, lambda route: route.fulfill(**OVER), times=1)  # type: ignore[arg-type]


def test_a_code_scanned_without_a_network_is_kept_and_sent_when_it_is_back(
    clerk: Clerk, camera: Camera, phone: Phones
) -> None:
    camera.show("https://example.com")
    clerk.sign_in()
    clerk.open_case()
    clerk.complaints.expected.append("ERR_CONNECTION_REFUSED")
    code = phone(2).code()
    clerk.page.route("**/scans", lambda route: route.abort("connectionrefused"))
    clerk.press_as_gun(code)
    expect(clerk.page.get_by_text("还没有送出去，已保存")).to_be_visible()
    expect(clerk.page.get_by_text("暂时连不上服务。页面上的内容都还在")).to_be_visible()
    assert clerk.states()["id-card"] == "missing"
    clerk.page.unroute("**/scans")
    expect(clerk.page.get_by_text("核验通过")).to_be_visible()
    assert clerk.states()["id-card"] == "exempt"


def test_a_sign_in_that_ends_in_mid_scan_keeps_the_scan(clerk: Clerk, camera: Camera, phone: Phones) -> None:
    camera.show("https://example.com")
    clerk.sign_in()
    clerk.open_case()
    end_the_sign_in(clerk, "**/scans")
    clerk.press_as_gun(phone(2).code())
    expect(clerk.page.get_by_text("登录已过期", exact=True)).to_be_visible()
    expect(clerk.page.get_by_text("登录后自动送出")).to_be_attached()
    assert clerk.states()["id-card"] == "missing"
    clerk.fill_in(ahead=30)
    expect(clerk.page.get_by_text("核验通过")).to_be_visible()
    assert clerk.states()["id-card"] == "exempt"


def test_a_gun_that_types_while_the_sign_in_is_asked_for_again_is_heard_and_its_code_is_not_a_password(
    clerk: Clerk, camera: Camera, phone: Phones
) -> None:
    camera.show("https://example.com")
    clerk.sign_in()
    clerk.open_case()
    end_the_sign_in(clerk, "**/materials/*")
    password = clerk.page.get_by_role("dialog").get_by_label("密码", exact=True)
    with clerk.page.expect_response("**/auth/refresh"):
        clerk.page.keyboard.press("Alt+3")
    password.fill("half")
    clerk.press_as_gun(phone(2).code())
    expect(password).to_have_value("half")
    assert clerk.states()["id-card"] == "missing"
    clerk.fill_in(ahead=30)
    expect(clerk.page.get_by_text("核验通过")).to_be_visible()


def test_a_code_whose_answer_was_lost_is_sent_again_and_counts_once(
    clerk: Clerk, camera: Camera, phone: Phones, live: Live
) -> None:
    clerk.complaints.expected.append("ERR_")
    camera.show("https://example.com")
    clerk.sign_in()
    case = clerk.open_case()
    sent: list[str] = []

    def lose(route: Route) -> None:
        sent.append(route.request.headers["idempotency-key"])
        if len(sent) > 1:
            return route.continue_()
        route.fetch()  # the office hears it; its answer does not come back
        route.abort("connectionreset")

    clerk.page.route("**/scans", lose)
    clerk.press_as_gun(phone(2).code())
    expect(clerk.page.get_by_text("还没有送出去，已保存")).to_be_visible()
    expect(clerk.page.get_by_text("核验通过")).to_be_visible()
    assert len(sent) == 2
    assert len(set(sent)) == 1
    with clerk.page.expect_response(f"**/api/v1/cases/{case}") as answer:
        clerk.page.reload()
    found = answer.value.json()
    assert len(found["certificates"]) == 1
    assert [one["state"] for one in found["materials"] if one["code"] == "id-card"] == ["exempt"]


@pytest.mark.parametrize("status", [500, 503])
def test_a_failure_of_the_server_is_told_in_words_and_the_scan_waits(
    clerk: Clerk, camera: Camera, phone: Phones, status: int
) -> None:
    clerk.complaints.expected.append(str(status))
    camera.show("https://example.com")
    clerk.sign_in()
    clerk.open_case()
    clerk.page.route("**/scans", lambda route: route.fulfill(status=status, body="down"))
    clerk.press_as_gun(phone(2).code())
    expect(clerk.page.get_by_text("码大约还能用")).to_be_visible()
    clerk.page.unroute("**/scans")
    clerk.page.get_by_role("button", name="现在再送").press("Enter")
    expect(clerk.page.get_by_text("核验通过")).to_be_visible()
    assert clerk.page.evaluate("document.activeElement !== document.body")
