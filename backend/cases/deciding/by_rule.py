"""Decide a case by the rules of its matter (秒批), on what its certificates, answers and form say now.

1. Where all rules hold, the case is approved; where one that rejects by law is false and all others are known, it is
   rejected, with those rules' words as the reason. Otherwise it stays for a person, who sees what became of each rule.
2. Rules that cannot be used (a type left the catalogue) decide nothing: the case stays for a person.
3. Digests of what was looked at are keyed by a secret of the case.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from backend.cases.deciding.decide import approve, reject
from backend.cases.deciding.facts import facts_of
from backend.cases.form import form_of
from backend.cases.models import Case
from backend.cases.weigh import Weighed
from backend.matters.presented import Scene
from backend.matters.rule_inputs import sound_rules, values_of
from backend.matters.rule_language import RuleError
from backend.matters.rules import Decision, Explained, decide
from backend.matters.terms import Matter, RuleSet, Text
from backend.registries.calendar import day_of
from backend.web.request import Services

ALL_HOLD = Text("符合全部审批规则", "all rules hold")


def decision_of(
    session: Session, case: Case, matter: Matter, weighed: Weighed, *, services: Services, now: int
) -> Decision | None:
    """What the rules make of the case now, as it was `weighed`; None where it has none that can be used."""
    if matter.decide is None:
        return None
    try:
        known = sound_rules(matter, services.catalogue)
    except RuleError:  # rule 2
        return None
    today = day_of(now)
    values = values_of(
        matter, known.kinds, Scene(tuple(weighed.weighed), today, weighed.applicant),
        answers=case.answers, form=form_of(case, services=services),
        facts=facts_of(session, weighed.applicant_id, known.kinds, catalogue=services.catalogue, now=now),
    )  # fmt: skip
    return decide(known, values, today=today, salt=services.box.blind("rules of case", case.case_no))


def decide_by_rule(
    session: Session, case: Case, matter: Matter, weighed: Weighed, *, reason: Text, services: Services, now: int
) -> None:
    """Rule 1, for a case accepted a moment ago. Raises ResultRefused when the certificate cannot be made."""
    decided = decision_of(session, case, matter, weighed, services=services, now=now)
    if matter.decide is None or decided is None or decided.outcome == "person":
        return
    if decided.outcome == "approve":
        approve(session, case, who="clock", actor="clock", reason=reason, decided=decided, services=services, now=now)
        return
    against = _against(matter.decide, decided.explanation)
    reject(session, case, who="clock", actor="clock", reason=against, decided=decided, services=services, now=now)


def _against(rules: RuleSet, explanation: Sequence[Explained]) -> Text:
    """What does not hold, of the rules that reject."""
    rejecting = {rule.code for rule in rules.rules if rule.otherwise == "reject"}
    texts = [one.text for one in explanation if one.holds is False and one.code in rejecting]
    zh, en = "；".join(text.zh for text in texts), "; ".join(text.en for text in texts)
    return Text(f"不符合：{zh}", f"does not hold: {en}")
