"""The example website lets its visitor in by a wallet that nobody here wrote, and nobody else."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend import db
from backend.demo import people
from backend.partners.register import register_partner
from examples.partner.client import Partner
from examples.partner.website import PURPOSE, create_app
from tests.interop.peer import ask
from tests.interop.test_presenter import SHOW, Place, place
from tests.people.sign_in import services_of

__all__ = ["place"]
SECRET, HERE = "s" * 40, "https://shop.example"


@pytest.fixture(scope="module")
def website(place: Place) -> Any:
    services = services_of(place.client)
    with db.transaction(services.engine) as session:
        register_partner(
            session, client_id="some.shop", name_zh="某商店", name_en="A shop", purposes={PURPOSE: {"1": SHOW}},
            secret=SECRET, box=services.box, now=1_700_000_000, channels=("openid4vp",),
        )  # fmt: skip
    app = create_app(Partner(services.settings.base_url, "some.shop", SECRET), key="k" * 32)
    return app


def shown(place: Place, uri: str) -> dict[str, Any]:
    """What the wallet sent, and where it was told to send the browser."""
    pinned = place.client.get("/openid/presentation-authority.pem").text
    told = ask(
        "presenter.mjs", link=uri, pinned=pinned, credentials={"resident-id": place.copies[0]},
        show={"resident-id": SHOW},
    )  # fmt: skip
    found: dict[str, Any] = told["ok"]
    return found


def begun(visitor: FlaskClient, device: str) -> str:
    """The text of the request that the visitor's wallet gets."""
    answer = visitor.post(f"{HERE}/sign-in/{device}")
    assert answer.status_code == 302
    if device == "same":
        return str(answer.headers["Location"])
    with visitor.session_transaction(base_url=HERE) as kept:
        return str(kept["uri"])


def test_a_visitor_scans_and_is_let_in(place: Place, website: Any) -> None:
    visitor = website.test_client()
    uri = begun(visitor, "another")
    assert "goes on by itself" in visitor.get(HERE + "/scan").text
    assert re.match(r"<\?xml|<svg", visitor.get(HERE + "/scan.svg").text)
    assert shown(place, uri)["status"] == 200
    assert visitor.get(HERE + "/scan").headers["Location"].endswith("/")
    assert f"Signed in as {people.person(0).name}" in visitor.get(HERE + "/").text


def test_on_the_same_device_only_the_browser_that_began_is_let_in(place: Place, website: Any) -> None:
    visitor, thief = website.test_client(), website.test_client()
    back = shown(place, begun(visitor, "same"))["answer"]["redirect_uri"]
    begun(thief, "same")
    assert thief.get(back).status_code == 403
    assert website.test_client().get(back).status_code == 403
    assert visitor.get(back.partition("?")[0]).status_code == 403  # without the code
    begun_again = website.test_client()
    assert begun_again.get(shown(place, begun(begun_again, "same"))["answer"]["redirect_uri"]).status_code == 302
    assert f"Signed in as {people.person(0).name}" in begun_again.get(HERE + "/").text
