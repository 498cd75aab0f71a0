"""A platform and one issuer, GA, with an active key; and what a phone would show from it."""

import dataclasses
from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import Engine

from backend import db
from backend.security import Box
from backend.trust import keys, lists
from certs import keys as vault_keys
from certs import lm1, trust, verify
from certs.catalogue import Catalogue, load_builtin

NOW = 1_790_000_000
DAY = 86_400
BASE_URL = "https://liangma.example"


@dataclasses.dataclass(frozen=True)
class Office:
    """The database and what every call needs beside a session."""

    engine: Engine
    box: Box
    anchor: vault_keys.PublicKey
    catalogue: Catalogue

    def code(self, *, now: int, place: tuple[int, int] = (1, 0)) -> str:
        """The text of a code whose view GA signs at `now` and a new phone shows at the same moment."""
        device = vault_keys.SoftwareSigner(vault_keys.new_private_key())
        with db.transaction(self.engine) as session:
            signer = keys.signer_for(session, "GA", box=self.box, now=now)
        view = lm1.view_bytes(
            issuer="GA", handle="Zb3kQ9xA", exp=now + 10 * DAY, device_key=device.public, type=1, status=place,
            fields={self.catalogue.numbers[1].label_of("over_18"): True}, signer=signer,
        )  # fmt: skip
        self.devices[view] = device
        return self.again(view, now=now)

    devices: dict[bytes, vault_keys.SoftwareSigner] = dataclasses.field(default_factory=dict)

    def again(self, view: bytes, *, now: int) -> str:
        """The phone shows the same view at another time."""
        return lm1.code_text(view, self.devices[view], iat=now)

    def judge(self, text: str, *, now: int) -> verify.Accepted | verify.Rejected:
        with db.open_session(self.engine, reading=True) as session:
            believed = lists.current_trust(session, self.catalogue, now=now)
        return verify.verify(text, trust=believed, required=verify.Required("window-1"), now=now)

    def publish(self, *, now: int) -> trust.TrustList:
        with db.transaction(self.engine) as session:
            return trust.read_trust_list(lists.trust_list(session, now=now, box=self.box), self.anchor)


@pytest.fixture
def office(engine: Engine, box: Box) -> Office:
    with db.transaction(engine) as session:
        keys.ensure_platform(session, box=box, now=NOW)
        names = {"name_zh": "公安局", "name_en": "Public Security"}
        keys.create_issuer(session, code="GA", **names, authority_code="11000000000000000X", types=[1], now=NOW)
        keys.new_key(session, "GA", box=box, state="active", now=NOW)
        anchor = keys.platform_signer(session, box=box, now=NOW).public
    return Office(engine, box, anchor, load_builtin())


@pytest.fixture
def at_now() -> Iterator[None]:
    """The edge's clock stands at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def public(office: Office, client: FlaskClient, at_now: None) -> FlaskClient:
    """A client without a token, of an office that has its keys."""
    return client
