"""What the public sees of a matter: guide, materials with what replaces each, form, situations, limits, fee."""

from typing import get_args

import marshmallow as ma

from backend.matters.terms import FormKind
from backend.web.strict import Bilingual, Body, Text


class MatterQuery(Body):
    q = Text(most=60, load_default=None, metadata={"description": "Words, pinyin or initials"})
    limit = ma.fields.Integer(load_default=20, validate=ma.validate.Range(1, 200))


class VersionQuery(Body):
    version = ma.fields.Integer(
        load_default=None, validate=ma.validate.Range(1, 1_000_000),
        metadata={"description": "Without it: the version on offer"},
    )  # fmt: skip


class OfficeAnswer(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class ConditionAnswer(ma.Schema):
    kind = ma.fields.String(required=True)
    arguments = ma.fields.Dict(required=True)


class ViewAnswer(ma.Schema):
    number = ma.fields.Integer(required=True)
    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class ReplacementAnswer(ma.Schema):
    type = ma.fields.String(required=True, metadata={"description": "Certificate type id"})
    type_name = ma.fields.Nested(Bilingual, required=True)
    views = ma.fields.List(
        ma.fields.Nested(ViewAnswer), required=True,
        metadata={"description": "Views that show enough, the one with the fewest fields first"},
    )  # fmt: skip
    fields_ = ma.fields.List(ma.fields.String(), required=True, data_key="fields", attribute="fields")
    conditions = ma.fields.List(ma.fields.Nested(ConditionAnswer), required=True)
    note = ma.fields.Nested(Bilingual, required=True, allow_none=True)


class AppliesAnswer(ma.Schema):
    question = ma.fields.String(required=True)
    answers = ma.fields.List(ma.fields.String(), required=True)


class SourceAnswer(ma.Schema):
    by = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class MaterialAnswer(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    form = ma.fields.String(required=True)
    required = ma.fields.Boolean(required=True)
    source = ma.fields.Nested(SourceAnswer, required=True)
    applies_when = ma.fields.List(ma.fields.Nested(AppliesAnswer), required=True)
    replaced_by = ma.fields.List(
        ma.fields.List(ma.fields.Nested(ReplacementAnswer)), required=True,
        metadata={"description": "Ways; any one suffices, and a way needs all its certificates"},
    )  # fmt: skip
    deferrable_days = ma.fields.Integer(required=True, allow_none=True)
    committable = ma.fields.Boolean(required=True)
    authorisation = ma.fields.Boolean(
        required=True,
        metadata={"description": "The letter for an agent: what the applicant's own phone says stands for it"},
    )


class FormFieldAnswer(ma.Schema):
    name = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)
    required = ma.fields.Boolean(required=True)
    kind = ma.fields.String(
        required=True, validate=ma.validate.OneOf(get_args(FormKind)), metadata={"description": "What may be typed"}
    )
    type = ma.fields.String(required=True, allow_none=True)
    field = ma.fields.String(required=True, allow_none=True)


class ChoiceAnswer(ma.Schema):
    value = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)


class SituationAnswer(ma.Schema):
    code = ma.fields.String(required=True)
    question = ma.fields.Nested(Bilingual, required=True)
    answers = ma.fields.List(ma.fields.Nested(ChoiceAnswer), required=True)


class TimeLimitAnswer(ma.Schema):
    statutory_days = ma.fields.Integer(required=True)
    promised_days = ma.fields.Integer(required=True)


class FeeAnswer(ma.Schema):
    fen = ma.fields.Integer(required=True)
    note = ma.fields.Nested(Bilingual, required=True)


class ResultAnswer(ma.Schema):
    name = ma.fields.Nested(Bilingual, required=True)
    type = ma.fields.String(required=True, allow_none=True)


class MatterLine(ma.Schema):
    """A matter in a list."""

    code = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    office = ma.fields.Nested(OfficeAnswer, required=True)
    applicant = ma.fields.String(required=True)
    channels = ma.fields.List(ma.fields.String(), required=True)
    time_limit = ma.fields.Nested(TimeLimitAnswer, required=True)
    fee = ma.fields.Nested(FeeAnswer, required=True)
    types = ma.fields.Function(
        lambda matter: sorted({one.type for _, one in matter.replacements()}),
        required=True,
        metadata={
            "description": "Certificate type ids that stand for some material",
            "type": "array",
            "items": {"type": "string"},
        },
    )
    materials = ma.fields.Function(lambda matter: len(matter.materials), required=True)
    replaceable = ma.fields.Function(
        lambda matter: sum(bool(one.replaced_by) for one in matter.materials), required=True
    )


class MatterList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(MatterLine), required=True)


class PartAnswer(ma.Schema):
    """What one office does of the matter, what it gets for it, and when it is done at all."""

    office = ma.fields.Nested(OfficeAnswer, required=True)
    does = ma.fields.Nested(Bilingual, required=True)
    lead = ma.fields.Boolean(required=True, metadata={"description": "The matter is this office's own"})
    materials = ma.fields.List(ma.fields.String(), required=True)
    form = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "Names of fields of the form"})
    applies_when = ma.fields.List(
        ma.fields.Nested(AppliesAnswer), required=True, metadata={"description": "Without it: always"}
    )


class CommitmentAnswer(ma.Schema):
    check_within_days = ma.fields.Integer(required=True, metadata={"description": "Working days"})
    bars_years = ma.fields.Integer(required=True)
    text = ma.fields.Nested(
        Bilingual, required=True, allow_none=True, metadata={"description": "What the applicant promises"}
    )


class RuleAnswer(ma.Schema):
    """What must hold, in plain words; `otherwise` is what follows when it does not."""

    code = ma.fields.String(required=True)
    text = ma.fields.Nested(Bilingual, required=True)
    otherwise = ma.fields.String(required=True, validate=ma.validate.OneOf(("person", "reject")))


class RulesAnswer(ma.Schema):
    outcome = ma.fields.String(
        required=True, validate=ma.validate.OneOf(("approve", "person")),
        metadata={"description": "When all rules hold"},
    )  # fmt: skip
    rules = ma.fields.List(ma.fields.Nested(RuleAnswer), required=True)


class UsefulCertificate(ma.Schema):
    """A certificate type that spares a paper in this matter."""

    type = ma.fields.String(required=True, metadata={"description": "Certificate type id"})
    type_name = ma.fields.Nested(Bilingual, required=True)
    views = ma.fields.List(
        ma.fields.Nested(ViewAnswer), required=True,
        metadata={"description": "Views enough for every material and, where one is, for the form; smallest first"},
    )  # fmt: skip


class MatterAnswer(ma.Schema):
    """A whole matter. `guide_url` is the text of the QR beside its guide."""

    code = ma.fields.String(required=True)
    guide_url = ma.fields.String(required=True, metadata={"format": "uri"})
    certificates = ma.fields.List(ma.fields.Nested(UsefulCertificate), required=True)
    version = ma.fields.Integer(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    keywords = ma.fields.List(ma.fields.String(), required=True)
    office = ma.fields.Nested(OfficeAnswer, required=True)
    applicant = ma.fields.String(required=True)
    legal_basis = ma.fields.List(ma.fields.String(), required=True)
    channels = ma.fields.List(ma.fields.String(), required=True)
    time_limit = ma.fields.Nested(TimeLimitAnswer, required=True)
    fee = ma.fields.Nested(FeeAnswer, required=True)
    result = ma.fields.Nested(ResultAnswer, required=True)
    decision = ma.fields.String(required=True)
    guide = ma.fields.List(ma.fields.Nested(Bilingual), required=True)
    materials = ma.fields.List(ma.fields.Nested(MaterialAnswer), required=True)
    form = ma.fields.List(ma.fields.Nested(FormFieldAnswer), required=True)
    situations = ma.fields.List(ma.fields.Nested(SituationAnswer), required=True)
    decide = ma.fields.Nested(
        RulesAnswer, required=True, allow_none=True, metadata={"description": "Rules that decide without a person"}
    )
    commitment = ma.fields.Nested(CommitmentAnswer, required=True, allow_none=True)
    parts = ma.fields.List(ma.fields.Nested(PartAnswer), required=True)
    agents = ma.fields.Boolean(required=True, metadata={"description": "Somebody may act for the applicant"})
    agent_when = ma.fields.List(
        ma.fields.Nested(AppliesAnswer), required=True,
        metadata={"description": "The question that asks whether somebody does, and the answers that say so"},
    )  # fmt: skip
