"""docker-compose.yml and the proxy's configuration, checked without a daemon."""

import re
from pathlib import Path
from typing import Any

import crossplane
import pytest
import yaml
from click.testing import CliRunner

from backend.batches import schemas as batches
from backend.cli import main, serve
from backend.config import SECRETS
from backend.papers import check as papers

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
KEYS = {
    "image", "build", "restart", "ports", "volumes", "depends_on", "environment", "env_file", "command", "healthcheck",
    "stop_grace_period",
}  # fmt: skip


def test_the_five_services_of_a_node_are_there() -> None:
    assert {"proxy", "backend", "worker", "database", "cache"} <= set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_uses_known_keys_and_has_one_source(name: str) -> None:
    service = SERVICES[name]
    assert set(service) <= KEYS
    assert ("image" in service) != ("build" in service)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_for_services_that_exist_in_the_state_they_can_reach(name: str) -> None:
    for needed, condition in SERVICES[name].get("depends_on", {}).items():
        assert needed in SERVICES
        if condition["condition"] == "service_healthy":
            assert "healthcheck" in SERVICES[needed]
        else:
            assert condition["condition"] == "service_completed_successfully"


@pytest.mark.parametrize("name", [name for name in SERVICES if "build" in SERVICES[name]])
def test_the_command_of_an_office_service_exists(name: str) -> None:
    command, *options = SERVICES[name]["command"]
    shown = CliRunner().invoke(main, [command, "--help"])
    assert shown.exit_code == 0
    assert all(option in shown.output for option in options if option.startswith("--"))


@pytest.mark.parametrize(
    ("path", "most"),
    [("/api/v1/batches/files", batches.MOST_BYTES), ("/api/v1/sealed-copies/checks/files", papers.MOST_BYTES)],
)
def test_the_proxy_lets_through_what_a_route_takes_beyond_the_usual(path: str, most: int) -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    found = re.search(rf"location = {re.escape(path)} {{\s*client_max_body_size (\d+)m;", text)
    assert found is not None
    assert most <= int(found[1]) << 20 < 2 * most


def test_every_secret_is_asked_for_and_none_is_written_down() -> None:
    environment = SERVICES["backend"]["environment"]
    for secret in SECRETS:
        asked = "?" if secret == "DATA_KEY" else ":?"  # which may be empty, beside a file with several
        assert environment[f"LIANGMA_{secret}"].startswith(f"${{LIANGMA_{secret}{asked}")
    text = (ROOT / "docker-compose.yml").read_text()
    assert not re.search(r"(PASSWORD|TOKEN|KEY): (?!\$\{)\S", text)


@pytest.mark.parametrize("name", ["backend", "worker", "migrate"])
def test_every_setting_of_the_page_reaches_the_office_by_the_same_file(name: str) -> None:
    assert SERVICES[name]["env_file"] == [".env"]


def test_whoever_is_told_to_stop_has_time_to_answer_what_was_taken() -> None:
    """Docker kills after ten seconds where nothing is said."""
    graces = {name: str(service.get("stop_grace_period", "10s")) for name, service in SERVICES.items()}
    seconds = {name: int(text[:-1]) * {"s": 1, "m": 60}[text[-1]] for name, text in graces.items()}
    assert seconds["backend"] >= serve.PATIENCE + 5
    assert seconds["worker"] >= serve.PATIENCE + 5
    assert seconds["proxy"] > 15  # proxy_read_timeout
    assert seconds["database"] >= 60


def test_named_volumes_are_declared_and_mounted_files_exist() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("./"):
                assert (ROOT / source).exists()
            elif not source.startswith("$"):
                assert source in COMPOSE["volumes"]


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_what_the_proxy_logs_names_no_visitor() -> None:
    text = (ROOT / "deploy/nginx.conf").read_text()
    (told,) = re.findall(r"log_format \w+ '([^']*)'", text)
    assert set(re.findall(r"\$\w+", told)) == {"$time_iso8601", "$status", "$request_method", "$request_time"}
    assert re.findall(r"^error_log (\S+) (\w+);", text, re.MULTILINE) == [("/dev/stderr", "alert")]
    assert re.findall(r"access_log (\S+) (\w+);", text) == [("/dev/stdout", "plain")]


def test_the_proxy_configuration_parses_and_cuts_slow_clients_off() -> None:
    # crossplane's newest version is older than nginx 1.25.1, which made `http2 on;` a directive of its own
    given = {"strict": True, "check_ctx": True, "check_args": True, "ignore": ("http2",)}
    parsed = crossplane.parse(str(ROOT / "deploy/nginx.conf"), **given)
    assert parsed["status"] == "ok", parsed["errors"]
    http = next(block for block in parsed["config"][0]["parsed"] if block["directive"] == "http")
    settings = {line["directive"]: line["args"] for line in http["block"]}
    assert settings["client_header_timeout"] == ["5s"]
    assert settings["client_body_timeout"] == ["5s"]
    assert settings["client_max_body_size"] == ["256k"]
    assert settings["underscores_in_headers"] == ["off"]
    assert "ignore_invalid_headers" not in settings  # on, as it is by itself: such a header is left out
    servers = [block["block"] for block in http["block"] if block["directive"] == "server"]
    tls = {line["directive"]: line["args"] for line in next(one for one in servers if len(one) > 2)}
    assert tls["ssl_protocols"] == ["TLSv1.2", "TLSv1.3"]
    assert all(cipher.startswith("ECDHE-") for cipher in tls["ssl_ciphers"][0].split(":"))
    assert (tls["ssl_session_tickets"], tls["ssl_stapling"]) == (["off"], ["off"])
    assert (tls["proxy_connect_timeout"], tls["proxy_read_timeout"]) == (["2s"], ["15s"])
    assert tls["proxy_request_buffering"] == ["on"]
