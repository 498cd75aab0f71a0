"""Two ways to say the same W3C WebDriver commands: HTTP to a driver beside the browser, Marionette to Firefox itself.

A refusal of either is `DriverError` with the standard's own word for it ("no such element").
"""

from __future__ import annotations

import http.client
import json
import socket
from typing import Any, Protocol

PATIENCE = 60.0  # seconds for one command; opening a page on a busy machine takes a while
PICTURE = 8.0  # seconds for a picture of the screen
MARIONETTE: dict[str, tuple[str, dict[str, Any]]] = {
    "url": ("Navigate", {}), "refresh": ("Refresh", {}), "execute/async": ("ExecuteAsyncScript", {}),
    "screenshot": ("TakeScreenshot", {"full": False, "hash": False}), "window/rect": ("SetWindowRect", {}),
    "click": ("ElementClick", {}), "value": ("ElementSendKeys", {}), 
    "actions": ("PerformActions", {}),
}  # fmt: skip


class DriverError(Exception):
    """What the driver or the browser refused, by the name that WebDriver gives it."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name


class Wire(Protocol):
    """A session with one browser. `body` None: a command that only asks."""

    capabilities: dict[str, Any]

    def say(self, command: str, body: dict[str, Any] | None = None) -> Any: ...

    def end(self) -> None: ...


class OverHttp:
    """WebKitWebDriver and chromedriver."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self._link = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self._session = f"/session/{made['sessionId']}"
        self.capabilities: dict[str, Any] = made["capabilities"]

    def say(self, command: str, body: dict[str, Any] | None = None) -> Any:
        return self._ask("GET" if body is None else "POST", f"{self._session}/{command}", body)

    def end(self) -> None:
        self._ask("DELETE", self._session)
        self._link.close()

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        self._link.timeout = PICTURE if path.endswith("/screenshot") else PATIENCE
        if self._link.sock is not None:
            self._link.sock.settimeout(self._link.timeout)
        try:
            self._link.request(method, path, data, {"Content-Type": "application/json; charset=utf-8"})
            value = json.loads(self._link.getresponse().read())["value"]
        except ConnectionRefusedError:
            raise  # it does not listen yet
        except (OSError, http.client.HTTPException) as error:
            self._link.close()  # the next command begins a new one
            raise DriverError("timeout", f"{path.rsplit('/', 1)[-1]}: {error or type(error).__name__}") from error
        if isinstance(value, dict) and "error" in value:
            raise DriverError(value["error"], value.get("message", ""))
        return value


class Marionette:
    """Firefox by its own protocol: the length of a JSON array, a colon, the array. Mozilla's separate driver, which no
    Debian package brings, would only translate HTTP into this."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self._link = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._stream = self._link.makefile("rb")
        self._number = 0
        self._read()  # who is there
        made = self._command("WebDriver:NewSession", capabilities)
        self.capabilities: dict[str, Any] = made["capabilities"]

    def say(self, command: str, body: dict[str, Any] | None = None) -> Any:
        """Of an element: `element/ID/click`, as WebDriver spells it."""
        *of, last = command.split("/") if command.startswith("element/") else (command,)
        name, more = MARIONETTE[last]
        answer = self._command(f"WebDriver:{name}", {**more, **(body or {}), **({"id": of[1]} if of else {})})
        return answer.get("value") if isinstance(answer, dict) else answer

    def end(self) -> None:
        self._command("Marionette:Quit", {"flags": ["eForceQuit"]})
        self._stream.close()
        self._link.close()

    def _command(self, name: str, body: dict[str, Any]) -> Any:
        self._number += 1
        text = json.dumps([0, self._number, name, body]).encode()
        self._link.sendall(b"%d:%s" % (len(text), text))
        _, _, error, value = self._read()
        if error is not None:
            raise DriverError(error["error"], error["message"])
        return value

    def _read(self) -> Any:
        digits = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise DriverError("session not created", "the browser ended the conversation")
            digits += byte
        return json.loads(self._stream.read(int(digits)))
