"""The rules 10 and 12 of `lint`: who decides the matter, and by what.

10. A matter decided by rule has rules that can approve; one decided on a commitment has its text and terms, and spares
    a material by it; others have no terms. One that an officer decides may have rules only to help the officer.
12. The rules are sound (`rules`, `rule_language`) and use only names this matter can know (`rule_inputs`). Of each
    type, one view shows all that the rules and the materials need; whose certificate they look at can be told.
"""

from collections.abc import Iterator

from backend.matters.conditions import HOLDER_CONDITIONS
from backend.matters.lint_replacements import Finding, holder_reasons
from backend.matters.rule_inputs import APPLICANTS, asked_types, names_of, rule_fields
from backend.matters.rules import check_rules
from backend.matters.terms import Matter
from certs.catalogue import Catalogue, CertificateType


def decision_findings(matter: Matter, catalogue: Catalogue) -> Iterator[Finding]:
    yield from _terms_findings(matter)
    if matter.decide is not None:
        yield from _rule_findings(matter, catalogue)


def _terms_findings(matter: Matter) -> Iterator[Finding]:
    """Rule 10."""
    approves = matter.decide is not None and matter.decide.outcome == "approve"
    if matter.decision == "rule" and not approves:
        yield "decision", "a decision by rule needs `decide` with the outcome approve"
    if matter.decision == "officer" and approves:
        yield "decision", "rules that approve go with a decision by rule or on commitment"
    if (matter.decision == "commitment") != (matter.commitment is not None):
        yield "decision", "a decision on commitment and its terms go together"
    if matter.commitment is not None and matter.commitment.text is None:
        yield "commitment", "the text that the applicant promises is missing"
    if matter.decision == "commitment" and not any(material.committable for material in matter.materials):
        yield "decision", "no material may be replaced by the commitment"


def _rule_findings(matter: Matter, catalogue: Catalogue) -> Iterator[Finding]:
    """Rule 12."""
    assert matter.decide is not None
    for code, reason in check_rules(matter.decide, names_of(matter, catalogue)):
        yield f"decide.{code}", reason
    types = {type_.id: type_ for type_ in asked_types(matter, catalogue)}
    for one in matter.decide.whose:
        if one.type not in types:
            yield "decide.whose", f"nobody is asked to show {one.type} here"
        if one.condition.kind not in HOLDER_CONDITIONS:
            yield "decide.whose", f"{one.condition.kind} does not say whose certificate it is"
    whose = {one.type: one.condition for one in matter.decide.whose}
    for type_id, fields in rule_fields(matter, catalogue).items():
        yield from (("decide", reason) for reason in _view_reasons(matter, types[type_id], fields))
        for reason in holder_reasons(matter, types[type_id], whose.get(type_id, APPLICANTS)):
            yield "decide.whose", reason


def _view_reasons(matter: Matter, type_: CertificateType, fields: set[str]) -> Iterator[str]:
    needed = fields.union(*(one.fields for _, one in matter.replacements() if one.type == type_.id))
    if not any(needed <= set(view.fields) for view in type_.views.values()):
        yield f"no view of {type_.id} shows all that rules and materials look at: {', '.join(sorted(needed))}"
