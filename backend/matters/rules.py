"""Deciding a matter by rules over verified values, without a person.

1. A set of rules has 1 to 30 rules with different codes; every condition is sound (`rule_language`).
2. A rule may reject only if its text names the law, 《…》; all others send the case to a person when they do not hold.
3. All rules hold: the outcome of the set. One that rejects is false and none is unknown: rejected. Otherwise: a person.
4. The version is the digest of the rules as JSON with sorted keys: the same rules have the same version everywhere.
5. Of each value a rule looked at only a digest is kept, keyed by a secret of the case: it proves what was decided on,
   and tells nothing of a person, nor that two cases are of one.
Nothing here reads a clock, a table or a file.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

import orjson

from backend.matters.rule_language import Condition, Kind, RuleError, Value, compile_condition, context_of, holds
from backend.matters.terms import Rule, RuleSet, Text

__all__ = [
    "Decision", "Explained", "Rule", "RuleSet", "SoundRules", "check_rules", "decide", "sound", "version_of",
]  # fmt: skip

Outcome = Literal["approve", "person", "reject"]
MOST_RULES = 30
SALT_SIZE = 16


@dataclass(frozen=True)
class Explained:
    """What became of one rule: true, false, or None for unknown."""

    code: str
    holds: bool | None
    text: Text


@dataclass(frozen=True)
class Decision:
    """The outcome with all that is needed to follow it later. `inputs` maps each name looked at to a hex digest."""

    outcome: Outcome
    rule_version: str
    explanation: tuple[Explained, ...]
    inputs: Mapping[str, str]


@dataclass(frozen=True)
class SoundRules:
    """A set of rules whose conditions were all checked; made once, used for many cases. `used` are the names they look
    at, `kinds` those of them that somebody must tell.
    """

    rules: RuleSet
    conditions: tuple[Condition, ...]
    version: str
    used: tuple[str, ...]
    kinds: Mapping[str, Kind]


def check_rules(rules: RuleSet, names: Mapping[str, Kind]) -> Iterator[tuple[str, str]]:
    """(rule's code, reason) of everything that is wrong (rules 1 and 2)."""
    if not 1 <= len(rules.rules) <= MOST_RULES:
        yield "rules", f"1 to {MOST_RULES} rules are expected"
    codes = [rule.code for rule in rules.rules]
    yield from ((code, "stands twice") for code in sorted({code for code in codes if codes.count(code) > 1}))
    for rule in rules.rules:
        if rule.otherwise == "reject" and not ("《" in rule.text.zh and "》" in rule.text.zh):
            yield rule.code, "rejects without naming the law, 《…》"
        try:
            compile_condition(rule.when, names)
        except RuleError as error:
            yield rule.code, str(error)


def sound(rules: RuleSet, names: Mapping[str, Kind]) -> SoundRules:
    """The rules ready for use; raises RuleError at the first problem."""
    for code, reason in check_rules(rules, names):
        raise RuleError(f"{code}: {reason}")
    conditions = tuple(compile_condition(rule.when, names) for rule in rules.rules)
    used = sorted({name for condition in conditions for name in condition.names})
    kinds = {name: names[name] for name in used if name in names}
    return SoundRules(rules, conditions, version_of(rules), tuple(used), kinds)


def version_of(rules: RuleSet) -> str:
    """Rule 4: SHA-256 in hex."""
    return hashlib.sha256(orjson.dumps(asdict(rules), option=orjson.OPT_SORT_KEYS)).hexdigest()


def decide(known: SoundRules, values: Mapping[str, Value], *, today: date, salt: bytes) -> Decision:
    """`values` are verified: fields of certificates of valid status, answers, the form, facts of registries; what is
    not known is absent. `salt` is the case's own secret of at least 16 bytes."""
    if len(salt) < SALT_SIZE:
        raise ValueError(f"a salt of at least {SALT_SIZE} bytes is needed")
    context = context_of(values, today)
    explanation = tuple(
        Explained(rule.code, holds(condition, context), rule.text)
        for rule, condition in zip(known.rules.rules, known.conditions, strict=True)
    )
    seen: dict[str, Value] = {**values, "today": today}
    digests = {name: _digest(salt, name, seen[name]) for name in known.used if name in seen}
    return Decision(_outcome(known.rules, explanation), known.version, explanation, digests)


def _outcome(rules: RuleSet, explanation: tuple[Explained, ...]) -> Outcome:
    """Rule 3."""
    found = [one.holds for one in explanation]
    if all(one is True for one in found):
        return rules.outcome
    rejected = any(one is False and rule.otherwise == "reject" for one, rule in zip(found, rules.rules, strict=True))
    return "reject" if rejected and None not in found else "person"


def _digest(salt: bytes, name: str, value: Value) -> str:
    """Rule 5."""
    return hmac.new(salt, orjson.dumps([name, value]), hashlib.sha256).hexdigest()
