"""Shapes of the statistics: sums, names and reasons; no person and no single verdict."""

import marshmallow as ma

from backend.ratings.schemas import RatingFigures
from backend.web.strict import Bilingual, Body, Time

DAY = {"format": "date"}
QUANTILE = {"description": "Milliseconds, an upper bound; null without answers, or when longer than the last step"}


class StatisticsQuery(Body):
    first = ma.fields.Date(
        data_key="from", load_default=None, metadata={"description": "First day in China; 29 days before `to`"}
    )
    last = ma.fields.Date(data_key="to", load_default=None, metadata={"description": "Last day in China; today"})


class Sums(ma.Schema):
    issued = ma.fields.Integer(required=True, metadata={"description": "Certificates, new versions included"})
    cases = ma.fields.Integer(required=True, metadata={"description": "Cases opened"})
    accepted = ma.fields.Integer(required=True, metadata={"description": "Codes accepted"})
    refused = ma.fields.Integer(required=True, metadata={"description": "Codes refused"})
    exempted = ma.fields.Integer(required=True, metadata={"description": "Materials that a certificate stood for"})
    minutes_saved = ma.fields.Integer(required=True)


class DayOfSums(Sums):
    date = ma.fields.String(required=True, metadata=DAY)


class MinutesFigure(ma.Schema):
    per_material = ma.fields.Integer(required=True)
    assumed = ma.fields.Boolean(required=True, metadata={"description": "true: nobody measured it here"})
    source = ma.fields.Nested(Bilingual, required=True)


class TypeSums(ma.Schema):
    number = ma.fields.Integer(required=True)
    id = ma.fields.String(required=True, allow_none=True)
    name = ma.fields.Nested(Bilingual, required=True)
    first = ma.fields.Integer(required=True, metadata={"description": "First versions"})
    next = ma.fields.Integer(required=True, metadata={"description": "Changes and renewals"})


class VerifierSums(ma.Schema):
    kind = ma.fields.String(required=True, metadata={"description": "window | partner"})
    accepted = ma.fields.Integer(required=True)
    refused = ma.fields.Integer(required=True)


class RefusalSums(ma.Schema):
    reason = ma.fields.String(required=True)
    text = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    next_step = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    count = ma.fields.Integer(required=True)


class OfficeName(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class MaterialSums(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    exempted = ma.fields.Integer(required=True)


class MatterSums(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    office = ma.fields.Nested(OfficeName, required=True)
    cases = ma.fields.Integer(required=True)
    exempted = ma.fields.Integer(required=True)
    minutes_saved = ma.fields.Integer(required=True)
    materials = ma.fields.List(ma.fields.Nested(MaterialSums), required=True)


class Quantiles(ma.Schema):
    count = ma.fields.Integer(required=True)
    p50 = ma.fields.Integer(required=True, allow_none=True, metadata=QUANTILE)
    p95 = ma.fields.Integer(required=True, allow_none=True, metadata=QUANTILE)
    p99 = ma.fields.Integer(required=True, allow_none=True, metadata=QUANTILE)


class DayOfQuantiles(Quantiles):
    date = ma.fields.String(required=True, metadata=DAY)


class StepCount(ma.Schema):
    at_most = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "Milliseconds; null: longer than every step"}
    )
    count = ma.fields.Integer(required=True)


class AnswerTimesAnswer(Quantiles):
    """How long one kind of answer took: verification (a code alone) or scan (a code for a case)."""

    kind = ma.fields.String(required=True)
    steps = ma.fields.List(ma.fields.Nested(StepCount), required=True)
    days = ma.fields.List(ma.fields.Nested(DayOfQuantiles), required=True)


class StatisticsAnswer(ma.Schema):
    """What happened between two days, by day and in total. `scope`: the issuer it is about; null: the whole city."""

    first = ma.fields.String(required=True, data_key="from", metadata=DAY)
    last = ma.fields.String(required=True, data_key="to", metadata=DAY)
    as_of = Time(required=True)
    scope = ma.fields.String(required=True, allow_none=True)
    minutes = ma.fields.Nested(MinutesFigure, required=True)
    totals = ma.fields.Nested(Sums, required=True)
    days = ma.fields.List(ma.fields.Nested(DayOfSums), required=True)
    types = ma.fields.List(ma.fields.Nested(TypeSums), required=True)
    verifiers = ma.fields.List(ma.fields.Nested(VerifierSums), required=True)
    refusals = ma.fields.List(ma.fields.Nested(RefusalSums), required=True)
    matters = ma.fields.List(ma.fields.Nested(MatterSums), required=True)
    answer_times = ma.fields.List(ma.fields.Nested(AnswerTimesAnswer), required=True)
    ratings = ma.fields.Nested(
        RatingFigures, required=True, metadata={"description": "All that is published, whatever the period"}
    )


class ProofFigures(ma.Schema):
    """Requests asked in the period, and cases in which a proof stood for a material."""

    asked = ma.fields.Integer(required=True)
    by_rule = ma.fields.Integer(required=True, metadata={"description": "Issued at once, by rule"})
    by_officer = ma.fields.Integer(required=True, metadata={"description": "Issued by an officer"})
    reused = ma.fields.Integer(required=True, metadata={"description": "A proof that stood already was the answer"})
    refused = ma.fields.Integer(required=True)
    waiting = ma.fields.Integer(required=True)
    withdrawn = ma.fields.Integer(required=True)
    cases = ma.fields.Integer(required=True, metadata={"description": "Cases in which a proof spared a material"})
    other_cases = ma.fields.Integer(
        required=True, metadata={"description": "Of these: other cases than the one it was asked for"}
    )


class KindFigures(ProofFigures):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    office = ma.fields.Nested(Bilingual, required=True)


class ProofSums(ma.Schema):
    """Both days are included."""

    first = ma.fields.String(required=True, data_key="from", metadata=DAY)
    last = ma.fields.String(required=True, data_key="to", metadata=DAY)
    total = ma.fields.Nested(ProofFigures, required=True)
    kinds = ma.fields.List(ma.fields.Nested(KindFigures), required=True)


class PartnerOutcome(ma.Schema):
    """How often a partner's requests of one channel ended so on one day. `reason`: null for what was accepted."""

    date = ma.fields.String(required=True, metadata=DAY)
    channel = ma.fields.String(required=True)
    accepted = ma.fields.Boolean(required=True)
    reason = ma.fields.String(required=True, allow_none=True)
    text = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    count = ma.fields.Integer(required=True)


class PartnerAsked(ma.Schema):
    """How much was let in on one day, and how much was refused for a limit."""

    date = ma.fields.String(required=True, metadata=DAY)
    channel = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True)
    over_limit = ma.fields.Integer(required=True)


class PartnerSums(ma.Schema):
    client_id = ma.fields.String(required=True)
    first = ma.fields.String(required=True, metadata=DAY)
    last = ma.fields.String(required=True, metadata=DAY)
    as_of = Time(required=True)
    accepted = ma.fields.Integer(required=True)
    refused = ma.fields.Integer(required=True)
    outcomes = ma.fields.List(ma.fields.Nested(PartnerOutcome), required=True)
    asked = ma.fields.List(ma.fields.Nested(PartnerAsked), required=True)
