"""Receipts, checkpoints and their proofs: every vector, the known answers of others, and the command."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from certs import base64url, keys, merkle
from certs.__main__ import main
from certs.checkpoint import check_continuity, read_checkpoint
from certs.receipt import check_receipt
from tests.vectors import lm1_world as w
from tests.vectors import make_log as made

DOCUMENT = json.loads(made.FILE.read_text("utf-8"))
PUBLICS = [keys.public_from_jwk(jwk) for jwk in DOCUMENT["keys"]]

# Roots of one to eight leaves, and three proofs: published by the transparency-dev/merkle project and, before it, with
# the implementation of RFC 6962 by its authors.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
ONE_TO_EIGHT = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]


@pytest.mark.parametrize("vector", DOCUMENT["receipts"], ids=lambda one: one["name"])
def test_every_receipt_is_proven_or_not_as_written_beside_it(vector: dict[str, Any]) -> None:
    found = check_receipt(vector["document"], PUBLICS)
    assert found.reason == vector["reason"]
    assert [check.name for check in found.checks] == ["receipt", "checkpoint", "inclusion", "continuity"]
    assert [check.reason for check in found.checks if check.result == "failed"] == (
        [vector["reason"]] if vector["reason"] else []
    )


@pytest.mark.parametrize("vector", DOCUMENT["checkpoints"], ids=lambda one: one["name"])
def test_every_pair_of_checkpoints_is_continued_or_not_as_written_beside_it(vector: dict[str, Any]) -> None:
    assert check_continuity(vector["old"], vector["new"], vector["answer"], PUBLICS).reason == vector["reason"]


def test_a_receipt_is_held_against_a_checkpoint_that_the_reader_kept() -> None:
    old = read_checkpoint(made.OLD, PUBLICS)
    good = {3: made.hashes(merkle.nodes_of_consistency(made.EARLIER, made.SIZE), made.LEAVES)}
    assert check_receipt(made.GOOD, PUBLICS, kept=old, proofs=good).proven
    assert check_receipt(made.GOOD, PUBLICS, kept=old).reason == "log_rewritten"


def test_the_vectors_are_what_this_library_makes_and_many_are_hostile() -> None:
    assert made.text() == made.FILE.read_text("utf-8")
    assert sum(one["reason"] is not None for one in [*DOCUMENT["receipts"], *DOCUMENT["checkpoints"]]) >= 50


def test_roots_and_proofs_are_those_that_others_published() -> None:
    leaves = [merkle.leaf_hash(bytes.fromhex(one)) for one in LEAVES]
    assert [merkle.root_of(leaves[:size]).hex() for size in range(1, 9)] == ROOTS
    assert merkle.root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert [one.hex() for one in made.hashes(merkle.nodes_of_consistency(1, 8), leaves)] == ONE_TO_EIGHT
    assert [one.hex() for one in made.hashes(merkle.nodes_of_inclusion(0, 8), leaves)] == ONE_TO_EIGHT


def test_every_proof_of_small_trees_holds_for_its_own_leaf_and_size_only() -> None:
    leaves = [merkle.leaf_hash(b"%d" % number) for number in range(20)]
    roots = [merkle.root_of(leaves[:size]) for size in range(21)]
    for size in range(1, 21):
        for index in range(size):
            proof = made.hashes(merkle.nodes_of_inclusion(index, size), leaves)
            held = [n for n in range(-1, 21) if merkle.includes(roots[size], size, n, leaves[index], proof)]
            assert held == [index]
        for first in range(size + 1):
            proof = made.hashes(merkle.nodes_of_consistency(first, size), leaves)
            held = [n for n in range(21) if merkle.continues(n, roots[n], size, roots[size], proof)]
            assert first in held
            assert held in ([first], [0, size])  # nothing, and the whole, need no proof
            for at, (one, other) in enumerate(pairwise(proof)):
                swapped = [*proof[:at], other, one, *proof[at + 2 :]]
                assert one == other or not merkle.continues(first, roots[first], size, roots[size], swapped)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "bundle.jws").write_text(w.BUNDLE + "\n", encoding="ascii")
    (tmp_path / "receipt.json").write_text(json.dumps(made.GOOD))
    (tmp_path / "old.jws").write_text(made.OLD + "\n")
    (tmp_path / "new.jws").write_text(made.NEW + "\n")
    answer = next(one["answer"] for one in DOCUMENT["checkpoints"] if one["reason"] is None)
    (tmp_path / "proofs.json").write_text(json.dumps(answer))
    return tmp_path


def type_(files: Path, command: str, *arguments: str, anchored: bool = True) -> int:
    anchor = ["--anchor", base64url.encode(keys.thumbprint(w.ANCHOR.public))] if anchored else []
    return main([command, "--bundle", str(files / "bundle.jws"), *anchor, "--at", str(w.NOW), *arguments])


def test_the_command_says_that_a_receipt_is_recorded_and_by_which_checkpoint(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert type_(files, "receipt", str(files / "receipt.json")) == 0
    said = capsys.readouterr().out
    assert "[通过] 收录证明" in said
    assert "已收录 0197f2a4-1c00-7000-8000-000000000001 hall-1 matter:test accepted (检查点 8" in said
    assert "注意" not in said
    assert type_(files, "receipt", "--json", str(files / "receipt.json"), anchored=False) == 0
    form = json.loads(capsys.readouterr().out)
    assert (form["proven"], form["anchor_pinned"], form["checkpoint"]["number"]) == (True, False, 8)


def test_the_command_names_the_check_that_failed_and_what_to_do(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "receipt.json").write_text(made.RECEIPT)
    assert type_(files, "receipt", "--lang", "en", str(files / "receipt.json")) == 1
    said = capsys.readouterr().out
    assert "[passed] receipt's signature" in said
    assert "NOT PROVEN not_covered: No checkpoint of the log covers the receipt yet. Fetch" in said
    (files / "receipt.json").write_text("{")
    assert type_(files, "receipt", str(files / "receipt.json")) == 2


def test_a_key_that_was_retired_comes_from_a_key_set(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = made._checkpoint(7, {3: made.LEAVES[: made.EARLIER], 4: made.SHORT}, signer=w.OTHER)
    (files / "old.jws").write_text(old)
    named = [str(files / name) for name in ("old.jws", "new.jws", "proofs.json")]
    assert type_(files, "continuity", *named) == 1
    assert "signature_invalid" in capsys.readouterr().out
    (files / "keys.json").write_text(json.dumps({"keys": [keys.jwk_of(w.OTHER.public)]}))
    assert type_(files, "continuity", "--keys", str(files / "keys.json"), *named) == 0
    assert "延续 8" in capsys.readouterr().out
