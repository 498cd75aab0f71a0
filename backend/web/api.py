"""OpenAPI 3.1 at /openapi.json and a self-hosted Swagger UI at /docs, from what stands above each route.

Every operation documents its refusals as problem+json; error answers are made by `backend.web.problems` alone.
"""

import functools
import threading
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import flask_swagger_ui
import marshmallow as ma
from flask import Flask, Request, Response, current_app, jsonify, request, send_from_directory
from flask_smorest import Api, Blueprint
from webargs import core
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from backend.errors import Invalid
from backend.web import problems
from backend.web.access import allow
from backend.web.strict import Bilingual, Time

UI_FILES = Path(flask_swagger_ui.__file__).parent / "dist"
UI_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>亮码 API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/docs/favicon-32x32.png"><link rel="stylesheet" href="/docs/swagger-ui.css">
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></html>
"""
UI_START = """const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
SwaggerUIBundle({url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null});
"""


class ProblemPlace(ma.Schema):
    """What is wrong at one place of the body."""

    path = ma.fields.String(required=True, metadata={"description": "JSON pointer"})
    problem = ma.fields.String(required=True, metadata={"description": "A text or stable key, for programs"})
    zh = ma.fields.String(required=True)
    en = ma.fields.String(required=True)


class Problem(ma.Schema):
    """RFC 9457 problem document; each code may bring members of its own, as the next step says."""

    class Meta:
        unknown = ma.INCLUDE

    type = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    code = ma.fields.String(required=True, metadata={"description": "Stable reason code"})
    message = ma.fields.Nested(Bilingual, required=True)
    next_step = ma.fields.Nested(Bilingual, required=True)
    request_id = ma.fields.String(required=True)
    detail = ma.fields.String()
    errors = ma.fields.List(ma.fields.Nested(ProblemPlace))


class StrictParser(FlaskParser):
    """Reads bodies and queries; the schema alone says what becomes of a field nobody named (`Body`: an error)."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {  # noqa: RUF012 - webargs reads it from the class
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": None,
        "form": None,
    }

    def use_args(self, argmap: Any, *args: Any, **options: Any) -> Any:
        """As webargs does, but for JSON bodies without its machinery, which costs as much as the rest of the route."""
        if options != {"location": "json"} or not isinstance(argmap, ma.Schema):
            return super().use_args(argmap, *args, **options)

        def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
            @functools.wraps(view)
            def with_body(*positional: Any, **named: Any) -> Any:
                return view(*positional, self._body(argmap), **named)

            return with_body

        return decorate

    def _body(self, schema: ma.Schema) -> Any:
        given = self._raw_load_json(request)
        try:
            return schema.load({} if given is core.missing else given)
        except ma.ValidationError as error:
            raise Invalid(errors=problems.places({"json": error.messages})) from error

    def _raw_load_json(self, req: Request) -> Any:
        """JSON as `backend.web.strict` reads it: webargs' own reader would take a body that can be read two ways."""
        if req.environ.get("CONTENT_TYPE") != "application/json" and not req.is_json:
            if req.get_data(cache=True):
                raise UnsupportedMediaType
            return core.missing
        return current_app.json.loads(req.get_data(cache=True))


class Room(Blueprint):  # type: ignore[misc]  # flask-smorest ships no types
    """A room's routes. Adds the common refusals to every operation's documentation."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, prefix: str = "/api/v1", description: str = "") -> None:
        super().__init__(name, f"backend.{name}.routes", url_prefix=prefix, description=description)
        self._prepare_doc_cbks.append(self._document_problems)

    @staticmethod
    def _document_problems(doc: dict[str, Any], _info: Any, **_kwargs: Any) -> dict[str, Any]:
        content = {problems.TYPE: {"schema": Problem}}
        responses = doc.setdefault("responses", {})
        responses.pop("422", None)
        responses.pop(422, None)
        responses["default"] = {"description": "Refused or failed; the document says why", "content": content}
        return doc


class LiangmaApi(Api):  # type: ignore[misc]  # flask-smorest ships no types
    """Routes answer at once; what documents them, most of a start's work, is made when it is first asked for."""

    def __init__(self, app: Flask) -> None:
        self._undocumented: list[Blueprint] = []
        self._turn = threading.Lock()
        super().__init__(app)

    def register_blueprint(self, blueprint: Blueprint) -> None:
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = self
        self._app.register_blueprint(blueprint)
        self._undocumented.append(blueprint)

    def document(self) -> dict[str, Any]:
        """The OpenAPI document."""
        with self._turn:
            while self._undocumented:
                room = self._undocumented.pop(0)
                room.register_views_in_doc(self, self._app, self.spec, name=room.name, parameters=None)
                self.spec.tag({"name": room.name, "description": room.description})
            found: dict[str, Any] = self.spec.to_dict()
            return found

    def _register_error_handlers(self) -> None:
        """Left to backend.web.problems."""


def make_api(app: Flask) -> LiangmaApi:
    """The API object; rooms register their blueprints on it."""
    app.config.update(
        API_TITLE="Liangma 亮码",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=None,
        API_SPEC_OPTIONS={
            "info": {"description": "Electronic certificates: issue, show as a code, verify, exempt."},
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}},
        },
    )
    api = LiangmaApi(app)
    api.register_field(Time, "string", "date-time")
    _serve_documents(app, api)
    return api


def _serve_documents(app: Flask, api: LiangmaApi) -> None:
    @app.get("/openapi.json")
    @allow("public")
    def openapi_document() -> Response:
        return jsonify(api.document())

    @app.get("/docs/")
    @allow("public")
    def swagger_ui() -> Response:
        return Response(UI_PAGE, mimetype="text/html")

    @app.get("/docs/start.js")
    @allow("public")
    def swagger_ui_start() -> Response:
        return Response(UI_START, mimetype="text/javascript")

    @app.get("/docs/<path:name>")
    @allow("public")
    def swagger_ui_file(name: str) -> Response:
        return send_from_directory(UI_FILES, name, etag=version("flask-swagger-ui"))
