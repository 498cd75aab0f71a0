"""How a one-time code reaches a phone. The demo shows it in the answer; anywhere else a gateway is configured.

LIANGMA_SMS_GATEWAY is an http(s) URL that takes {"phone", "code"} as JSON, or a path ending in .jsonl: an outbox that
another program empties. Without it, and outside the demo, the program does not start.
"""

import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Protocol

import orjson

from backend.config import Settings
from backend.errors import ConfigError, LiangmaError


class SmsUnavailable(LiangmaError):
    status = 503
    code = "sms_unavailable"
    zh = "短信暂时无法发送"
    en = "The message cannot be sent now"
    next_zh = "请稍后重新获取验证码"
    next_en = "Ask for a code again in a moment"


class SmsGateway(Protocol):
    """Sends one code to one phone; raises SmsUnavailable. `shows` says whether the answer may carry the code."""

    @property
    def shows(self) -> bool: ...

    def send(self, phone: str, code: str) -> None: ...


@dataclass(frozen=True)
class DemoGateway:
    """Sends nothing: the answer shows the code."""

    shows: bool = True

    def send(self, phone: str, code: str) -> None:
        """Nothing leaves a demo."""


@dataclass(frozen=True)
class OutboxGateway:
    """Appends a JSON line {"phone", "code"} to a file that only its owner reads."""

    path: Path
    shows: bool = False

    def send(self, phone: str, code: str) -> None:
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(orjson.dumps({"phone": phone, "code": code}) + b"\n")
        except OSError as error:
            raise SmsUnavailable from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise urllib.error.URLError("a gateway does not redirect")


@dataclass(frozen=True)
class HttpGateway:
    """POSTs the code to the operator's gateway; no redirects, no proxies, three seconds."""

    url: str
    shows: bool = False

    def send(self, phone: str, code: str) -> None:
        body = orjson.dumps({"phone": phone, "code": code})
        request = urllib.request.Request(self.url, body, {"Content-Type": "application/json"})  # noqa: S310 - http(s) only
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
        try:
            with opener.open(request, timeout=3):
                return
        except (OSError, ValueError) as error:
            raise SmsUnavailable from error


def gateway_for(settings: Settings) -> SmsGateway:
    """The gateway that the settings name."""
    named = settings.sms_gateway
    if named and named.startswith(("https://", "http://")):
        return HttpGateway(named)
    if named and named.endswith(".jsonl"):
        return OutboxGateway(Path(named))
    if named:
        raise ConfigError("LIANGMA_SMS_GATEWAY must be an http(s) URL or a path ending in .jsonl")
    if settings.demo:
        return DemoGateway()
    raise ConfigError("missing LIANGMA_SMS_GATEWAY: an http(s) URL or a path ending in .jsonl")
