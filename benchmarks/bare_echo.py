"""The floor: a bare Flask route that reads JSON and answers it, for `benchmarks.verifications`."""

from flask import Flask, Response, jsonify, request


def create_app() -> Flask:
    app = Flask("bare")

    @app.post("/echo")
    def echo() -> Response:
        return jsonify(request.get_json())

    return app
