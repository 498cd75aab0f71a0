"""Spans of OpenTelemetry, for `traces`, whose rules hold here; loaded only where a collector is named.

All that the packages would read from the environment is given to them, so that the settings alone decide.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import requests
import structlog
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ALWAYS_ON, ParentBased
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, TraceFlags
from sqlalchemy import Engine, event

from backend import direct, outbound
from backend.web.route_times import METHODS
from backend.web.traces import ROUTE, WSGI, operation_and_table, parent_of

MOST_WAITING, MOST_AT_ONCE, EVERY_MS, SECONDS = 4096, 512, 2_000, 1.0
HELD = "liangma_span"
FAILED = Status(StatusCode.ERROR)


class Spans:
    """The spans of one process. `url`: of the collector."""

    def __init__(self, url: str, *engines: Engine) -> None:
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)  # `_Post` says once what they say every time
        self.provider = TracerProvider(
            sampler=ParentBased(ALWAYS_ON), resource=Resource({"service.name": "liangma"}), shutdown_on_exit=True
        )
        waits = BatchSpanProcessor(_Post(url), MOST_WAITING, EVERY_MS, MOST_AT_ONCE)
        self.provider.add_span_processor(waits)
        self._tracer = self.provider.get_tracer("liangma")
        self._undo = [direct.watch(self._statement), outbound.watch(self._call)]
        self._undo += [self._listen(engine) for engine in engines]

    def end(self) -> None:
        while self._undo:
            self._undo.pop()()
        self.provider.shutdown()

    def around(self, inner: WSGI, lane: str, *, believes: bool) -> WSGI:
        """The application with a span for each request."""

        def asked(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            span = self._request(environ, believes=believes)
            with trace.use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=False):
                return inner(environ, _told(span, environ, lane, start_response))

        return asked

    def _request(self, environ: dict[str, Any], *, believes: bool) -> Span:
        parent = parent_of(environ.get("HTTP_TRACEPARENT", "")) if believes else None
        context = None
        if parent is not None:
            flags = TraceFlags(TraceFlags.SAMPLED if parent.sampled else TraceFlags.DEFAULT)
            known = trace.SpanContext(parent.trace, parent.span, is_remote=True, trace_flags=flags)
            context = trace.set_span_in_context(trace.NonRecordingSpan(known))
        method = _method(environ["REQUEST_METHOD"])
        return self._tracer.start_span(
            method, context=context, kind=SpanKind.SERVER, attributes={"http.request.method": method}
        )

    @contextmanager
    def _statement(self, sql: str, system: str) -> Iterator[None]:
        """A prepared statement, around the engine."""
        span = self._begun(sql, system)
        try:
            yield
        except BaseException:
            span.set_status(FAILED)
            raise
        finally:
            span.end()

    def _begun(self, sql: str, system: str) -> Span:
        """Statements have spans inside others' only: the worker's own would tell nothing."""
        if not trace.get_current_span().is_recording():
            return trace.INVALID_SPAN
        operation, table = operation_and_table(sql)
        said = {"db.system.name": system, "db.operation.name": operation}
        if table is not None:
            said["db.collection.name"] = table
        return self._tracer.start_span(f"{operation} {table or ''}".strip(), kind=SpanKind.CLIENT, attributes=said)

    @contextmanager
    def _call(self, kind: str, method: str) -> Iterator[Callable[[int], None]]:
        """A question to another server."""
        said = {"http.request.method": method, "liangma.call": kind}
        span = self._tracer.start_span(f"{method} {kind}", kind=SpanKind.CLIENT, attributes=said)
        try:
            yield lambda status: span.set_attribute("http.response.status_code", status)
        except Exception as error:
            span.set_status(FAILED)
            span.set_attribute("error.type", type(error).__name__)
            raise
        finally:
            span.end()

    def _listen(self, engine: Engine) -> Callable[[], None]:
        system = engine.dialect.name

        def before(_connection: Any, _cursor: Any, sql: str, _values: Any, context: Any, _many: bool) -> None:
            setattr(context, HELD, self._begun(sql, system))

        def after(_connection: Any, _cursor: Any, _sql: str, _values: Any, context: Any, _many: bool) -> None:
            _end(context)

        def failed(said: Any) -> None:
            _end(said.execution_context, FAILED)

        heard = (("before_cursor_execute", before), ("after_cursor_execute", after), ("handle_error", failed))
        for name, heard_by in heard:
            event.listen(engine, name, heard_by)

        def undo() -> None:
            for name, heard_by in heard:
                event.remove(engine, name, heard_by)

        return undo


def _method(given: str) -> str:
    return given if given in METHODS else "_OTHER"


def _told(span: Span, environ: dict[str, Any], lane: str, start_response: Callable[..., Any]) -> Callable[..., Any]:
    def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        route = environ.get(ROUTE) or (lane if environ.get("PATH_INFO") == lane else None)
        code = int(status[:3])
        span.set_attribute("http.response.status_code", code)
        if code >= 500:
            span.set_status(FAILED)
        if route is not None:
            span.set_attribute("http.route", route)
            span.update_name(f"{_method(environ['REQUEST_METHOD'])} {route}")
        request_id = next((value for name, value in headers if name == "X-Request-Id"), "")
        span.set_attribute("liangma.request_id", request_id)
        return start_response(status, headers, *more)

    return started


def _end(context: Any, status: Status | None = None) -> None:
    span = context.__dict__.pop(HELD, None) if context is not None else None
    if span is not None:
        if status is not None:
            span.set_status(status)
        span.end()


class _Post(SpanExporter):
    """To the collector, without detours (no proxy, no redirect); a change is logged, not each loss."""

    def __init__(self, url: str) -> None:
        session = requests.Session()
        session.trust_env = False
        self._inner = OTLPSpanExporter(
            endpoint=url, timeout=SECONDS, compression=Compression.Gzip, session=session, headers={"X-From": "liangma"}
        )
        self._taken = True
        self._lock = threading.Lock()

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        result = self._inner.export(spans)
        taken = result is SpanExportResult.SUCCESS
        with self._lock:
            changed, self._taken = taken is not self._taken, taken
        if changed:
            structlog.get_logger().warning("traces", taken=taken)
        return result

    def shutdown(self) -> None:
        self._inner.shutdown()  # type: ignore[no-untyped-call]
