"""The departments of the demo city with their keys, and files made from its records."""

import csv
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from backend import db
from backend.certificates.batch import BatchSummary, issue_pending
from backend.certificates.issue import issue
from backend.certificates.models import Certificate
from backend.demo import records
from backend.registries.import_records import ImportSummary, import_file
from backend.security import Box
from backend.trust import keys
from backend.web.request import Actor
from certs.catalogue import Catalogue, CertificateType

BASE_URL = "https://liangma.example"
AUTHORITY = "11990100000001011X"
CLERK = Actor(subject="staff:test", role="department", office="GA")


@dataclass(frozen=True)
class Office:
    """A migrated database with every issuer of the catalogue, each with an active key."""

    engine: Engine
    box: Box
    catalogue: Catalogue
    folder: Path
    now: int

    def type(self, type_id: str) -> CertificateType:
        found = self.catalogue.by_id(type_id)
        assert found is not None
        return found

    def rows(self, type_id: str, numbers: Sequence[int]) -> list[dict[str, str]]:
        """Spreadsheet rows of the city's records."""
        return [records.row(self.type(type_id), records.record(type_id, n)) for n in numbers]

    def csv(self, rows: Sequence[dict[str, str]], *, encoding: str = "utf-8", name: str = "file.csv") -> Path:
        path = self.folder / name
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    def load(self, path: Any, type_id: str, **changed: Any) -> ImportSummary:
        """Import a file as the type's own issuer."""
        given: dict[str, Any] = {
            "type": type_id, "issuer_code": self.type(type_id).issuers[0], "catalogue": self.catalogue, "box": self.box,
            "now": self.now, "report_path": self.folder / "report.csv",
        } | changed  # fmt: skip
        return import_file(self.engine, path, **given)

    def load_records(self, type_id: str, numbers: Sequence[int]) -> ImportSummary:
        return self.load(self.csv(self.rows(type_id, numbers)), type_id)

    def report(self) -> list[list[str]]:
        """The report's lines without its heading."""
        with (self.folder / "report.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))[1:]

    def issue(self, type_id: str, n: int = 0, **changed: Any) -> Certificate:
        """Issue the city's n-th certificate of a type, committed."""
        fields = records.record(type_id, n) | changed
        with db.transaction(self.engine) as session:
            return issue(session, fields, type=type_id, issuer_code=self.type(type_id).issuers[0], **self.given())

    def issue_pending(self, type_id: str, **changed: Any) -> BatchSummary:
        given: dict[str, Any] = {
            "catalogue": self.catalogue, "box": self.box, "base_url": BASE_URL, "clock": lambda: self.now,
        }  # fmt: skip
        return issue_pending(self.engine, type=type_id, **given | changed)

    def given(self) -> dict[str, Any]:
        return {
            "catalogue": self.catalogue, "box": self.box, "base_url": BASE_URL, "now": self.now, "actor": CLERK,
        }  # fmt: skip

    def count(self, model: Any, *where: Any) -> int:
        with db.open_session(self.engine, reading=True) as session:
            return session.execute(select(func.count()).select_from(model).where(*where)).scalar_one()

    def all(self, model: Any, *where: Any) -> list[Any]:
        with db.open_session(self.engine, reading=True) as session:
            return list(session.scalars(select(model).where(*where)))


def open_office(engine: Engine, box: Box, catalogue: Catalogue, folder: Path, *, now: int) -> Office:
    with db.transaction(engine) as session:
        keys.ensure_platform(session, box=box, now=now - 60)
        open_issuers(session, box, catalogue, now=now - 60)
    return Office(engine, box, catalogue, folder, now)


def open_issuers(session: Session, box: Box, catalogue: Catalogue, *, now: int) -> None:
    by_issuer: dict[str, list[int]] = {}
    for type in catalogue.types:
        for code in type.issuers:
            by_issuer.setdefault(code, []).append(type.number)
    for code, types in sorted(by_issuer.items()):
        names = {"name_zh": f"部门{code}", "name_en": f"Department {code}"}
        keys.create_issuer(session, code=code, **names, authority_code=AUTHORITY, types=types, now=now)
        keys.new_key(session, code, box=box, state="active", now=now)


def clock_now() -> int:
    return int(time.time())
