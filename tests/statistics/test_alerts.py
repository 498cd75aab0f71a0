"""Every alert fires when what it names is so, and is silent when it is not: Prometheus' own program plays the hours."""

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.live import ROOT

EVERY = "10m"  # how often the rules are asked; Prometheus does it every minute, and nothing here is shorter than ten
RULES = ROOT / "deploy/prometheus/alerts.yml"
UP, DOWN = {'up{job="liangma"}': "1x500"}, {'up{job="liangma"}': "0x500"}


@dataclass(frozen=True)
class Case:
    """Samples a minute, from midnight (UTC) on, and what an alert does at `at`: fires with `labels`, or is silent."""

    alert: str
    series: dict[str, str]
    at: str = "90m"
    fires: bool = True
    labels: dict[str, str] = field(default_factory=dict)


def answers(family: str, slow: bool, **labels: str) -> dict[str, str]:
    """A histogram of one answer a second: all within 0.5 s, or none below 5 s."""
    said = ",".join(f'{name}="{value}"' for name, value in labels.items())
    below = "0x500" if slow else "0+60x500"
    steps = {"0.5": below, "2.0": below, "5.0": "0+60x500", "+Inf": "0+60x500"}
    buckets = {f'{family}_bucket{{{said},le="{le}"}}': values for le, values in steps.items()}
    return buckets | {f"{family}_count{{{said}}}": "0+60x500"}


def gauge(alert: str, name: str, bad: int, good: int, **labels: str) -> list[Case]:
    """One value that is wrong and one that is right."""
    said = "{" + ",".join(f'{key}="{value}"' for key, value in labels.items()) + "}" if labels else ""
    return [
        Case(alert, {name + said: f"{bad}x500"}, labels=labels),
        Case(alert, {name + said: f"{good}x500"}, fires=False),
    ]


def worker(alert: str, name: str, bad: int, good: int) -> list[Case]:
    """Beside wrong and right: never there at all, and not to be seen because the office is down."""
    return [
        *gauge(alert, name, bad, good),
        Case(alert, UP),
        Case(alert, DOWN, fires=False),
    ]


AGE = "liangma_checkpoint_age_seconds"
PLACES = {"liangma_status_places": "100x500"}
ROUTE = {"method": "GET", "route": "/api/v1/wallet"}
CASES = [
    Case("LiangmaDown", DOWN, labels={"job": "liangma"}),
    Case("LiangmaDown", UP, fires=False),
    Case("AnswersSlow", answers("liangma_answer_seconds", True, kind="scan"), labels={"kind": "scan"}),
    Case("AnswersSlow", answers("liangma_answer_seconds", False, kind="scan"), fires=False),
    Case("RouteSlow", answers("liangma_request_seconds", True, **ROUTE, status="2xx", process="7"), labels=ROUTE),
    Case("RouteSlow", answers("liangma_request_seconds", True, **ROUTE, status="5xx", process="7"), fires=False),
    Case("RouteSlow", answers("liangma_request_seconds", False, **ROUTE, status="2xx", process="7"), fires=False),
    Case("CodesReplayed", {'liangma_verdicts_total{reason="replayed"}': "0x40 150x60"}, labels={"reason": "replayed"}),
    Case("CodesReplayed", {'liangma_verdicts_total{reason="replayed"}': "0x40 90x60"}, fires=False),
    Case("CodesReplayed", {'liangma_verdicts_total{reason="accepted"}': "0x40 900x60"}, fires=False),
    *worker("TrustListOld", "liangma_trust_list_left_seconds", 3000, 80_000),
    *worker("NoCheckpoint", AGE, 9000, 3000),
    Case(  # another node's folder, in which no worker writes
        "NoCheckpoint", {f'{AGE}{{node="a"}}': "90x500", f'{AGE}{{node="b"}}': "900000x500"}, fires=False
    ),
    *worker("SumsBehind", "liangma_sums_age_seconds", 9000, 300),
    *gauge("LogSilent", "liangma_log_head_age_seconds", 5000, 60),
    Case("LogSilent", {"liangma_log_head_age_seconds": "5000x500"}, at="12h", fires=False),  # the evening in China
    *gauge("MessagesLate", "liangma_messages_late_seconds", 1000, 0),
    Case("StatusListsFull", PLACES | {"liangma_status_places_used": "97x500"}),
    Case("StatusListsFull", PLACES | {"liangma_status_places_used": "90x500"}, fires=False),
    *gauge("KeyOld", "liangma_key_age_seconds", 70_000_000, 1_000, issuer="GA", state="active"),
    Case("KeyOld", {'liangma_key_age_seconds{issuer="GA",state="pending"}': "70000000x500"}, fires=False),
    *gauge("SealEnds", "liangma_seal_left_seconds", 90_000, 9_000_000, issuer="GA"),
    Case("PoolFull", {"liangma_pool_in_use": "15x500", "liangma_pool_size": "16x500"}),
    Case("PoolFull", {"liangma_pool_in_use": "4x500", "liangma_pool_size": "16x500"}, fires=False),
    *gauge("RedisAway", "liangma_redis_up", 0, 1),
    *gauge("WorkQueued", "liangma_work_waiting", 7, 0, queue="batches"),
    Case("WorkQueued", {'liangma_work_waiting{queue="batches"}': "9000-10x500"}, fires=False),
    Case("DatabaseGrows", {"liangma_database_bytes": "1000000+10000x500"}, at="7h"),
    Case("DatabaseGrows", {"liangma_database_bytes": "90000000+10x500"}, at="7h", fires=False),
]  # fmt: skip


def rules() -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def as_promtool_reads_it(case: Case, rule: dict[str, Any]) -> dict[str, Any]:
    told = {"exp_labels": {**rule["labels"], **case.labels}, "exp_annotations": rule["annotations"]}
    return {
        "name": f"{case.alert} {'fires' if case.fires else 'is silent'}",
        "interval": "1m",
        "input_series": [{"series": name, "values": values} for name, values in case.series.items()],
        "alert_rule_test": [
            {"eval_time": case.at, "alertname": case.alert, "exp_alerts": [told] if case.fires else []}
        ],
    }


def played(folder: Path, expected: list[Case]) -> "subprocess.CompletedProcess[str]":
    promtool = shutil.which("promtool")
    assert promtool is not None, "run `tools/setup test` (Debian package prometheus)"
    by_name = {rule["alert"]: rule for rule in rules()}
    tests = [as_promtool_reads_it(case, by_name[case.alert]) for case in expected]
    told = {"rule_files": [str(RULES)], "evaluation_interval": EVERY, "tests": tests}
    (folder / "hours.yml").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    command = [promtool, "test", "rules", str(folder / "hours.yml")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_alert_has_an_hour_in_which_it_fires_and_one_in_which_it_is_silent() -> None:
    told = {(case.alert, case.fires) for case in CASES}
    assert told == {(rule["alert"], fires) for rule in rules() for fires in (True, False)}


def test_alerts_fire_when_they_should_and_only_then(tmp_path: Path) -> None:
    done = played(tmp_path, CASES)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("fires", [True, False])
def test_an_alert_that_does_otherwise_is_found(tmp_path: Path, fires: bool) -> None:
    case = next(one for one in CASES if one.alert == "RedisAway" and one.fires is fires)
    turned = Case(case.alert, case.series, fires=not fires)
    assert played(tmp_path, [turned]).returncode != 0
