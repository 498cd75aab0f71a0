"""`python -m certs`: a code verified offline with the day's bundle, and the small test wallet."""

import io
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from certs import base64url, device, keys, lm1, notes
from certs.__main__ import main
from tests.vectors import lm1_world as w
from tests.vectors import make_delta as made

AT = str(w.NOW)


@pytest.fixture
def bundle_file(tmp_path: Path) -> Path:
    file = tmp_path / "bundle.jws"
    file.write_text(w.BUNDLE + "\n", encoding="ascii")
    return file


def _anchor() -> str:
    return base64url.encode(keys.thumbprint(w.ANCHOR.public))


def _verify(bundle_file: Path, code: str, *more: str) -> int:
    return main(["verify", "--bundle", str(bundle_file), "--anchor", _anchor(), "--at", AT, *more, code])


def test_a_good_code_is_accepted_and_every_check_named_in_chinese(
    bundle_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _verify(bundle_file, w.code()) == 0
    said = capsys.readouterr().out
    assert "[通过] 签发签名" in said
    assert "[未查] 核验请求 (未提出核验请求)" in said
    assert "[通过] 证照状态 (截至 2027-01-15T08:00:00+00:00)" in said
    assert "接受 测试证 1 GA" in said
    assert "  栏 name: 欧阳 test\n" in said
    assert "  栏 over_18: 是\n" in said
    assert "注意" not in said


@pytest.mark.parametrize(("lang", "said"), [("zh", "  栏 valid_to: 长期\n"), ("en", "  valid_to: no end\n")])
def test_what_has_no_end_is_said_in_words(
    bundle_file: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    assert _verify(bundle_file, w.code(w.view(fields={5: None})), "--lang", lang) == 0
    assert said in capsys.readouterr().out


def test_a_bad_code_is_rejected_with_reason_and_next_step(
    bundle_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _verify(bundle_file, w.code(w.view(status=(0, 1))), "--lang", "en") == 1
    said = capsys.readouterr().out
    assert "[failed] status" in said
    assert "REJECTED status_revoked: The certificate is revoked. Ask the holder" in said
    assert "欧阳" not in said


def test_the_verdict_can_be_had_as_json(bundle_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _verify(bundle_file, w.code(aud="gate-1"), "--json", "--audience", "gate-1") == 0
    verdict = json.loads(capsys.readouterr().out)
    assert verdict["accepted"] is True
    assert verdict["fields"] == {"name": "欧阳 test", "birth_date": "2000-01-01", "over_18": True}
    assert _verify(bundle_file, w.code(aud="gate-2"), "--json", "--audience", "gate-1") == 1
    verdict = json.loads(capsys.readouterr().out)
    assert (verdict["accepted"], verdict["reason"]) == (False, "wrong_audience")
    assert "fields" not in verdict


def test_what_a_check_notes_is_data_for_programs(bundle_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _verify(bundle_file, w.code(), "--json") == 0
    checks = {check.pop("name"): check for check in json.loads(capsys.readouterr().out)["checks"]}
    assert checks["status"] == {"result": "passed", "reason": None, "note": {"name": "as_of", "value": w.T0}}
    assert checks["challenge"]["note"] == {"name": "no_challenge", "value": None}
    assert checks["purpose"]["note"] is None
    assert _verify(bundle_file, "LM1:", "--json") == 1
    form = json.loads(capsys.readouterr().out)["checks"][0]
    assert form["note"] == {"name": "technical", "value": "not a tagged COSE_Sign1"}


@pytest.mark.parametrize(("lang", "said"), [("zh", "(91 秒前签名)"), ("en", "(signed 91 s ago)")])
def test_what_a_check_notes_is_said_in_words(
    bundle_file: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    assert _verify(bundle_file, w.code(iat=w.NOW - 91), "--lang", lang) == 1
    assert said in capsys.readouterr().out


def test_a_time_that_no_calendar_has_is_shown_as_its_seconds(
    bundle_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for exp, shown in (((1 << 53) - 1, "9007199254740991"), (notes.LAST, "9999-12-31T23:59:59+00:00")):
        assert _verify(bundle_file, w.code(w.view(exp=exp)), "--lang", "en") == 1
        assert f"(until {shown})" in capsys.readouterr().out


def test_a_challenge_and_an_iso_time_are_understood(bundle_file: Path) -> None:
    code = w.code(aud="gate-1", cnonce=b"12345678")
    challenge = ("--audience", "gate-1", "--challenge", b"12345678".hex())
    assert _verify(bundle_file, code, *challenge) == 0
    assert _verify(bundle_file, code, "--audience", "gate-1", "--challenge", "00" * 8) == 1
    assert _verify(bundle_file, w.code(), "--at", "2027-01-15T09:00:00Z") == 0


def test_the_code_can_come_from_standard_input(bundle_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(w.code() + "\n"))
    assert _verify(bundle_file, "-") == 0


def test_an_anchor_can_be_a_jwk_file_and_its_absence_is_said(
    bundle_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anchor = tmp_path / "anchor.jwk"
    anchor.write_text(json.dumps(keys.jwk_of(w.ANCHOR.public)))
    assert main(["verify", "--bundle", str(bundle_file), "--anchor", str(anchor), "--at", AT, w.code()]) == 0
    assert "Note" not in capsys.readouterr().out
    assert main(["verify", "--bundle", str(bundle_file), "--lang", "en", "--at", AT, w.code()]) == 0
    assert "Note: no anchor was given" in capsys.readouterr().out


def test_unusable_input_is_told_apart_from_a_rejection(
    bundle_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = base64url.encode(keys.thumbprint(w.OTHER.public))
    assert main(["verify", "--bundle", str(bundle_file), "--anchor", other, "--at", AT, w.code()]) == 2
    assert main(["verify", "--bundle", str(tmp_path / "none"), w.code()]) == 2
    assert _verify(bundle_file, w.code(), "--at", "yesterday") == 2
    broken = tmp_path / "broken"
    broken.write_text("not a bundle")
    assert main(["verify", "--bundle", str(broken), w.code()]) == 2
    assert "certs: " in capsys.readouterr().err
    assert _verify(bundle_file, "no code at all") == 1


@pytest.mark.parametrize("content", ["[]", "null", '{"keys": []}', "{}", "nonsense", ""])
def test_a_file_that_is_no_key_is_unusable_and_named_and_never_a_rejection(
    bundle_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    file = tmp_path / "wrong.jwk"
    file.write_text(content)
    assert main(["verify", "--bundle", str(bundle_file), "--anchor", str(file), "--at", AT, w.code()]) == 2
    assert main(["show", "--key", str(file), base64url.encode(w.view())]) == 2
    assert main(["key", "jwk", str(file)]) == 2
    said = capsys.readouterr().err
    assert said.count("wrong.jwk: ") == 3
    assert said.count("Wanted: ") == 3


def test_what_is_wrong_with_the_bundle_is_said_with_its_name_and_what_is_wanted(
    bundle_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged.jws"
    damaged.write_bytes(b"\xef\xbb\xbf" + bundle_file.read_bytes())
    for file in (damaged, tmp_path / "none.jws", tmp_path):
        assert main(["verify", "--bundle", str(file), "--at", AT, w.code()]) == 2
        said = capsys.readouterr().err
        assert str(file) in said
        assert "Wanted: the file that the office answers at /api/v1/bundle." in said
    assert main(["verify", "--bundle", str(bundle_file), "--anchor", "nofile.jwk", "--at", AT, w.code()]) == 2
    assert "nofile.jwk is no file here" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "{}", "[]", "{", "\ufeff"])
def test_a_file_without_a_receipt_is_unusable_and_not_an_unproven_receipt(
    bundle_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    file = tmp_path / "receipt.json"
    file.write_text(content, encoding="utf-8")
    assert main(["receipt", "--bundle", str(bundle_file), "--at", AT, str(file)]) == 2
    assert "Wanted: what the office answered at /api/v1/receipts/ID" in capsys.readouterr().err


def test_a_mistyped_handle_time_or_view_is_told_in_words(
    bundle_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "phone.jwk"
    assert main(["key", "new", str(file)]) == 0
    assert main(["key", "new", str(file)]) == 2
    with pytest.raises(SystemExit) as left:
        main(["pack", "--key", str(file), "--device-handle", "AAAAAAAA", "AAAAAAAA"])
    assert left.value.code == 2
    assert main(["pack", "--key", str(file), "--device-handle", "AAAAAAAA", "AAAAAAAA:1", "AAAAAAAA:1"]) == 2
    assert main(["show", "--key", str(file), "###"]) == 2
    assert _verify(bundle_file, w.code(), "--at", "yesterday") == 2
    said = capsys.readouterr().err
    for words in (
        "a colon, and the number of a view",
        "these make no pack",
        "cards[].views[].view",
        "--at yesterday: ",
    ):
        assert words in said


def test_a_wallet_key_is_private_and_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "phone.jwk"
    assert main(["key", "new", str(file)]) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert main(["key", "new", str(file)]) == 2
    assert "phone.jwk: there is such a file" in capsys.readouterr().err
    assert main(["key", "jwk", str(file)]) == 0
    public = json.loads(capsys.readouterr().out)
    assert "d" not in public
    keys.public_from_jwk(public)


def test_the_wallet_makes_proofs_codes_and_packs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "phone.jwk"
    file.write_text(json.dumps(keys.private_to_jwk(w.DEVICE.private)))
    held = ["--key", str(file), "--iat", AT]
    assert main(["proof", *held, "--aud", "a", "--nonce", "n"]) == 0
    proof = capsys.readouterr().out.strip()
    assert device.check_device_proof(proof, aud="a", nonce="n", now=w.NOW) == w.DEVICE.public
    assert main(["show", *held, "--aud", "g", "--cnonce", "00" * 8, base64url.encode(w.view())]) == 0
    shown = lm1.parse(capsys.readouterr().out.strip())
    assert isinstance(shown, lm1.ViewCode)
    assert (shown.aud, shown.cnonce, shown.iat) == ("g", bytes(8), w.NOW)
    assert main(["pack", *held, "--device-handle", base64url.encode(b"\x11" * 8), "AAAAAAAA:1", "B:BBBBBB:2"]) == 0
    pack = lm1.parse(capsys.readouterr().out.strip())
    assert isinstance(pack, lm1.PackCode)
    assert pack.entries == (("AAAAAAAA", 1), ("B:BBBBBB", 2))
    assert main(["pack", *held, "--device-handle", "ERE", "AAAAAAAA:1"]) == 2
    assert main(["show", *held, "AAAA"]) == 2


def test_the_command_runs_as_a_module(bundle_file: Path) -> None:
    command = [sys.executable, "-m", "certs", "verify", "--bundle", str(bundle_file), "--at", AT, w.code()]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "接受" in done.stdout


def test_a_delta_is_asked_for_applied_and_verified_with(
    bundle_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = ("--bundle", str(bundle_file), "--anchor", _anchor(), "--at", str(made.LATER))
    assert main(["base", *known]) == 0
    assert capsys.readouterr().out == f"{made.BASE.query()}\n"
    (tmp_path / "delta.jws").write_text(made.GOOD, encoding="ascii")
    assert main(["apply", *known, str(tmp_path / "delta.jws")]) == 0
    assert capsys.readouterr().out == "15 2027-01-15T10:00:00+00:00\n"
    assert (
        _verify(bundle_file, w.code(w.view(status=(0, 5)), iat=made.LATER), "--at", str(made.LATER), "--lang", "en")
        == 1
    )
    assert "status_revoked" in capsys.readouterr().out
    assert main(["base", *known]) == 0  # a delta is always for the whole bundle
    assert capsys.readouterr().out == f"{made.BASE.query()}\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(made.whole(made.ENTRIES, number=16)))
    assert main(["apply", *known, "-"]) == 0
    assert bundle_file.read_text().count("\n") == 1


def test_a_refused_delta_leaves_the_bundle_as_it_was(
    bundle_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = ("--bundle", str(bundle_file), "--anchor", _anchor(), "--at", str(made.LATER))
    for text, said in ((made.signed(w.OTHER), "signature_invalid"), (made.signed(number=11), "rollback")):
        (tmp_path / "delta.jws").write_text(text, encoding="ascii")
        assert main(["apply", *known, str(tmp_path / "delta.jws")]) == 2
        assert said in capsys.readouterr().err
    assert bundle_file.read_text() == w.BUNDLE + "\n"
