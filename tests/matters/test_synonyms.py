"""Other names as data, in the order of the rules of `synonyms`."""

import pytest

from backend.matters.synonyms import builtin_synonyms, parse_synonyms
from backend.registries.strict_yaml import DocumentError

FILE = "names.yaml"


def test_the_built_in_names_can_be_read_and_name_what_people_say() -> None:
    known = builtin_synonyms()
    assert "户口本" in known.others["居民户口簿"]
    assert "驾照" in known.others["机动车驾驶证"]
    assert "房产证" in known.others["不动产权证"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("驾驶证: [驾照]\n户口簿: 户口本", 2, "a list of other names"),
        ("驾驶证: [照]", 1, "at least 2 characters"),
        ("驾驶证: [12]", 1, "at least 2 characters"),
        ("驾驶证: [驾照, 驾照]", 1, "驾照 stands in line 1 already"),
        ("驾驶证: [驾驶证]", 1, "驾驶证 stands in line 1 already"),
        ("驾驶证: [驾照]\n驾照: [驾驶证]", 2, "驾照 stands in line 1 already"),
        ("驾驶证: [驾照]\n驾驶证: [本子]", 2, "stands twice"),
    ],
)
def test_a_name_that_is_none_or_stands_twice_or_leads_in_a_circle_is_refused(text: str, line: int, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as refused:
        parse_synonyms(text, FILE)
    assert (refused.value.file, refused.value.line) == (FILE, line)


def test_the_longest_name_is_replaced_and_one_thing_at_a_time() -> None:
    known = parse_synonyms("居民户口簿: [户口簿, 户口本]\n补领: [补办]", FILE)
    assert known.variants("居民户口簿补领") == ("户口簿补领", "户口本补领", "居民户口簿补办")
    assert known.variants("结婚登记") == ()
