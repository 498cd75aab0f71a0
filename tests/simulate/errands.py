"""What the citizens come for: fifteen matters, who has such an errand, and what they answer and type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

Whether = Callable[[int, int], bool]  # (citizen's number, how many there are)


def anybody(index: int, count: int) -> bool:
    return True


def older(index: int, count: int) -> bool:
    return index // 2 % 2 == 1


def younger(index: int, count: int) -> bool:
    return index // 2 % 2 == 0


def mothers(index: int, count: int) -> bool:
    """Who has a certificate of birth of a child."""
    return index % 4 == 1 and index // 4 < count * 15 // 100


def drivers(index: int, count: int) -> bool:
    return index < count * 60 // 100


def companies(index: int, count: int) -> bool:
    return index < count * 20 // 100


@dataclass(frozen=True)
class Errand:
    """`weight`: how often, beside the others. `together`: the spouse comes along with a phone of their own.
    `brought`: what else is answered at a window, where somebody may act for them."""

    matter: str
    weight: int
    whether: Whether = anybody
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    for_company: bool = False
    together: bool = False
    online: bool = True
    brought: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def answered(self, chance: Random, *, window: bool = False) -> dict[str, str]:
        asked = {**self.answers, **(self.brought if window else {})}
        return {question: chance.choice(list(answers)) for question, answers in asked.items()}


ERRANDS = (
    Errand("rs-pension-transfer", 14, younger, {"channel": ["self"]}, brought={"channel": ["self", "self", "agent"]}),
    Errand("mz-senior-card", 14, older),
    Errand("rs-social-security-card-replacement", 9, answers={"reason": ["lost", "damaged"]}),
    Errand("ga-driving-licence-renewal", 9, drivers, {"age": ["under70"]}),
    Errand("gj-withdrawal-rent", 8, younger, {"married": ["yes"]}, together=True),
    Errand("rs-unemployment-registration", 7, younger),
    Errand("zr-no-house-proof", 7, answers={"family": ["no"]}),
    Errand("jy-school-enrolment", 30, mothers, {"hukou": ["local"], "home": ["own", "rented"]}),
    Errand("jy-teacher-qualification", 5, younger, {"place": ["hukou"], "stage": ["primary", "junior", "senior"]}),
    Errand("sc-sole-trader", 6),
    Errand("mz-marriage-reissue", 5, together=True, online=False),
    Errand("wj-birth-one-thing", 30, mothers, {"parents": ["married"], "insured": ["yes", "no"]}, together=True),
    Errand("wj-public-hygiene-permit", 12, companies,
           {"place": ["hotel", "salon", "shop", "bath"], "air": ["no", "yes"]}, for_company=True),
    Errand("sc-food-business-permit", 16, companies, {"business": ["sale", "catering"]}, for_company=True),
    Errand("sc-restaurant-opening", 6, companies,
           {"sign": ["yes", "no"], "area": ["small", "large"], "premises": ["own", "rented"]}, for_company=True),
)  # fmt: skip


def errand_of(index: int, count: int, chance: Random) -> Errand:
    """One errand for this citizen, by weight among those they can have."""
    possible = [one for one in ERRANDS if one.whether(index, count)]
    return chance.choices(possible, [one.weight for one in possible])[0]
