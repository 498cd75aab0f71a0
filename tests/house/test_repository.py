"""What is written about the tasks is true of the Makefile, and no file names a place of one machine or a registry."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
SPOKEN = re.compile(r"(?:^|`|\(|^\s*)make ([a-z][a-z-]*)(?=`|\)|$|[ ;&|])", re.MULTILINE)
HOSTS = ("pypi" + ".org", "python" + "hosted", "registry." + "npmjs")
PLACES = tuple(f"/{name}/" for name in ("work", "root"))
SAID_IN = ("*.md", "*.py", ".ci/*", "tools/*", "Dockerfile", "docker-compose.yml")


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def targets() -> set[str]:
    return set(TARGET.findall(MAKEFILE))


def test_make_help_lists_every_task_with_what_it_does() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", shown, re.MULTILINE))
    assert set(listed) == set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    assert targets() - set(listed) == {"setup-run", "setup-test"}
    assert subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout == shown


def test_every_target_is_phony_and_every_phony_one_exists() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == targets()


def test_no_page_program_or_script_speaks_of_a_task_that_is_not_there() -> None:
    spoken = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in tracked(*SAID_IN)
        for name in SPOKEN.findall(path.read_text("utf-8"))
    }
    assert {task for _, task in spoken} >= {"run", "test", "help"}
    assert [one for one in sorted(spoken) if one[1] not in targets()] == []


def test_the_files_the_makefile_runs_are_there() -> None:
    for name in re.findall(r"\b(?:tools|benchmarks|tests)/[\w/]*\w+(?:\.\w+)?", MAKEFILE):
        assert (ROOT / name).exists() or (ROOT / "pwa" / name).exists(), name


def test_no_file_in_git_names_a_registry_or_a_place_of_this_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in tracked()
        for word in (*HOSTS, *PLACES)
        if word.encode() in path.read_bytes()
    ]
    assert found == []
