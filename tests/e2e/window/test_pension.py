"""A pension transfer finished by one scan: the proof that was still missing is made out on the phone, the pack stands
for every paper, and the case is accepted, approved and handed over."""

from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.camera import Camera
from tests.e2e.office import office
from tests.e2e.pocket import in_use, pocket, read
from tests.e2e.window.clerk import MATTER, Clerk

CITIZEN = 47
CARDS = ("居民身份证", "社会保障卡", "证明")
TYPED = {"联系电话": "13800000000", "原参保地": "长沙市"}
SPARED = ("id-card", "social-security-card", "payment-record")


def test_one_pack_scan_spares_every_paper_of_a_pension_transfer_and_finishes_it(
    clerk: Clerk, camera: Camera, browser: Browser, live: Live
) -> None:
    camera.show("https://example.com")
    clerk.sign_in()
    case_no = clerk.open_case()
    page = clerk.page
    with pocket(browser, live) as context:
        phone = in_use(context.new_page(), CITIZEN)
        clerk.press_as_gun(pack_with_proof(phone))
        expect(page.get_by_text("核验通过")).to_be_visible()
        assert {code for code, state in clerk.states().items() if state == "exempt"} == set(SPARED)
        page.keyboard.press("Alt+3")  # the signed form is all that is on paper
        expect(page.get_by_text("材料齐了，可以收件")).to_be_visible()
        for label, text in TYPED.items():
            page.get_by_label(label).fill(text)
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("definition").filter(has_text=TYPED["联系电话"])).to_be_visible()
        page.keyboard.press("F3")
        expect(page.locator("section[data-state]")).to_have_attribute("data-state", "accepted")
        office(live, "RS").decide(case_no, "approved")
        page.reload()
        expect(page.locator("[data-outcome=approved]").get_by_role("button", name="打印结果")).to_be_visible()
        phone.goto(f"/cases/{case_no}")
        expect(phone.get_by_text("已办结：准予").first).to_be_visible()


def pack_with_proof(phone: Page) -> str:
    """The text of the code, from a picture of the screen."""
    phone.goto("/proofs/kinds/social-insurance")
    phone.get_by_label("需要证明").select_option(label="已参保")
    phone.get_by_role("button", name="申请这个证明").click()
    phone.get_by_role("link", name="查看并出示证明").click()
    expect(phone.get_by_role("link", name="亮码出示")).to_be_visible()
    phone.goto(f"/pack?matter={MATTER}")
    for card in CARDS:
        expect(phone.get_by_role("checkbox", name=card).first).to_be_checked()
    phone.get_by_role("button", name="出示凭证码").click()
    return read(phone)
