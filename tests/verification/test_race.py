"""Two server processes on one PostgreSQL, two hundred codes shown to both at once: each has exactly one winner."""

import base64
import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from backend import db
from backend.audit.check import check
from backend.config import Settings
from backend.verification.models import UsedCode, VerdictRow
from certs import lm1
from tests.services import free_port, wait_for_port
from tests.verification.world import City

CODES = 200
ROOT = Path(__file__).parents[2]


@contextmanager
def server(settings: Settings) -> Iterator[int]:
    """A granian process on a loopback port; the port."""
    port = free_port()
    names = ("data_key", "index_key", "token_key")
    environ = os.environ | {
        f"LIANGMA_{name.upper()}": base64.b64encode(getattr(settings, name)).decode() for name in names
    }
    environ |= {
        "LIANGMA_DATABASE_URL": settings.database_url, "LIANGMA_DATA_DIR": str(settings.data_dir),
        "LIANGMA_BASE_URL": settings.base_url, "LIANGMA_DEMO": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1"]
    command += [
        "--port",
        str(port),
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--no-log",
        "backend.app:from_environment",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_port(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_processes_race_for_two_hundred_codes_and_each_code_has_one_winner(city: City, settings: Settings) -> None:
    phone = city.phone(0)
    with server(settings) as one, server(settings) as two:
        city.now = int(time.time())
        held = phone.held["resident-id"]
        views = [city.view(phone, held, number) for number in (1, 2, 3, 9)]
        times = range(city.now - 40, city.now - 40 + CODES // 4)
        codes = [lm1.code_text(view, phone.signer, iat=iat) for iat in times for view in views]
        accepted = [0] * CODES
        lock = threading.Lock()

        def show(port: int, start: int) -> None:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            headers = {"Authorization": f"Bearer {city.window_token}", "Content-Type": "application/json"}
            for place in range(start, CODES, 4):
                body = json.dumps({"code": codes[place], "purpose": "check"})
                connection.request("POST", "/api/v1/verifications", body, headers)
                verdict = json.loads(connection.getresponse().read())
                assert verdict["accepted"] or verdict["reason"] == "replayed", verdict
                with lock:
                    accepted[place] += verdict["accepted"]
            connection.close()

        threads = [threading.Thread(target=show, args=(port, start)) for start in range(4) for port in (one, two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
    assert accepted == [1] * CODES
    with db.open_session(city.engine) as session:
        assert session.scalar(select(func.count()).select_from(UsedCode)) == CODES
        outcomes = dict(session.execute(select(VerdictRow.outcome, func.count()).group_by(VerdictRow.outcome)).all())
        assert outcomes == {"accepted": CODES, "rejected": CODES}
        assert check(session).breaks == ()
