"""Metrics of the stores and of the process that answers: how large, how full, and whether Redis is there.

Unlike the others (`metrics`) pool, answers by route and age of the status lists are those of the process which was
asked, which may be another each time; answers carry its number, so that they can be added up.
"""

import os
from collections.abc import Iterable

import redis
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, InfoMetricFamily, Metric
from sqlalchemy import QueuePool, text
from sqlalchemy.orm import Session

from backend.trust.status import oldest_age
from backend.web.health import SCHEMA_HEAD
from backend.web.request import Services
from backend.web.route_times import STEPS, RouteTimes

REDIS_SECONDS = 0.3


def here(session: Session, own: Services, *, now: int) -> Iterable[Metric]:
    """Everything this module tells."""
    yield InfoMetricFamily("liangma_build", "The program that answers", value={"schema": SCHEMA_HEAD})
    yield GaugeMetricFamily("liangma_database_bytes", "Size of the database", value=float(_size(session)))
    pool = own.engine.pool
    if isinstance(pool, QueuePool):
        yield GaugeMetricFamily("liangma_pool_in_use", "Connections in use here", value=float(pool.checkedout()))
        yield GaugeMetricFamily("liangma_pool_size", "Connections there may be", value=float(_most(pool)))
    if own.settings.redis_url is not None:
        up = float(_answers(own.settings.redis_url))
        yield GaugeMetricFamily("liangma_redis_up", "Whether Redis answers", value=up)
    yield _by_route(own.route_times)
    age = oldest_age(session, base_url=own.settings.base_url, now=now)
    if age is not None:
        yield GaugeMetricFamily("liangma_status_list_age_seconds", "Since the oldest list was signed", value=float(age))


def _by_route(times: RouteTimes) -> Metric:
    labels = ["route", "method", "status", "process"]
    family = HistogramMetricFamily("liangma_request_seconds", "Answers of this process, by route", labels=labels)
    bounds = [*(str(step / 1000) for step in STEPS), "+Inf"]
    for one in times.told():
        buckets = [(bound, float(count)) for bound, count in zip(bounds, one.buckets, strict=True)]
        family.add_metric([one.route, one.method, one.status, str(os.getpid())], buckets, sum_value=one.seconds)
    return family


def _size(session: Session) -> int:
    if session.get_bind().dialect.name == "postgresql":
        return int(session.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    pages, size = (session.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("page_count", "page_size"))
    return int(pages) * int(size)


def _most(pool: QueuePool) -> int:
    return pool.size() + max(pool._max_overflow, 0)


def _answers(url: str) -> bool:
    waits = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
    try:
        with redis.Redis.from_url(url, **waits) as asked:
            return bool(asked.ping())
    except redis.RedisError:
        return False
