"""What people type and what they find, in the order of the rules of `search`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.matters.builtin import load_builtin
from backend.matters.document import parse
from backend.matters.search import Index, index, search
from backend.matters.synonyms import Synonyms, builtin_synonyms
from tests.matters.examples import MATTER
from tests.matters.many import many_matters, queries
from tests.matters.plain_search import plain_search


@pytest.fixture(scope="module")
def entries() -> Index:
    return index(load_builtin(), builtin_synonyms())


@pytest.fixture(scope="module")
def hundreds() -> Index:
    return index(many_matters(200), builtin_synonyms())


def first(entries: Index, query: str) -> str:
    hits = search(entries, query)
    return hits[0].matter.code if hits else ""


def test_every_word_must_be_found(entries: Index) -> None:
    assert first(entries, "二手房 水电") == "zr-second-hand-house-transfer"
    assert search(entries, "二手房 航天飞机") == ()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("开饭店", "sc-restaurant-opening"),
        ("结婚登记", "mz-marriage-registration"),
        ("过户", "zr-second-hand-house-transfer"),
        ("老年卡", "mz-senior-card"),
        ("异地看病", "yb-remote-medical"),
        ("无房证明", "zr-no-house-proof"),
        ("ga-residence-permit", "ga-residence-permit"),
        ("Second-hand house", "zr-second-hand-house-transfer"),
        ("投标", "js-procurement-bid"),
    ],
)
def test_names_everyday_words_codes_and_english_lead_to_the_matter(entries: Index, query: str, code: str) -> None:
    assert first(entries, query) == code


def test_the_whole_name_comes_before_a_beginning_and_a_beginning_before_a_part(entries: Index) -> None:
    scores = [search(entries, query)[0].score for query in ("结婚登记", "结婚登", "婚登")]
    assert scores == sorted(set(scores), reverse=True)


@pytest.mark.parametrize("letters", ["shebaoka", "sbk", "shebk", "SheBaoKa", "sbka"])
def test_pinyin_initials_and_a_mixture_find_the_same(entries: Index, letters: str) -> None:
    assert first(entries, letters) == "rs-social-security-card"


@pytest.mark.parametrize("letters", ["hebaoka", "x", "xyz"])
def test_letters_that_start_inside_a_syllable_or_stand_alone_find_nothing_by_pinyin(
    entries: Index, letters: str
) -> None:
    assert search(entries, letters) == ()


@pytest.mark.parametrize("question", ["我要开饭店需要什么材料？", "请问怎么开饭店呢", "开饭店 流程"])
def test_words_that_only_ask_are_dropped(entries: Index, question: str) -> None:
    assert first(entries, question) == "sc-restaurant-opening"


def test_a_sentence_nobody_foresaw_still_finds_by_its_pairs(entries: Index) -> None:
    assert first(entries, "孩子小学入学") == "jy-school-enrolment"
    assert first(entries, "机动车注册登录") == "ga-vehicle-registration"
    assert search(entries, "机动飞船注销") == ()


def test_results_come_best_first_and_weak_ones_are_left_out(entries: Index) -> None:
    hits = search(entries, "公积金")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.score * 3 >= hits[0].score for query in ("卫生", "残疾人补贴") for hit in search(entries, query))
    assert len(search(entries, "登记", limit=3)) == 3


def test_equal_scores_are_ordered_by_length_of_name_then_code(entries: Index) -> None:
    hits = search(index(load_builtin()[::-1], builtin_synonyms()), "登记")
    order = [(-hit.score, len(hit.matter.name.zh), hit.matter.code) for hit in hits]
    assert len({length for _, length, _ in order}) > len({score for score, _, _ in order})
    assert order == sorted(order)


def test_words_that_only_ask_are_kept_when_nothing_else_is_left() -> None:
    asked = index([parse(MATTER.replace("测试事项", "材料复印"), "zz-test.yaml")], Synonyms({}))
    assert [hit.matter.code for hit in search(asked, "材料")] == ["zz-test"]


def test_what_stands_after_sixty_characters_is_not_read(entries: Index) -> None:
    assert first(entries, "结婚登记" + " " * 56 + "航天飞机") == "mz-marriage-registration"


@pytest.mark.parametrize("query", ["", "   ", "？？", "(((", "\\", "a" * 5000, "怎么办理" * 500])
def test_no_query_breaks_the_search(entries: Index, query: str) -> None:
    assert len(search(entries, query)) <= 20


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("食品精营许可", "sc-food-business-permit"),
        ("食品营许可证", "sc-food-business-permit"),
        ("结登婚记", "mz-marriage-registration"),
        ("教师格资认定", "jy-teacher-qualification"),
        ("不动产抵押了登记", "zr-mortgage"),
        ("shipinjingyin", "sc-food-business-permit"),
        ("shipimjingying", "sc-food-business-permit"),
        ("shebaoak", "rs-social-security-card"),
        ("jiehundngji", "mz-marriage-registration"),
    ],
)
def test_a_word_may_be_off_by_one_character_or_letter(entries: Index, query: str, code: str) -> None:
    assert first(entries, query) == code


def test_nothing_nearly_written_so_comes_beside_what_is_written_so(entries: Index) -> None:
    assert "mz-divorce-registration" not in [hit.matter.code for hit in search(entries, "结婚登记")]


@pytest.mark.parametrize("word", ["登己", "ebaoka", "sbkk", "jiehaadngji"])
def test_short_words_wrong_first_letters_and_two_slips_are_not_guessed(entries: Index, word: str) -> None:
    assert search(entries, word) == ()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("驾驶执照换证", "ga-driving-licence-renewal"),
        ("二代证换领", "ga-id-card-renewal"),
        ("市民卡申领", "rs-social-security-card"),
        ("shiminkashenling", "rs-social-security-card"),
        ("旧房过户", "zr-second-hand-house-transfer"),
    ],
)
def test_a_matter_is_found_by_another_name_of_its_thing(entries: Index, query: str, code: str) -> None:
    assert first(entries, query) == code


def test_the_index_finds_exactly_what_looking_at_every_matter_finds(hundreds: Index) -> None:
    for query in queries(many_matters(200), 80):
        found = [(hit.matter.code, hit.score) for hit in search(hundreds, query)]
        assert found == [(hit.matter.code, hit.score) for hit in plain_search(hundreds, query)], query


@settings(max_examples=60, deadline=None)
@given(st.text("登记证婚结养老保险公积金驾照 abdegijnsz-", max_size=12))
def test_whatever_is_typed_the_index_leaves_nothing_out(entries: Index, query: str) -> None:
    assert search(entries, query) == plain_search(entries, query)
