"""What `tests/again.py` promises, in a project of the test's own and in two processes, as `make test` has them."""

import pytest

from tests.docs.live import ROOT

pytest_plugins = ["pytester"]

CONFTEST = """
import pytest
from tests.again import Again

def pytest_configure(config):
    config.pluginmanager.register(Again(), "again")

cities = []

@pytest.fixture(scope="session")
def city():
    cities.append(len(cities) + 1)
    yield cities[-1]

@pytest.fixture(scope="module")
def phone(city):
    return f"a phone of city {city}"
"""
LATE = """
phones = set()

def test_late(phone):
    phones.add(phone)
    assert len(phones) == 2, "too late"  # it succeeds with another phone, of another city
"""
RED = """
def test_red(city):
    assert city == 0, "never"
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # those of this project take seconds to load
    pytester.makeconftest(CONFTEST)
    pytester.makepyprojecttoml(
        "[tool.pytest.ini_options]\nfilterwarnings = ['error']\naddopts = '--import-mode=importlib'"
    )
    return pytester


def run(project: pytest.Pytester, files: dict[str, str]) -> pytest.RunResult:
    for name, text in files.items():
        path = project.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return project.runpytest_subprocess(
        "-p", "xdist", "-n", "2", "--dist", "loadfile", "-p", "no:cacheprovider", "tests"
    )


def test_a_flake_passes_and_is_named_what_always_fails_is_red_and_elsewhere_nobody_is_asked_twice(
    project: pytest.Pytester,
) -> None:
    done = run(project, {"tests/e2e/test_a.py": LATE, "tests/e2e/test_b.py": RED, "tests/other/test_c.py": LATE})
    done.assert_outcomes(passed=1, failed=2)
    assert done.ret == pytest.ExitCode.TESTS_FAILED
    told = done.stdout.str().partition("tests that were asked again")[2]
    assert "AGAIN tests/e2e/test_a.py::test_late" in told
    assert "too late" in told
    assert "AGAIN tests/e2e/test_b.py::test_red" in told
    assert "AGAIN tests/other" not in told


@pytest.mark.parametrize(("late", "code"), [(3, pytest.ExitCode.OK), (4, pytest.ExitCode.TESTS_FAILED)])
def test_three_accidents_are_forgiven_and_a_fourth_fails_the_run(
    project: pytest.Pytester, late: int, code: pytest.ExitCode
) -> None:
    done = run(project, {f"tests/e2e/test_{one}.py": LATE for one in range(late)})
    done.assert_outcomes(passed=late)
    assert done.ret == code
    assert ("so the run failed" in done.stdout.str()) is (code != pytest.ExitCode.OK)
