"""cases bar, bars, lift: who gets no deferral and no commitment, and for how long."""

from backend.demo import people
from tests.cli.terminal import Terminal

WHY = ("--reason-zh", "承诺不实", "--reason-en", "a false commitment")


def test_a_bar_is_set_listed_and_lifted_once(city: Terminal) -> None:
    number = people.person(0).citizen_number
    bar_id, last = (
        city.type("cases", "bar", number, "--years", 2, *WHY, "--case", "20260307-0000000001").must().out.split()
    )
    (line,) = city.type("cases", "bars", number).must().out.splitlines()
    assert [word for word in (bar_id, last, "20260307-0000000001", "承诺不实") if word not in line] == []
    assert "lifted" not in line
    city.type("cases", "lift", number, bar_id).must()
    city.type("cases", "lift", number, bar_id).refused("bar_not_found")
    assert "lifted" in city.type("cases", "bars", number).must().out
    city.type("cases", "bars", "99010119900101001X").refused("person_not_found")
