"""What a monitoring system reads (Prometheus text format): how the office is now, from the database, in no time.

1. Everything comes from sums that others keep, or from small tables: no walk through holders' rows, and no person.
2. All processes and nodes say the same, since nothing is counted in memory; the age of the newest checkpoint is that of
the folder they see. 3. Counters only grow until old days are forgotten; gauges are of the moment. 4. Ages in seconds; a
time that never was gives no sample.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.checkpoint import newest_file_time
from backend.audit.models import AuditChain, AuditEntry
from backend.batches.models import Batch, BatchChunk
from backend.batches.states import READING, RUNNING
from backend.seals.models import SealRow
from backend.statistics.models import CountedUntil, DayCount
from backend.trust.models import IssuerKey, PublishedTrustList, StatusEntry, StatusShard
from backend.web.answer_times import LONGER, STEPS
from backend.web.models import AnswerTime
from backend.webhooks.models import WebhookDelivery
from backend.webhooks.send import overdue

WATCHED = ("replayed",)  # counted from nought on: what an alert asks for must be there before the first of them
Source = Callable[[Session, int], Iterable[Metric]]


def exposition(session: Session, checkpoints: Path, *, now: int, more: Iterable[Metric] = ()) -> bytes:
    """Everything, as text. `checkpoints`: the folder of the log's checkpoints."""
    metrics = [metric for source in SOURCES for metric in source(session, now)]
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Read([*metrics, *_checkpoints(checkpoints, now), *more]))
    return generate_latest(registry)


class _Read(Collector):
    """What was read already."""

    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        yield from self._metrics


def _answers(session: Session, _now: int) -> Iterable[Metric]:
    columns = AnswerTime.kind, AnswerTime.at_most, func.sum(AnswerTime.count)
    counted = Counter[tuple[str, int]]()
    for kind, step, count in session.execute(select(*columns).group_by(AnswerTime.kind, AnswerTime.at_most)):
        counted[kind, step] += int(count)
    family = HistogramMetricFamily("liangma_answer_seconds", "Answers somebody waits for, by kind", labels=["kind"])
    for kind in sorted({one for one, _ in counted}):
        buckets, total = [], 0
        for step in STEPS:
            total += counted[kind, step]
            buckets.append((str(step / 1000), float(total)))
        buckets.append(("+Inf", float(total + counted[kind, LONGER])))
        family.add_metric([kind], buckets, sum_value=None)
    yield family


def _happened(session: Session, now: int) -> Iterable[Metric]:
    columns = DayCount.measure, DayCount.item, func.sum(DayCount.count)
    wanted = DayCount.measure.in_(("scans", "issued", "exempted"))
    verdicts = CounterMetricFamily("liangma_verdicts", "Verdicts on codes, by reason", labels=["reason"])
    sums, scans = Counter[str](), Counter({reason: 0 for reason in WATCHED})
    for measure, item, count in session.execute(select(*columns).where(wanted).group_by(*columns[:2])):
        sums[measure] += int(count)
        if measure == "scans":
            scans[item] += int(count)
    for reason, count in sorted(scans.items()):
        verdicts.add_metric([reason], float(count))
    yield verdicts
    yield CounterMetricFamily("liangma_certificates_issued", "Certificates issued", value=float(sums["issued"]))
    yield CounterMetricFamily("liangma_materials_spared", "Materials not handed in", value=float(sums["exempted"]))
    behind = session.scalar(select(func.min(CountedUntil.until)))
    if behind is not None:
        yield GaugeMetricFamily("liangma_sums_age_seconds", "How far the sums are behind", value=float(now - behind))


def _trust(session: Session, now: int) -> Iterable[Metric]:
    newest = session.execute(
        select(PublishedTrustList.issued_at, PublishedTrustList.next_update).order_by(PublishedTrustList.number.desc())
    ).first()
    if newest is not None:
        yield GaugeMetricFamily("liangma_trust_list_age_seconds", "Age of the trust list", value=now - newest.issued_at)
        left = float(newest.next_update - now)
        yield GaugeMetricFamily("liangma_trust_list_left_seconds", "Until the trust list must be renewed", value=left)
    keys = GaugeMetricFamily("liangma_key_age_seconds", "Age of signing keys", labels=["issuer", "state"])
    for code, state, since in session.execute(
        select(IssuerKey.issuer_code, IssuerKey.state, func.min(IssuerKey.active_from))
        .where(IssuerKey.state != "retired")
        .group_by(IssuerKey.issuer_code, IssuerKey.state)
    ):
        keys.add_metric([code, state], float(max(now - since, 0)))
    yield keys
    seals = GaugeMetricFamily("liangma_seal_left_seconds", "Until a seal's certificate ends", labels=["issuer"])
    active = SealRow.state == "active", SealRow.not_after.is_not(None)
    for code, ends in session.execute(select(SealRow.issuer_code, SealRow.not_after).where(*active)):
        seals.add_metric([code], float((ends or now) - now))
    yield seals


def _lists(session: Session, now: int) -> Iterable[Metric]:
    """Of the list that is being filled: the others are full for good."""
    newest = select(StatusShard.size, StatusShard.used).order_by(StatusShard.list_no.desc()).limit(1)
    size, used = session.execute(newest).first() or (0, 0)
    yield GaugeMetricFamily("liangma_status_places", "Places in the open status list", value=float(size))
    yield GaugeMetricFamily("liangma_status_places_used", "Places in it that are taken", value=float(used))
    changed = session.scalar(select(func.max(StatusEntry.changed_at)))
    if changed is not None:
        yield GaugeMetricFamily(
            "liangma_status_change_age_seconds", "Since the last change", value=float(now - changed)
        )


def _work(session: Session, now: int) -> Iterable[Metric]:
    """What waits for nothing but a worker: no batch that a person holds, no message to an address that rests."""
    waiting = session.scalar(
        select(func.count()).select_from(WebhookDelivery).where(WebhookDelivery.state == "waiting")
    )
    yield GaugeMetricFamily("liangma_messages_waiting", "Messages to partners that wait", value=float(waiting or 0))
    due, late = overdue(session, now=now)
    yield GaugeMetricFamily("liangma_messages_late_seconds", "How late the most overdue message is", value=float(late))
    by_state = session.execute(select(Batch.state, func.count()).group_by(Batch.state))
    states = {state: int(count) for state, count in by_state}
    running = float(states.get(RUNNING, 0))
    yield GaugeMetricFamily("liangma_batches_running", "Batches of certificates at work", value=running)
    left = select(func.count()).select_from(BatchChunk).join(Batch, Batch.batch_id == BatchChunk.batch_id)
    chunks = session.scalar(left.where(Batch.state == RUNNING, BatchChunk.done_at.is_(None))) or 0
    work = GaugeMetricFamily("liangma_work_waiting", "Work that waits for a worker", labels=["queue"])
    work.add_metric(["batches"], float(chunks + states.get(READING, 0)))
    work.add_metric(["messages"], float(due))
    yield work


def _log(session: Session, now: int) -> Iterable[Metric]:
    yield CounterMetricFamily(
        "liangma_log_entries", "Entries of the log", value=float(session.scalar(select(func.sum(AuditChain.seq))) or 0)
    )
    newest = session.scalar(select(func.max(AuditEntry.at)))
    if newest is not None:
        yield GaugeMetricFamily("liangma_log_head_age_seconds", "Age of the newest entry", value=float(now - newest))


def _checkpoints(folder: Path, now: int) -> Iterable[Metric]:
    """The newest file that says so in its name."""
    written = newest_file_time(folder)
    if written is not None:
        age = float(now - written)
        yield GaugeMetricFamily("liangma_checkpoint_age_seconds", "Age of the log's last checkpoint", value=age)


SOURCES: tuple[Source, ...] = (_answers, _happened, _trust, _lists, _work, _log)
