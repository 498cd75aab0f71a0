"""A city to simulate: its registers imported and issued in bulk by the program's own import, windows, officers, phones.

Only what these matters look at is imported, in the shares of the demo city; phones are made when they are first used.
"""

import csv
import secrets
import uuid
from pathlib import Path

from sqlalchemy import Engine, insert, select

from backend import db
from backend.app import create_app
from backend.certificates.batch import issue_pending
from backend.certificates.models import Certificate
from backend.certificates.rows import open_fields
from backend.config import Settings
from backend.demo import people, records
from backend.demo.city import SHARES
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from backend.people import persons
from backend.people.models import Account
from backend.registries.import_records import import_file
from backend.security import Box
from backend.verification.verifiers import register_verifier
from backend.web.request import Actor
from certs import lm1
from certs.keys import SoftwareSigner, new_private_key
from tests.conftest import KEYS
from tests.verification.world import BASE_URL, CATALOGUE, EVERYTHING, City, Held, Phone

HALLS = ("市民中心", "东湖区政务大厅", "南桥区政务大厅", "望江县政务大厅")
TYPES = (
    "resident-id", "social-security-card", "household-register", "marriage", "business-licence", "driving-licence",
    "real-estate-title", "birth", "residence-permit",
)  # fmt: skip


class Town(City):
    """`now` follows the virtual clock of whoever runs it."""

    def __init__(self, engine: Engine, folder: Path, *, url: str, citizens: int, windows: int, now: int) -> None:
        settings = Settings(
            database_url=url, redis_url=None, data_dir=folder, port=8000, base_url=BASE_URL, demo=True, **KEYS
        )
        super().__init__(create_app(settings, engine=engine), engine, Box(KEYS["data_key"], KEYS["index_key"]), now=now)
        self.citizens, self._phones = citizens, dict[int, Phone]()
        for type_id in TYPES:
            self._load(folder, type_id, max(1, citizens * SHARES[type_id] // 100))
        with db.transaction(engine) as session:
            import_matters(session, load_builtin(), catalogue=CATALOGUE, now=now, actor="cli:simulate")
        self.windows = [self._window(place) for place in range(windows)]

    def _load(self, folder: Path, type_id: str, count: int) -> None:
        type_, file = CATALOGUE.by_id(type_id), folder / f"{type_id}.csv"
        assert type_ is not None
        rows = [records.row(type_, records.record(type_id, n)) for n in range(count)]
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        read = import_file(
            self.engine, file, type=type_id, issuer_code=type_.issuers[0], catalogue=CATALOGUE, box=self.box,
            now=self.now, report_path=folder / "refused.csv", actor="cli:simulate",
        )  # fmt: skip
        made = issue_pending(
            self.engine, type=type_id, catalogue=CATALOGUE, box=self.box, base_url=BASE_URL, clock=lambda: self.now
        )
        if read.added != count or made.issued < count:  # co-owners get a certificate each
            raise RuntimeError(f"{type_id}: {read.added} of {count} imported, {made.issued} issued")

    def _window(self, place: int) -> Actor:
        hall, name = HALLS[place % len(HALLS)], f"window-{place + 1:02}"
        with db.transaction(self.engine) as session:
            register_verifier(
                session, name, kind="window", name_zh=f"{hall}{place + 1}号窗口", name_en=name, hall=hall,
                purposes={"matter": EVERYTHING}, catalogue=CATALOGUE, actor="cli:simulate", now=self.now,
            )  # fmt: skip
        return Actor(f"staff:{uuid.uuid4()}", "window", name)

    def phone_of(self, index: int) -> Phone:
        """The phone of this citizen of the demo city, with all that they and their companies hold."""
        if index not in self._phones:
            self._phones[index] = self._bind(index)
        return self._phones[index]

    def _bind(self, index: int) -> Phone:
        who, account_id, signer = people.person(index), uuid.uuid4(), SoftwareSigner(new_private_key())
        actor = Actor(f"account:{account_id}", "citizen")
        with self.app.app_context(), db.transaction(self.engine) as session:
            person_id = persons.ensure_person(
                session, "citizen", who.citizen_number, who.name, box=self.box, now=self.now
            )
            account = {"account_id": account_id, "phone_key": secrets.token_bytes(32), "sealed_phone": b"x"}
            session.execute(insert(Account).values(account | {"person_id": person_id, "created_at": self.now}))
            device = self._register(session, actor, signer)
            mine = Certificate.person_id.in_(persons.persons_reachable(session, person_id))
            held = [_held(row) for row in session.scalars(select(Certificate).where(mine))]
        token = ""  # phones of the simulation call the use cases themselves
        phone = Phone(index, person_id, account_id, device.device_id, device.handle, signer, token)
        phone.held.update({one.type_id: one for one in held})
        return phone

    def single(self, phone: Phone, type_id: str, number: int) -> str:
        """A code of one certificate, by a view that its issuer signed for this phone."""
        held = phone.held[type_id]
        with db.open_session(self.engine, reading=True) as session:
            row = session.get_one(Certificate, (held.person_id, held.certificate_id))
            held.clean = open_fields(row, box=self.box)
        return lm1.code_text(self.view(phone, held, number), phone.signer, iat=self.now)


def _held(row: Certificate) -> Held:
    type_ = CATALOGUE.by_number(row.type_number)
    assert type_ is not None
    place = row.list_no, row.idx
    period = {"valid_to": row.valid_to}
    return Held(row.certificate_id, row.person_id, type_.id, row.handle, place, row.issuer_code, period)
