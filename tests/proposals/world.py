"""People of chosen birth dates, programmes, and runs on a small city."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from backend import db
from backend.certificates import lifecycle
from backend.certificates.issue import issue_all
from backend.certificates.models import Certificate
from backend.demo import people, records
from backend.people.models import Account
from backend.proposals.folder import load_programmes
from backend.proposals.models import Proposal, ProposalRun
from backend.proposals.programme import Programme
from backend.proposals.run import Runner, run
from backend.registries.calendar import day_of
from backend.registries.models import SourceRecord
from backend.registries.records import record_context
from tests.verification.world import BASE_URL, CATALOGUE, DEPARTMENT, City

BUILT_IN = load_programmes(Path("/nowhere"), CATALOGUE)
SENIOR = BUILT_IN["senior-card"]
OLD = BUILT_IN["old-age-proof"]


class Resident:
    """A citizen with an identity card and, when they have signed in, a token. `born` as on the card."""

    def __init__(self, city: City, born: date, *, n: int = 2, types: Sequence[str] = ("resident-id",)) -> None:
        self.city, self.born, self.n = city, born, n
        self.number = people.make_citizen_number("990102", born, n)
        self.name = people.person(n).name
        self.held: dict[str, uuid.UUID] = {}
        self.token = ""
        for type_id in types:
            self.certify(type_id)

    def certify(self, type_id: str, **changed: Any) -> uuid.UUID:
        """Register and issue; the certificate's id."""
        sex = "男" if self.n % 2 else "女"
        who = {"citizen_number": self.number, "name": self.name, "birth_date": self.born.isoformat(), "sex": sex}
        type_ = CATALOGUE.by_id(type_id)
        assert type_ is not None
        record = records.record(type_id, self.n)
        if type_id == "resident-id":
            record |= {"valid_from": "2020-01-01", "issue_date": "2020-01-01", "valid_to": None}
        record |= {name: value for name, value in who.items() if name in type_.fields} | changed
        if type_id == "senior-card":
            record |= {"number": f"990100L{self.n:09}", "issue_date": day_of(self.city.now).isoformat()}
        given = {"box": self.city.box, "base_url": BASE_URL, "now": self.city.now, "actor": DEPARTMENT}
        with db.transaction(self.city.engine) as session:
            issued = issue_all(
                session, record, type=type_id, issuer_code=type_.issuers[0], catalogue=CATALOGUE, **given
            )[0]
        self.person_id, self.held[type_id] = issued.person_id, issued.certificate_id
        return issued.certificate_id

    def reregister(self) -> None:
        """The register corrects the date of birth; the card is not made anew yet."""
        with db.transaction(self.city.engine) as session:
            mine = SourceRecord.person_id == self.person_id, SourceRecord.type_number == 1
            row = session.scalars(select(SourceRecord).where(*mine)).one()
            opened = self.city.box.of(session, None).open(row.sealed, record_context(row.record_id))
            opened["fields"] |= {"birth_date": self.born.isoformat()}
            row.sealed = self.city.box.seal(opened, record_context(row.record_id))

    def end(self, act: str) -> None:
        """What becomes of the identity card: suspended, or cancelled when its holder has died."""
        given = {"reason": "依申请", "box": self.city.box, "now": self.city.now, "actor": DEPARTMENT}
        with db.transaction(self.city.engine) as session:
            card = lifecycle.own_certificate(session, self.held["resident-id"], issuer_code="GA")
            if act == "suspend":
                lifecycle.suspend(session, card, **given)
            else:
                lifecycle.revoke(session, card, kind=act, **given)

    def sign_in(self) -> str:
        """A token of the citizen's account."""
        account_id = uuid.uuid4()
        row = {"account_id": account_id, "phone_key": secrets.token_bytes(32), "sealed_phone": b"x"}
        self.subject = f"account:{account_id}"
        with self.city.app.app_context(), db.transaction(self.city.engine) as session:
            session.execute(insert(Account).values(row | {"person_id": self.person_id, "created_at": self.city.now}))
            return self.city.sign_in(session, self.subject, "citizen", None)


def years_ago(city: City, years: int) -> date:
    """A day so many years before the city's today, on which somebody can be born."""
    today = day_of(city.now)
    return date(today.year - years, today.month, min(today.day, 28))


def walk(city: City, programme: Programme = SENIOR, **given: Any) -> ProposalRun:
    return run(runner(city, given.pop("batch", 500)), programme, **given)


def runner(city: City, batch: int = 500) -> Runner:
    return Runner(city.engine, CATALOGUE, city.box, lambda: city.now, "test", batch)


def proposals(city: City) -> list[Proposal]:
    with db.open_session(city.engine, reading=True) as session:
        return list(session.scalars(select(Proposal).order_by(Proposal.proposal_id)))


def count(city: City, model: Any, *where: Any) -> int:
    with db.open_session(city.engine, reading=True) as session:
        return session.execute(select(func.count()).select_from(model).where(*where)).scalar_one()


def certificates(city: City, person_id: uuid.UUID) -> list[Certificate]:
    with db.open_session(city.engine, reading=True) as session:
        return list(session.scalars(select(Certificate).where(Certificate.person_id == person_id)))
