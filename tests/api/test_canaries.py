"""After the main path neither the log of a real server nor the bytes of its database hold a name, a number or a secret.

The visitors come over HTTP; what they type, show and carry are the canaries.
"""

import json
import re
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import redis
from sqlalchemy import func, select, update
from sqlalchemy.engine import make_url

from backend import db
from backend.demo import people, records
from backend.people.models import Device
from backend.privacy.decisions import OFFICE, SEALED
from backend.security import HOLDERS
from certs.catalogue import load_builtin
from tests.conftest import drop_postgres, new_postgres
from tests.docs.live import ROOT, Live, serve
from tests.services import postgres_bin

PHONE = "13911112222"
GUESS = "Hunter-2-canary"
PATHS = (
    "/api/v1/verifiers/{}",
    "/api/v1/matters/{}",
    "/api/v1/matters?q={}",
    "/none/{}",
    "/api/v1/certificate-types/{}",
)


@dataclass
class City:
    """A live city in which the main path was gone, and every text that must not be found again."""

    live: Live
    folder: Path
    url: str
    redis_url: str | None = None
    secrets: list[str] = field(default_factory=list)

    def secrets_so_far(self) -> set[str]:
        return set(self.secrets)

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        """Any answer, whatever its status."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        request = urllib.request.Request(f"{self.live.base}{path}", data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                return json.loads(response.read() or b"null")
        except urllib.error.HTTPError as error:
            return json.loads(error.read())


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder = tmp_path_factory.mktemp("canaries")
    url, more, server, name = f"sqlite:///{folder / 'liangma.db'}", {}, "", ""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_url")
        name = new_postgres(server, None)
        url = f"{server}/{name}"
        more = {"LIANGMA_DATABASE_URL": url, "LIANGMA_REDIS_URL": request.getfixturevalue("redis_url")}
    with serve(folder, people=20, **more) as live:
        found = City(live, folder, url, more.get("LIANGMA_REDIS_URL"))
        walk(found)
        blunder(found)
        yield found
    if name:
        drop_postgres(server, name)


def walk(city: City) -> None:
    """The main path, as the example goes it; its people and texts are canaries."""
    command = [str(ROOT / ".venv/bin/python"), "-m", "examples.walkthrough", city.live.base]
    environment = {**city.live.environment, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for n in (0, 1, 2):
        who = people.person(n)
        city.secrets += [who.name, who.citizen_number, who.phone, who.address]
    city.secrets += sorted(own_values(0) - city.secrets_so_far() - own_values(7))


def own_values(n: int) -> set[str]:
    """Every text of every kind of record about one citizen that could be told from another's: eight letters or more."""
    kept = (records.record(type_id, n) for type_id in (one.id for one in load_builtin().types if one.issuers))
    texts = {text for record in kept for text in record.values() if isinstance(text, str) and len(text) >= 8}
    return {text for text in texts if not re.fullmatch(r"\d{4}-\d\d-\d\d", text)}


def blunder(city: City) -> None:
    """What people type wrong, and where: numbers in paths, passwords in bodies, tokens that are none."""
    hero = people.person(0)
    sent = city.call("POST", "/api/v1/auth/one-time-codes", {"phone": PHONE})
    signed_in = city.call("POST", "/api/v1/auth/sessions", {"phone": PHONE, "code": sent["demo_code"]})
    token = signed_in["access_token"]
    for text in (hero.name, hero.citizen_number, GUESS):
        for path in PATHS:
            city.call("GET", path.format(urllib.parse.quote(text)))
        city.call("PUT", "/api/v1/me/identity", {"name": text, "number": hero.citizen_number}, token)
        city.call("PUT", "/api/v1/me/identity", {"name": hero.name, "number": text, text: text}, token)
        city.call("GET", "/api/v1/me", token=f"{GUESS}.{GUESS}.{GUESS}")
        city.call("POST", "/api/v1/auth/staff-sessions", {"login": text, "password": GUESS, "totp": "123456"})
    city.secrets += [PHONE, GUESS, token, signed_in["csrf_token"]]


def test_the_log_holds_no_personal_data_and_no_secret(city: City) -> None:
    log = (city.folder / "server.log").read_text()
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["event"] == "request"]
    assert len(requests) > 40
    allowed = {"event", "level", "timestamp", "id", "method", "route", "status", "ms", "role"}
    assert set().union(*requests) <= allowed
    spoken = "\n".join(line for line in log.splitlines() if line.startswith("{"))  # the rest greets the demo's operator
    assert [text for text in city.secrets if text in spoken] == []
    assert re.findall(r"LM1[PC]?:|eyJ", spoken) == []
    others = [line for line in lines if not line.get("logger", "").startswith("_granian")]  # how it starts and ends
    assert [line for line in others if line["event"] not in ("request", "address_limit_open")] == []


def test_the_database_holds_no_personal_data_in_clear(city: City) -> None:
    stored = dump(city)
    assert len(stored) > 500_000
    assert b"resident-id" in stored  # what is no secret is found, so the search searches
    named = {text: text.encode() for text in city.secrets}
    assert [text for text, spelt in named.items() if spelt in stored] == []
    for text in city.secrets:
        respelt = (text.encode("utf-16-le"), text.encode().hex().encode(), json.dumps(text)[1:-1].encode())
        assert [one for one in respelt if one in stored] == [], text


def test_what_belongs_to_a_holder_is_under_the_holder_s_own_key(city: City) -> None:
    engine = db.make_engine(city.url)
    first = [(one.table, one.table.c[name]) for one in SEALED if one.whose != OFFICE for name in one.columns]
    with db.open_session(engine, reading=True) as session:
        by_table: dict[str, set[bytes]] = {}
        for table, column in first:
            kinds = session.scalars(select(func.substr(column, 1, 1)).where(column.is_not(None)).distinct())
            by_table.setdefault(table.name, set()).update(bytes(kind) for kind in kinds)
    engine.dispose()
    assert {name: kinds for name, kinds in by_table.items() if kinds - {HOLDERS}} == {}
    assert {name for name, kinds in by_table.items() if kinds} >= {"persons", "certificates", "accounts", "cases"}


def test_neither_the_data_folder_nor_redis_holds_any_of_it(city: City) -> None:
    """But for the demo's own: the departments' files that it imports, and the list of who may sign in."""
    ours = [path for path in city.folder.rglob("*") if path.is_file() and path.parent.name != "demo"]
    others = [path for path in ours if not path.name.startswith(("liangma.db", "server.log", "demo-"))]
    kept = b"".join(path.read_bytes() for path in others)
    assert len(ours) > 2
    if city.redis_url is not None:
        client = redis.Redis.from_url(city.redis_url)
        keys = list(client.scan_iter(count=1000))
        assert keys
        kept += b"".join(keys) + b"".join(client.dump(key) or b"" for key in keys)
    assert [text for text in city.secrets if text.encode() in kept] == []


def test_a_value_that_lies_in_clear_is_found(city: City) -> None:
    """The control: the same search over the same bytes, once something was put where it does not belong."""
    engine, canary = db.make_engine(city.url), people.person(0).name
    with db.transaction(engine) as session:
        session.execute(update(Device).values(name=canary))
    found = canary.encode() in dump(city)
    with db.transaction(engine) as session:
        session.execute(update(Device).values(name="手机"))
    engine.dispose()
    assert found


def dump(city: City) -> bytes:
    """All that a thief of the disk has: the SQLite file and its WAL, or the dump of the PostgreSQL database."""
    if city.url.startswith("sqlite"):
        files = sorted(city.folder.glob("liangma.db*"))
        assert any(file.name.endswith("-wal") for file in files)
        return b"".join(file.read_bytes() for file in files)
    at = make_url(city.url)
    command = [
        postgres_bin() / "pg_dump",
        "-h",
        str(at.host),
        "-p",
        str(at.port),
        "-U",
        str(at.username),
        str(at.database),
    ]
    return subprocess.run([str(part) for part in command], capture_output=True, check=True).stdout
