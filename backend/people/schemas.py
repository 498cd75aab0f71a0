"""Bodies and answers of the room people."""

import marshmallow as ma

from backend.web.strict import Body, Text, Time

PHONE = ma.validate.Regexp(r"1[3-9][0-9]{9}\Z", error="a mainland mobile number of 11 digits")
CODE = ma.validate.Regexp(r"[0-9]{6}\Z", error="six digits")


class CodeRequest(Body):
    phone = Text(required=True, most=11, checks=(PHONE,))


class CodeSent(ma.Schema):
    expires_in = ma.fields.Integer(required=True, metadata={"description": "Seconds until the code ends"})
    demo_code = ma.fields.String(metadata={"description": "In the demo only: the code itself"})


class PhoneSignIn(Body):
    phone = Text(required=True, most=11, checks=(PHONE,))
    code = Text(required=True, most=6, checks=(CODE,))


class StaffSignIn(Body):
    login = Text(required=True, most=60)
    password = Text(required=True, most=200)
    totp = Text(required=True, most=6, checks=(CODE,))


class PasskeySignIn(Body):
    credential = ma.fields.Dict(
        required=True, metadata={"description": "AuthenticationResponseJSON (WebAuthn), as the browser gives it"}
    )


class PasskeyProof(Body):
    credential = ma.fields.Dict(
        required=True, metadata={"description": "RegistrationResponseJSON (WebAuthn), as the browser gives it"}
    )
    name = Text(required=True, most=60)


class PasskeyOptions(ma.Schema):
    public_key = ma.fields.Dict(
        required=True, metadata={"description": "Options for the browser, in WebAuthn's own JSON form"}
    )
    expires_at = Time(required=True)


class PasskeyAnswer(ma.Schema):
    passkey_id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    created_at = Time(required=True)
    last_used_at = Time(required=True, allow_none=True)
    backed_up = ma.fields.Boolean(required=True, metadata={"description": "Kept by its maker on several devices"})
    blocked = ma.fields.Boolean(required=True, metadata={"description": "A copy may exist; it signs in no more"})


class PasskeyList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(PasskeyAnswer), required=True)


class SignedIn(ma.Schema):
    access_token = ma.fields.String(required=True)
    token_type = ma.fields.Constant("Bearer", required=True)
    expires_in = ma.fields.Integer(required=True, metadata={"description": "Seconds until the access token ends"})
    role = ma.fields.String(required=True)
    csrf_token = ma.fields.String(required=True, metadata={"description": "To send as X-CSRF-Token when refreshing"})


class RefreshHeaders(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    csrf = Text(data_key="X-CSRF-Token", most=80, least=0, load_default="")
    attempt = Text(
        data_key="X-Refresh-Attempt", most=80, least=20, load_default=None,
        metadata={"description": "A random name of this attempt, kept before asking; the next X-CSRF-Token"},
    )  # fmt: skip


class IdentityAnswer(ma.Schema):
    name = ma.fields.String(required=True, metadata={"description": "Masked"})
    number = ma.fields.String(required=True, metadata={"description": "Masked"})


class Me(ma.Schema):
    subject = ma.fields.String(required=True)
    role = ma.fields.String(required=True)
    office = ma.fields.String(required=True, allow_none=True)
    phone = ma.fields.String(required=True, allow_none=True, metadata={"description": "Masked; citizens only"})
    identity = ma.fields.Nested(IdentityAnswer, required=True, allow_none=True)
    desktop = ma.fields.Boolean(
        required=True, metadata={"description": "Let in by a phone, on a browser without a key of its own"}
    )


class IdentityClaim(Body):
    name = Text(required=True, most=100)
    number = Text(required=True, most=40)


class ServerTime(ma.Schema):
    now = Time(required=True)
    seconds = ma.fields.Integer(required=True, metadata={"description": "Seconds since 1970 (UTC)"})


class NonceAnswer(ma.Schema):
    nonce = ma.fields.String(required=True, metadata={"description": "8 bytes, base64url without padding"})
    expires_at = Time(required=True)


class DeviceChallengeAnswer(NonceAnswer):
    aud = ma.fields.String(required=True, metadata={"description": "The audience to put in the device proof"})


class DeviceProof(Body):
    proof = Text(required=True, most=4096)
    name = Text(required=True, most=60)


class DeviceName(Body):
    name = Text(required=True, most=60)


class DeviceAnswer(ma.Schema):
    device_id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    handle = ma.fields.String(required=True, metadata={"description": "8 bytes, base64url: names the device in packs"})
    thumbprint = ma.fields.String(required=True, metadata={"description": "RFC 7638 thumbprint of the key, base64url"})
    created_at = Time(required=True)
    last_seen_at = Time(required=True)


class DeviceList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(DeviceAnswer), required=True)
