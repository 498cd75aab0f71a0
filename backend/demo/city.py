"""The demo city Liangzhou: departments import their records, certificates are issued, windows and a gate open.

Everything goes through the same use cases as in a real city. Loading again with the same number of people changes
nothing; with more people it adds the new ones. Sign-ins of the demo are made at random and kept in DATA_DIR.
"""

import csv
import json
import os
import secrets
import shlex
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from backend import db
from backend.certificates.batch import issue_pending
from backend.config import Settings
from backend.demo import people, records
from backend.demo.places import AUTHORITIES, CITY
from backend.demo.seals import give_seal
from backend.matters.builtin import load_builtin as load_matters
from backend.matters.import_matters import import_matters
from backend.partners.register import register_partner
from backend.people.models import Staff
from backend.people.staff import HASHER, create_staff
from backend.proposals.folder import load_programmes
from backend.proposals.run import Runner, run_daily
from backend.registries.import_records import import_file
from backend.security import Box
from backend.trust import keys, lists, rights
from backend.trust.models import Issuer
from backend.verification.verifiers import register_verifier
from certs.catalogue import Catalogue, CertificateType

ACTOR = "demo"
GATE = "liangzhou-airport"
WINDOW_PURPOSE = "matter"
MOST_BATCHES = 10_000
WINDOWS = {
    "hall-01": ("市民中心1号综合窗口", "Civic Centre, window 1", "亮州市市民中心"),
    "hall-02": ("市民中心2号综合窗口", "Civic Centre, window 2", "亮州市市民中心"),
    "donghu-01": ("东湖区政务大厅1号窗口", "Donghu District, window 1", "东湖区政务服务大厅"),
}
DECIDING = (*AUTHORITIES, "CG", "GJ", "JS", "RQ", "SD", "SS", "SW", "XF", "YB", "ZJ")  # offices that decide cases
STAFF = {  # login -> (role, office)
    "hall-01": ("window", "hall-01"),
    "hall-02": ("window", "hall-02"),
    "donghu-01": ("window", "donghu-01"),
    "operator": ("operator", None),
    "security": ("security", None),
    "security-2": ("security", None),
    "auditor": ("auditor", None),
    **{f"department-{code.lower()}": ("department", code) for code in AUTHORITIES},
    **{f"officer-{code.lower()}": ("officer", code) for code in DECIDING},
}
SHARES = {  # certificates of a type for each hundred people
    "resident-id": 100, "business-licence": 20, "real-estate-title": 40, "marriage": 100, "driving-licence": 60,
    "social-security-card": 90, "disability": 4, "household-register": 100, "birth": 15, "residence-permit": 10,
    "senior-card": 45, "food-business-permit": 8, "public-hygiene-permit": 5,
    "teacher-qualification": 6, "general-proof": 5,
}  # fmt: skip
Bars = Callable[[str], AbstractContextManager[Callable[[int, int], None]]]


@dataclass(frozen=True)
class City:
    """What loading needs: the open database, the keys, the types, the clock, and how to show progress."""

    engine: Engine
    settings: Settings
    box: Box
    catalogue: Catalogue
    now: int
    bars: Bars


def is_loaded(engine: Engine) -> bool:
    with db.open_session(engine, reading=True) as session:
        return session.scalars(select(Staff.login).where(Staff.login == "auditor")).first() is not None


def load(city: City, *, people_count: int) -> None:
    """Load the city. Each step commits on its own, so a load that was stopped is simply run again."""
    with db.transaction(city.engine) as session:
        keys.ensure_platform(session, box=city.box, now=city.now)
        for code in AUTHORITIES:
            _open_department(session, city, code)
            give_seal(session, code, box=city.box, now=city.now)
    for type_id, share in SHARES.items():
        type_ = city.catalogue.by_id(type_id)
        if type_ is not None:
            _import_and_issue(city, type_, max(1, people_count * share // 100))
    with db.transaction(city.engine) as session:
        import_matters(session, load_matters(), catalogue=city.catalogue, actor=ACTOR, now=city.now)
        for verifier_id in WINDOWS:
            _open_window(session, city, verifier_id)
        sign_ins = _hire(session, city)
        _open_gate(session, city, sign_ins)
        lists.trust_list(session, box=city.box, now=city.now)
    _keep_sign_ins(city.settings, sign_ins)
    _offer(city)


def _offer(city: City) -> None:
    """What people can have without applying, once a day as the worker does."""
    programmes = load_programmes(city.settings.programmes_dir, city.catalogue)
    runner = Runner(city.engine, city.catalogue, city.box, lambda: city.now, ACTOR)
    run_daily(runner, programmes.values(), batches=MOST_BATCHES)


def _open_department(session: Session, city: City, code: str) -> None:
    types = [type_.number for type_ in city.catalogue.types if code in type_.issuers]
    if session.get(Issuer, code) is not None:
        rights.allow_types(session, code, types, now=city.now, actor=ACTOR)
        return
    name_zh, name_en, authority = AUTHORITIES[code]
    keys.create_issuer(
        session,
        code=code,
        name_zh=name_zh,
        name_en=name_en,
        authority_code=authority,
        types=types,
        now=city.now,
        actor=ACTOR,
    )
    keys.new_key(session, code, box=city.box, state="active", now=city.now, actor=ACTOR)


def _import_and_issue(city: City, type_: CertificateType, count: int) -> None:
    folder = city.settings.data_dir / "demo"
    folder.mkdir(exist_ok=True)
    file = folder / f"{type_.id}.csv"
    _write_file(file, type_, count)
    issuer = type_.issuers[0]
    with city.bars(f"{type_.name['zh']} 导入 import") as progress:
        import_file(
            city.engine, file, type=type_.id, issuer_code=issuer, catalogue=city.catalogue, box=city.box, now=city.now,
            report_path=folder / f"{type_.id}-refused.csv", progress=progress, actor=ACTOR,
        )  # fmt: skip
    with city.bars(f"{type_.name['zh']} 签发 issue") as progress:
        issue_pending(
            city.engine, type=type_.id, catalogue=city.catalogue, box=city.box, base_url=city.settings.base_url,
            clock=lambda: city.now, progress=progress,
        )  # fmt: skip


def _write_file(file: Path, type_: CertificateType, count: int) -> None:
    """The department's export, as a spreadsheet program would save it: UTF-8 with BOM, Chinese headings."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer: csv.DictWriter[str] | None = None
        for row in _rows(type_, count):
            if writer is None:
                writer = csv.DictWriter(stream, fieldnames=list(row))
                writer.writeheader()
            writer.writerow(row)


def _rows(type_: CertificateType, count: int) -> Iterator[dict[str, str]]:
    for n in range(count):
        yield records.row(type_, records.record(type_.id, n))


def _open_window(session: Session, city: City, verifier_id: str) -> None:
    name_zh, name_en, hall = WINDOWS[verifier_id]
    register_verifier(
        session, verifier_id, kind="window", name_zh=name_zh, name_en=name_en, hall=hall, catalogue=city.catalogue,
        purposes={WINDOW_PURPOSE: {str(type_.number): "*" for type_ in city.catalogue.types}}, actor=ACTOR,
        now=city.now,
    )  # fmt: skip


def _hire(session: Session, city: City) -> dict[str, dict[str, str]]:
    """They share a password made at random; each has a secret of their own for one-time passwords."""
    known = set(session.scalars(select(Staff.login)))
    password = secrets.token_urlsafe(12)
    hashed, made = HASHER.hash(password), {}
    for login, (role, office) in STAFF.items():
        if login not in known:
            new = create_staff(
                session, login, name=login, role=role, office=office, password=password, hashed=hashed, box=city.box,
                now=city.now, actor=ACTOR,
            )  # fmt: skip
            made[login] = {"login": login, "password": password, "totp_secret": new.totp_secret}
    return made


def _open_gate(session: Session, city: City, sign_ins: dict[str, dict[str, str]]) -> None:
    """An airport that may see adulthood, name and portrait, and nothing else."""
    if not sign_ins:
        return
    secret = secrets.token_urlsafe(32)
    register_partner(
        session, client_id=GATE, name_zh="亮州机场安检", name_en="Liangzhou Airport security", secret=secret,
        purposes={"boarding": {"1": ["over_18", "name", "portrait_digest"]}}, box=city.box, actor=ACTOR, now=city.now,
    )  # fmt: skip
    sign_ins[GATE] = {"client_id": GATE, "client_secret": secret}


def sign_ins_file(settings: Settings) -> Path:
    return settings.data_dir / "demo-sign-ins.json"


def _keep_sign_ins(settings: Settings, made: dict[str, dict[str, str]]) -> None:
    path = sign_ins_file(settings)
    kept = json.loads(path.read_text()) if path.exists() else {}
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(kept | made, file, indent=1)


def greeting(settings: Settings) -> str:
    """What `serve` prints in the demo: where everything is and how to begin."""
    hero, base = people.person(0), settings.base_url
    here = {"DEMO": "1", "DATA_DIR": str(settings.data_dir.resolve()), "PORT": str(settings.port)}
    first = " ".join(f"LIANGMA_{name}={shlex.quote(value)}" for name, value in here.items())
    return f"""
  亮码 Liangma · {CITY}（演示 demo）
  市民 citizen    {base}/           手机 phone {hero.phone}  {hero.name}  {hero.citizen_number}
  窗口 window     {base}/window     ./liangma demo sign-in hall-01
  闸机 gate       {base}/gate       ./liangma demo sign-in {GATE}
  管理 admin      {base}/admin      ./liangma demo sign-in operator
  接口 API        {base}/docs/
  命令 commands   请在另一个终端先输入 in a second terminal, type first:
                  export {first}
  走一遍 walk     README.md，或 or: .venv/bin/python -m examples.walkthrough {base}
"""
