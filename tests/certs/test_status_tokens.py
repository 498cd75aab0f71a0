"""Signed status lists, JWT and CWT alike: believed only from their signer, for their address, in their time."""

from collections.abc import Callable
from typing import Any

import pytest

from certs import base64url, cbor, cose, jws, keys, status
from certs.errors import MalformedError, TrustError

SIGNER = keys.SoftwareSigner(keys.new_private_key())
STRANGER = keys.SoftwareSigner(keys.new_private_key())
URI = "https://liangma.example/status/7"
NOW = 1_800_000_000
LISTED = status.build({3: status.INVALID, 5: status.SUSPENDED}, size=64)
TERMS: dict[str, Any] = {"uri": URI, "iat": NOW, "exp": NOW + 3600, "ttl": 300, "signer": SIGNER}
JWT = status.sign_jwt(LISTED, **TERMS)
CWT = status.sign_cwt(LISTED, **TERMS)

Read = Callable[..., status.ReadStatusList]


def _read_jwt(key: keys.PublicKey = SIGNER.public, uri: str = URI, now: int | None = NOW) -> status.ReadStatusList:
    return status.read_jwt(JWT, key, uri=uri, now=now)


def _read_cwt(key: keys.PublicKey = SIGNER.public, uri: str = URI, now: int | None = NOW) -> status.ReadStatusList:
    return status.read_cwt(CWT, key, uri=uri, now=now)


BOTH = pytest.mark.parametrize("read", [_read_jwt, _read_cwt], ids=["jwt", "cwt"])


@BOTH
def test_a_signed_list_reads_back_whole(read: Read) -> None:
    assert read() == status.ReadStatusList(LISTED, URI, NOW, NOW + 3600, 300)


@BOTH
def test_a_list_for_another_address_is_not_believed(read: Read) -> None:
    with pytest.raises(TrustError) as caught:
        read(uri=URI + "0")
    assert caught.value.reason == "status_list_uri"


@BOTH
def test_a_list_signed_by_another_key_is_not_believed(read: Read) -> None:
    with pytest.raises(MalformedError) as caught:
        read(key=STRANGER.public)
    assert caught.value.reason == "signature_invalid"


@BOTH
def test_a_list_is_believed_until_its_end_and_not_before_its_time(read: Read) -> None:
    assert read(now=NOW + 3599).list == LISTED
    assert read(now=NOW - 30).list == LISTED
    for now, reason in ((NOW + 3600, "status_list_expired"), (NOW - 31, "status_list_from_future")):
        with pytest.raises(TrustError) as caught:
            read(now=now)
        assert caught.value.reason == reason


@BOTH
def test_without_a_time_its_age_is_left_to_the_reader(read: Read) -> None:
    assert read(now=None).exp == NOW + 3600


def test_the_headers_say_what_the_draft_says() -> None:
    header, payload, _, _ = jws.parse(JWT)
    assert header["typ"] == "statuslist+jwt"
    assert jws.strict_json(payload).keys() == {"sub", "iat", "exp", "ttl", "status_list"}
    parsed = cose.parse_sign1(CWT)
    assert parsed.protected == {1: -9, 4: keys.kid4(SIGNER.public), 16: "application/statuslist+cwt"}
    assert cbor.decode(parsed.payload).keys() == {2, 4, 6, 65533, 65534}


def test_exp_and_ttl_may_be_absent() -> None:
    terms = {"uri": URI, "iat": NOW, "signer": SIGNER}
    assert status.read_jwt(status.sign_jwt(LISTED, **terms), SIGNER.public, uri=URI, now=NOW).exp is None
    assert status.read_cwt(status.sign_cwt(LISTED, **terms), SIGNER.public, uri=URI, now=NOW).ttl is None


GOOD: dict[str, Any] = {"sub": URI, "iat": NOW, "status_list": status.to_json(LISTED)}
LABELS = {"sub": 2, "iat": 6, "exp": 4, "ttl": 65534, "status_list": 65533}


@pytest.mark.parametrize(
    "wrong",
    [{"iat": None}, {"iat": "1"}, {"iat": True}, {"iat": -1}, {"exp": "x"}, {"exp": True}, {"exp": -5}, {"ttl": 0},
     {"ttl": "300"}, {"status_list": None}, {"status_list": [1]}, {"status_list": {"bits": 2}}],
    ids=str,
)  # fmt: skip
def test_claims_of_the_wrong_kind_are_refused_in_both_forms(wrong: dict[str, Any]) -> None:
    claims = {**GOOD, **wrong}
    with pytest.raises(MalformedError):
        status.read_jwt(jws.sign({"typ": "statuslist+jwt"}, claims, SIGNER), SIGNER.public, uri=URI, now=NOW)
    lst = {"bits": 2, "lst": base64url.decode(GOOD["status_list"]["lst"])}
    labelled = {LABELS[name]: value for name, value in {**claims, "status_list": wrong.get("status_list", lst)}.items()}
    data = cose.sign1({1: -9, 16: "application/statuslist+cwt"}, cbor.encode(labelled), SIGNER)
    with pytest.raises(MalformedError):
        status.read_cwt(data, SIGNER.public, uri=URI, now=NOW)


@pytest.mark.parametrize("claims", [[1], "sub", None])
def test_claims_that_are_no_map_are_refused(claims: Any) -> None:
    data = cose.sign1({1: -9, 16: status.CWT_TYP}, cbor.encode(claims), SIGNER)
    with pytest.raises(MalformedError):
        status.read_cwt(data, SIGNER.public, uri=URI, now=NOW)


FOREIGN = [
    {1: -9},
    {1: -9, 16: "statuslist+cwt"},
    {1: -9, 16: 293},
    {1: -7, 16: status.CWT_TYP},
    {1: -9, 16: status.CWT_TYP, 2: [99]},
]


@pytest.mark.parametrize("protected", FOREIGN, ids=str)
def test_a_cwt_of_another_kind_is_refused(protected: dict[int, Any]) -> None:
    data = cose.sign1(protected, cose.parse_sign1(CWT).payload, SIGNER)
    with pytest.raises(MalformedError):
        status.read_cwt(data, SIGNER.public, uri=URI, now=NOW)


@pytest.mark.parametrize("typ", ["JWT", "dc+sd-jwt", "application/statuslist+jwt", None])
def test_a_jwt_of_another_kind_is_refused(typ: Any) -> None:
    with pytest.raises(MalformedError):
        status.read_jwt(jws.sign({"typ": typ}, GOOD, SIGNER), SIGNER.public, uri=URI, now=NOW)
