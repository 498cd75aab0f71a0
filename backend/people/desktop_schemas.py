"""Bodies and answers of signing in on a desktop by the phone."""

import marshmallow as ma

from backend.people.schemas import SignedIn
from backend.web.strict import Body, Text, Time

NUMBER = ma.validate.Regexp(r"[1-9][0-9]\Z", error="two digits")


class DesktopAsked(ma.Schema):
    reference = ma.fields.String(required=True, metadata={"description": "What the phone opens the request with"})
    address = ma.fields.String(required=True, metadata={"description": "The text of the QR code"})
    number = ma.fields.String(required=True, metadata={"description": "Two digits to show beside the QR code"})
    secret = ma.fields.String(required=True, metadata={"description": "For this desktop alone"})
    expires_at = Time(required=True)


class DesktopHeaders(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    secret = Text(data_key="X-Desktop-Secret", most=80, required=True)


class DesktopState(ma.Schema):
    state = ma.fields.String(required=True, metadata={"description": "waiting | opened | approved | refused"})


class DesktopSecret(Body):
    secret = Text(required=True, most=80)


class DesktopReference(Body):
    reference = Text(required=True, most=800)


class DesktopApproval(DesktopReference):
    number = Text(required=True, most=2, checks=(NUMBER,))
    device_id = ma.fields.UUID(required=True)
    statement = Text(
        required=True, most=4096, metadata={"description": "JWS of the phone's key, type liangma-desktop+jwt"}
    )


class DesktopOpened(ma.Schema):
    browser = ma.fields.String(required=True, metadata={"description": "edge | firefox | chrome | safari | other"})
    system = ma.fields.String(
        required=True, metadata={"description": "windows | macos | linux | android | ios | harmony | other"}
    )
    network = ma.fields.String(required=True, metadata={"description": "The first half of its address"})
    near = ma.fields.Boolean(required=True, metadata={"description": "The phone's address begins alike"})
    kiosk = ma.fields.String(required=True, allow_none=True, metadata={"description": "The name of a public kiosk"})
    aud = ma.fields.String(required=True, metadata={"description": "The audience to put in the approval"})
    expires_at = Time(required=True)


class DesktopRow(ma.Schema):
    sign_in_id = ma.fields.UUID(required=True)
    browser = ma.fields.String(required=True)
    system = ma.fields.String(required=True)
    began_at = Time(required=True)
    ends_at = Time(required=True)
    current = ma.fields.Boolean(required=True, metadata={"description": "The one that asks"})


class DesktopList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(DesktopRow), required=True)


class DesktopSignedIn(SignedIn):
    """The same as any sign-in."""
