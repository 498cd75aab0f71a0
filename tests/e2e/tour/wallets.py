"""What is done on the way to the pages where other wallets ask, and where this phone is one."""

import json
import urllib.parse
import urllib.request

from playwright.sync_api import Page, expect

from tests.api.wallet_rows import PUSHED
from tests.docs.live import Live
from tests.e2e.asker import open_bank
from tests.e2e.tour.visitors import City


def push(live: Live, **changed: str) -> str:
    """A wallet announces what it wants; the address to which it sends its user."""
    form = urllib.parse.urlencode(PUSHED | changed).encode()
    with urllib.request.urlopen(f"{live.base}/openid/par", data=form, timeout=20) as answer:
        told = json.loads(answer.read())
    named = {"client_id": PUSHED["client_id"], "request_uri": told["request_uri"]}
    return f"/authorize?{urllib.parse.urlencode(named)}"


def asked(page: Page, city: City) -> None:
    """A wallet sent its user here."""
    page.goto(push(city.live, scope="resident-id marriage"))
    expect(page.get_by_role("button", name="同意领取")).to_be_visible()


def present(page: Page, city: City) -> None:
    """A bank asks whatever wallet there is."""
    wanted = [{"type": "resident-id", "fields": ["name", "birth_date", "over_18"]}]
    page.goto(open_bank(city.live).ask_wallet(certificates=wanted)["link"])
    expect(page.get_by_role("button", name="同意出示，用本机签名")).to_be_visible()


def presented(page: Page, city: City) -> None:
    page.get_by_role("button", name="同意出示，用本机签名").click()
    expect(page.get_by_text("只能看到您同意的内容")).to_be_visible()
