"""The night shift's book: its walk is walked on both engines, its commands exist, and every alert has its place."""

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from backend.cli import main
from tests.conftest import drop_postgres, new_postgres
from tests.docs import blocks
from tests.docs.live import ROOT, environment_for

PAGE = ROOT / "docs/operate.md"
TEXT = PAGE.read_text("utf-8")
INSTALL = blocks.marked("docs/operators.md", "operate")
REHEARSE = blocks.marked("docs/operate.md", "rehearse")


def machine(folder: Path, **more: str) -> dict[str, str]:
    """An environment without the demo and without any setting but these."""
    given = environment_for(folder / "data", 8000)
    kept = {name: value for name, value in given.items() if not name.startswith("LIANGMA_")}
    return kept | {"LIANGMA_DATA_DIR": given["LIANGMA_DATA_DIR"]} | more


def test_from_an_empty_machine_to_a_restored_city(tmp_path: Path) -> None:
    said = blocks.run(blocks.script([*INSTALL, *REHEARSE]), tmp_path, machine(tmp_path), loaded=False)
    assert "otpauth://totp/" in said
    assert "0 处异常 breaks" in said
    assert (tmp_path / "bundle.json").exists()
    assert said.count("0 处异常 faults") == 2
    assert (tmp_path / "restored/liangma.db").exists()


def test_the_same_with_postgresql(tmp_path: Path, postgres_url: str) -> None:
    city, empty = new_postgres(postgres_url, None), new_postgres(postgres_url, None)
    urls = {"LIANGMA_DATABASE_URL": f"{postgres_url}/{city}", "EMPTY_DATABASE_URL": f"{postgres_url}/{empty}"}
    install = INSTALL[0][1].split("./liangma keys list")[0]
    said = blocks.run(blocks.script([("sh", install), *REHEARSE]), tmp_path, machine(tmp_path, **urls))
    assert said.count("0 处异常 faults") == 2
    for name in (city, empty):
        drop_postgres(postgres_url, name)


def commands() -> list[list[str]]:
    return [shlex.split(one, comments=True) for one in re.findall(r"\./liangma ([^`\n]+)", TEXT)]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_of_the_page_exists_with_its_options(words: list[str]) -> None:
    found: click.Command = main
    context = click.Context(main, **main.context_settings)  # a command remembers how its help was first asked for
    names = [word for word in words if not word.startswith("-")]
    while isinstance(found, click.Group) and names and (below := found.get_command(context, names[0])):
        found, names = below, names[1:]
    assert found is not main
    known = {option for one in found.get_params(context) for option in one.opts}
    assert {word for word in words if word.startswith("--")} <= known | {"--help"}


def test_every_alert_has_its_place_and_the_first_thing_to_do() -> None:
    groups = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text("utf-8"))["groups"]
    headings = "\n".join(line for line in TEXT.splitlines() if line.startswith("### "))
    alerts = [rule["alert"] for group in groups for rule in group["rules"]]
    assert [one for one in alerts if one not in headings] == []
