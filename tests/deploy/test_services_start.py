"""The services of docker-compose.yml that are ours, started as it says, without Docker, beside PostgreSQL and Redis."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import redis

from tests.cli.terminal import KEYS
from tests.conftest import drop_postgres, new_postgres
from tests.deploy.test_compose import ROOT, SERVICES
from tests.docs.live import _wait
from tests.services import free_port

ORDER = ("migrate", "backend", "worker")


def environment_of(name: str, database_url: str, redis_url: str, folder: Path, port: int) -> dict[str, str]:
    """What the compose file gives the service, with its variables filled in as an operator would in .env."""
    values = {
        **KEYS, "LIANGMA_BASE_URL": "https://city.example", "LIANGMA_SMS_GATEWAY": str(folder / "outbox.jsonl"),
    }  # fmt: skip
    given = {
        key: values.get(key, "" if str(text).endswith(":-}") else str(text))  # what may be left out
        for key, text in SERVICES[name]["environment"].items()
    }
    given |= {"LIANGMA_DATABASE_URL": database_url, "LIANGMA_REDIS_URL": redis_url}
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    image = {"LIANGMA_DATA_DIR": str(folder), "LIANGMA_PORT": str(port)}  # the Dockerfile's
    return {**kept, **image, **given, "PYTHONPATH": str(ROOT)}


@contextmanager
def started(command: list[str], environment: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.terminate()
        assert process.wait(timeout=30) in (0, -15), log.read_text()


def test_migrate_serve_and_worker_start_as_the_file_says(tmp_path: Path, postgres_url: str, redis_url: str) -> None:
    database, port = new_postgres(postgres_url, None), free_port()
    given = {name: environment_of(name, f"{postgres_url}/{database}", redis_url, tmp_path, port) for name in ORDER}
    assert not [text for text in given["backend"].values() if "${" in text]
    commands = {name: [sys.executable, "-m", "backend.cli", *map(str, SERVICES[name]["command"])] for name in ORDER}
    done = subprocess.run(
        commands["migrate"], env=given["migrate"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with ExitStack() as running:
        log = tmp_path / "backend.log"
        server = running.enter_context(started(commands["backend"], given["backend"], log))
        worker = running.enter_context(started(commands["worker"], given["worker"], tmp_path / "worker.log"))
        base = f"http://127.0.0.1:{port}"
        _wait(f"{base}/readyz", server, log)
        (check,) = [word for word in SERVICES["backend"]["healthcheck"]["test"] if "urlopen" in word]
        probe = [sys.executable, "-c", check.replace("http://127.0.0.1:8000", base)]
        assert subprocess.run(probe, capture_output=True, check=False).returncode == 0
        with urllib.request.urlopen(f"{base}/api/v1/trust-list", timeout=10) as answer:
            assert answer.status == 200
        assert redis.Redis.from_url(redis_url).dbsize() >= 1  # the limits are counted there
        for _ in range(300):
            if "worker_round" in (tmp_path / "worker.log").read_text() or worker.poll() is not None:
                break
            try:
                worker.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
        assert '"event":"worker_round"' in (tmp_path / "worker.log").read_text()
    assert list((tmp_path / "checkpoints").rglob("*.jws"))
    drop_postgres(postgres_url, database)
