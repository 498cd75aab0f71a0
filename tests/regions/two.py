"""Two cities with data of their own: there issues, here recognises."""

from dataclasses import dataclass
from typing import Any

from backend import db
from backend.regions import register
from backend.regions.ask import ask
from backend.regions.take import take
from backend.trust import keys as trust_keys
from tests.verification.world import CATALOGUE, City

CARD: dict[str, Any] = {"resident-id": {"type": "resident-id", "fields": "*"}}


@dataclass
class Two:
    """`here` trusts `there` by its address on this machine."""

    here: City
    there: City
    address: str

    @property
    def local(self) -> set[str]:
        return {self.address.removeprefix("http://")}

    def thumbprint(self) -> str:
        with db.open_session(self.there.engine, reading=True) as session:
            return trust_keys.all_keys(session, "LM")[0].thumbprint

    def recognise(self, accepts: dict[str, Any] | None = None) -> None:
        """Proposed and approved."""
        served, thumbprint = ask(self.address, local=self.local), self.thumbprint()
        with db.transaction(self.here.engine) as session:
            about: dict[str, Any] = {"name": {"zh": "邻市", "en": "Neighbour"}, "base_url": self.address, "grace": 0}
            register.propose(
                session, "NB", **about, thumbprint=thumbprint, accepts=CARD if accepts is None else accepts,
                served=served, catalogue=CATALOGUE, actor="staff:maker", now=self.here.now,
            )  # fmt: skip
        with db.transaction(self.here.engine) as session:
            version = register.find_region(session, "NB")[1].version
            register.approve(
                session, "NB", thumbprint=thumbprint, version=version, actor="staff:checker", now=self.here.now
            )

    def take(self) -> None:
        settings: dict[str, Any] = {"catalogue": CATALOGUE, "local": self.local}
        take(self.here.engine, "NB", **settings, actor="worker", now=self.here.now)

    def suspend(self) -> None:
        with db.transaction(self.here.engine) as session:
            register.suspend(session, "NB", actor="staff:checker", now=self.here.now)
