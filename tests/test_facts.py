"""What a text says of the job: cases as data, and what holds on any text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i4nlp import facts

CASES = tomllib.loads((Path(__file__).parent / "cases" / "facts.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_the_facts_of_a_draft_are_read(case):
    found = facts.read(case["text"])
    assert (found.metier.text if found.metier else "") == case["metier"]
    assert [place.text for place in found.lieu] == case["lieu"]
    assert [str(contract) for contract in found.contracts] == case["contracts"]
    assert found.call_to_action is case["call_to_action"]


PIECES = [*"abe éÉ'’-.#@(0123 \n·", "Lyon", "serveur", "poste ", "de ", "CDI", "le ", "44", "𝗖", "\u0301"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_every_span_cuts_the_words_it_names(text):
    found = facts.read(text)
    for one in [*found.lieu, *([found.metier] if found.metier else [])]:
        assert text[one.span[0] : one.span[1]] == one.text


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("Merci @i4Emploi", True), ("l’@I4EMPLOI", True), ("@i4EmploiR", False), ("@i4Emplois", False), ("#i4Emploi", False),
        ("@ i4Emploi", False), ("contact@i4emploi.fr", False), ("@i4Emploi_", False),
    ],
)  # fmt: skip
def test_only_the_account_of_the_collective_is_its_tag(text, tagged):
    assert facts.read(text).tags_i4emploi is tagged
