"""What a monitoring system reads: for whoever has the token, true, and all that alerts and dashboard ask for."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample
from sqlalchemy import select

from backend import db
from backend.app import create_app
from backend.audit.checkpoint import make_checkpoint, write_files
from backend.config import from_env
from backend.demo import people
from backend.demo.seals import give_seal
from backend.errors import ConfigError
from backend.statistics.count import count_all
from backend.statistics.metrics_here import here
from backend.trust import keys, lists
from backend.trust.models import StatusShard
from backend.trust.status import oldest_age, published
from backend.web.health import SCHEMA_HEAD
from tests.docs.live import ROOT
from tests.verification.world import BASE_URL, City

TOKEN = "a-token-of-twenty-four-letters"
NAME = re.compile(r"(liangma_\w+)(?:\{([^}]*)\})?")
MATCHED = re.compile(r'(\w+)(!?=)"([^"]*)"')
GROUPED = re.compile(r"\b(?:by|on) ?\(([^)]*)\)")


def samples(city: City, **changed: str) -> dict[str, list[Sample]]:
    settings = replace(city.app.extensions["liangma"].settings, metrics_token=TOKEN, **changed)
    client = create_app(settings, engine=city.engine).test_client()
    client.get("/healthz")
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200, answer.text
    families = text_string_to_metric_families(answer.text)
    found: dict[str, list[Sample]] = {}
    for sample in (one for family in families for one in family.samples):
        found.setdefault(sample.name, []).append(sample)
    return found


def test_what_happened_is_counted_and_nobody_is_named(city: City) -> None:
    phone = city.phone(0)
    code = city.code(phone)
    for _ in range(2):
        city.post("/verifications", {"code": code, "purpose": "check"})
    city.app.extensions["liangma"].answer_times.write(city.engine)
    count_all(city.engine, now=city.now + 3600)
    found = samples(city)
    verdicts = {one.labels["reason"]: one.value for one in found["liangma_verdicts_total"]}
    assert (verdicts["accepted"], verdicts["replayed"]) == (1, 1)
    whole = [one.value for one in found["liangma_answer_seconds_bucket"] if one.labels["le"] == "+Inf"]
    assert whole == [2]
    (log,) = found["liangma_log_entries_total"]
    assert log.value > 2
    assert {one.labels["state"] for one in found["liangma_key_age_seconds"]} == {"active"}
    assert people.person(phone.index).name not in str(found)


def test_without_the_token_there_is_no_such_page(city: City) -> None:
    app = create_app(replace(city.app.extensions["liangma"].settings, metrics_token=TOKEN), engine=city.engine)
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
        assert app.test_client().get("/metrics", headers=headers).status_code == 404
    with_none = {"Authorization": "Bearer "}
    assert city.app.test_client().get("/metrics", headers=with_none).status_code == 404


def test_a_token_that_could_be_guessed_stops_the_start(tmp_path: object) -> None:
    for weak in ("short", "x" * 23, "a token with blanks in it, long"):
        with pytest.raises(ConfigError, match="LIANGMA_METRICS_TOKEN"):
            from_env({"LIANGMA_DEMO": "1", "LIANGMA_DATA_DIR": str(tmp_path), "LIANGMA_METRICS_TOKEN": weak})


def asked_for() -> Iterator[str]:
    rules = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
    yield from (one["expr"] for one in rules)
    panels = json.loads((ROOT / "deploy/grafana/liangma.json").read_text("utf-8"))["panels"]
    yield from (target["expr"] for panel in panels for target in panel["targets"])


def test_stores_and_process_tell_how_full_they_are(city: City, redis_url: str) -> None:
    found = samples(city)
    assert found["liangma_build_info"][0].labels == {"schema": SCHEMA_HEAD}
    assert found["liangma_database_bytes"][0].value > 100_000
    assert 0 < found["liangma_pool_in_use"][0].value <= found["liangma_pool_size"][0].value
    assert {one.labels["queue"] for one in found["liangma_work_waiting"]} == {"batches", "messages"}
    assert "liangma_redis_up" not in found
    services = city.app.extensions["liangma"]
    for url, up in ((redis_url, 1), ("redis://127.0.0.1:1/0", 0)):
        own = replace(services, settings=replace(services.settings, redis_url=url))
        with db.open_session(city.engine, reading=True) as session:
            (told,) = [one for one in here(session, own, now=city.now) if one.name == "liangma_redis_up"]
        assert told.samples[0].value == up


def test_answers_are_counted_by_route_and_there_are_no_more_rows_than_routes(city: City) -> None:
    settings = replace(city.services.settings, metrics_token=TOKEN)
    client = create_app(settings, engine=city.engine).test_client()
    for path in ("/healthz", "/healthz", "/api/v1/nowhere/one", "/api/v1/nowhere/two", "/api/v1/status-lists/999"):
        client.get(path)
    client.open("/healthz", method="ZHANGSAN")
    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    (family,) = [one for one in text_string_to_metric_families(text) if one.name == "liangma_request_seconds"]
    rows = {
        (one.labels["method"], one.labels["route"], one.labels["status"]): one.value
        for one in family.samples
        if one.name.endswith("_count")
    }
    assert rows["GET", "/healthz", "2xx"] == 2
    assert rows["GET", "/api/v1/status-lists/<int(max=2147483647):list_no>", "4xx"] == 1
    assert rows["OTHER", "", "4xx"] == 1
    assert {one.labels["process"] for one in family.samples} == {str(os.getpid())}
    assert "nowhere" not in text
    assert "ZHANGSAN" not in text


def test_the_age_of_status_lists_is_that_of_the_one_signed_longest_ago(city: City) -> None:
    city.phone(0)
    told = {"box": city.box, "base_url": BASE_URL}
    with db.open_session(city.engine, reading=True) as session:
        assert oldest_age(session, base_url=BASE_URL, now=city.now) is None
        published(session, 1, "jwt", now=city.now, **told)
        assert oldest_age(session, base_url=BASE_URL, now=city.now + 300) == 300
        published(session, 1, "cwt", now=city.now + 200, **told)
        assert oldest_age(session, base_url=BASE_URL, now=city.now + 300) == 100


def a_day_of(city: City) -> None:
    """A little of all that is told: a code shown twice, sums, a checkpoint, a seal, a list that somebody took."""
    code = city.code(city.phone(0))
    for _ in range(2):
        city.post("/verifications", {"code": code, "purpose": "check"})
    city.services.answer_times.write(city.engine)
    count_all(city.engine, now=city.now + 3600)
    make_checkpoint(
        city.engine, lambda session: keys.platform_signer(session, box=city.box, now=city.now), now=city.now
    )
    write_files(city.engine, city.services.settings.checkpoints_dir)
    with db.transaction(city.engine) as session:
        lists.trust_list(session, box=city.box, now=city.now)
        give_seal(session, "GA", box=city.box, now=city.now)
    with db.open_session(city.engine, reading=True) as session:
        published(session, 1, "jwt", now=city.now, box=city.box, base_url=BASE_URL)


def test_a_served_city_tells_all_that_alerts_and_dashboard_ask_for(city: City, redis_url: str) -> None:
    a_day_of(city)
    found = samples(city, redis_url=redis_url)
    for expression in asked_for():
        names, labels = set[str](), {"le", "job"}
        for name, matched in NAME.findall(expression.replace("(log_head|checkpoint)", "log_head")):
            assert name in found, expression
            names.add(name)
            for label, equal, value in MATCHED.findall(matched):
                there = {one.labels.get(label) for one in found[name]}
                assert value in there if equal == "=" else there - {None}, expression
        labels |= {label for name in names for one in found[name] for label in one.labels}
        grouped = {one.strip() for inside in GROUPED.findall(expression) for one in inside.split(",") if one.strip()}
        assert grouped <= labels, expression


def test_the_list_that_is_being_filled_is_told_and_not_the_full_ones(city: City) -> None:
    city.phone(0)
    with db.transaction(city.engine) as session:
        first = session.scalars(select(StatusShard)).one()
        first.used = first.size
        session.add(StatusShard(list_no=2, size=1024, used=3, sealed_seed=b"x", version=1))
    found = samples(city)
    told = [found[f"liangma_status_places{part}"][0].value for part in ("", "_used")]
    assert told == [1024, 3]


def test_prometheus_itself_takes_the_rules() -> None:
    promtool = shutil.which("promtool")
    assert promtool is not None, "run `tools/setup test` (Debian package prometheus)"
    rules = ROOT / "deploy/prometheus/alerts.yml"
    done = subprocess.run([promtool, "check", "rules", str(rules)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{rules.read_text('utf-8').count('- alert:')} rules found" in done.stdout
