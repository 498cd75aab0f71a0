"""A website lets its visitors in by any OpenID4VP wallet: a Flask relying party with two pages and no JavaScript.

    LIANGMA_OFFICE=… LIANGMA_PARTNER_ID=… LIANGMA_PARTNER_SECRET=… \\
        flask --app examples.partner.website:from_environment run

Rules: 1. what was begun is kept in the visitor's own session cookie, so that nobody is let in by another's wallet;
2. on the same device the wallet brings the browser back with a code, and only that code opens the answer; 3. the page
asks for what it needs and no more: a name, and whether its visitor is of age.
"""

import os
import secrets
from typing import Any

import qrcode
import qrcode.image.svg
from flask import Flask, Response, redirect, render_template_string, request, session, url_for
from werkzeug.wrappers import Response as Redirect

from examples.partner.client import Partner, Refused

PURPOSE = "open-account"
WANTED = [{"type": "resident-id", "fields": ["name", "over_18"]}]
WAITING = ("waiting", "fetched")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ title }}</title>{% if again %}<meta http-equiv="refresh" content="3">{% endif %}
<style>body{font:1.1rem/1.5 system-ui;max-inline-size:34rem;margin:2rem auto;padding:0 1rem}</style>
<h1>{{ title }}</h1><p>{{ words }}</p>
{% if again %}<img alt="QR code for your wallet" src="/scan.svg" width="256" height="256">
{% else %}<form method="post" action="/sign-in/same"><button>On this device</button></form>
<form method="post" action="/sign-in/another"><button>On another device</button></form>{% endif %}"""


def create_app(partner: Partner, *, key: str) -> Flask:
    """`key` signs the session cookies."""
    app = Flask("website")
    app.config.update(SECRET_KEY=key, SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")
    app.add_url_rule("/scan.svg", view_func=picture)

    @app.get("/")
    def hello() -> str:
        name = session.get("name")
        words = f"Signed in as {name}." if name else "Sign in with the wallet on your phone, or on another one."
        return _page("Welcome", words)

    @app.post("/sign-in/<device>")
    def begin(device: str) -> Redirect | tuple[str, int]:
        """`device`: same, or another."""
        same = device == "same"
        more = {"flow": "same_device", "redirect_uri": url_for("back", _external=True)} if same else {}
        try:
            made = partner.present(PURPOSE, WANTED, **more)
        except Refused as why:
            return _page("Not possible", f"The office refuses: {why.code}"), 502
        session["begun"] = made["presentation_id"]  # rule 1
        session["uri"] = made["uri"]
        return redirect(made["uri"] if same else url_for("scan"))

    @app.get("/scan")
    def scan() -> Redirect | tuple[str, int]:
        found = _outcome(partner, None)
        if found is None or found["state"] not in WAITING:
            return _let_in(found)
        return _page("Scan with your wallet", "The page goes on by itself.", again=True), 200

    @app.get("/back")
    def back() -> Redirect | tuple[str, int]:
        return _let_in(_outcome(partner, request.args.get("response_code")))  # rule 2

    return app


def picture() -> Response:
    """The request that this visitor began, as a QR code."""
    drawn = qrcode.make(session.get("uri", ""), image_factory=qrcode.image.svg.SvgPathImage)
    return Response(drawn.to_string(), content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _outcome(partner: Partner, response_code: str | None) -> dict[str, Any] | None:
    """What came of what this visitor began; None when they began nothing, or may not see it."""
    begun = session.get("begun")
    try:
        return None if begun is None else partner.presentation(begun, response_code)
    except Refused:
        return None


def _let_in(found: dict[str, Any] | None) -> Redirect | tuple[str, int]:
    session.pop("begun", None)
    if found is None or found["state"] != "done" or found["result"] is None:
        return _page("Not signed in", "Nothing was shown, or it was not accepted. You can try again."), 403
    shown = found["result"]["verdict"]["certificates"][0]["fields"]
    fields = {field["name"]: field["value"] for field in shown}
    if fields.get("over_18") is not True:
        return _page("Not signed in", "This website is for adults."), 403
    session.clear()
    session["name"] = fields["name"]
    return redirect(url_for("hello"))


def _page(title: str, words: str, *, again: bool = False) -> str:
    return render_template_string(PAGE, title=title, words=words, again=again)


def from_environment() -> Flask:
    names = ("LIANGMA_OFFICE", "LIANGMA_PARTNER_ID", "LIANGMA_PARTNER_SECRET")
    return create_app(Partner(*(os.environ[name] for name in names)), key=secrets.token_hex())
