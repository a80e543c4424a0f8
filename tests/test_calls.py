"""What invites its readers to act: cases as data, half of them traps."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i4nlp import calls

CASES = tomllib.loads((Path(__file__).parent / "cases" / "calls.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", CASES["invites"])
def test_what_asks_its_readers_to_act_is_a_call(text):
    assert calls.invites(text)


@pytest.mark.parametrize("text", CASES["does_not"])
def test_what_only_sounds_like_it_is_none(text):
    assert not calls.invites(text)


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text):
    assert calls.invites(text) in (True, False)


@pytest.mark.parametrize("piece", ["merci a ", "n hesite ", "merci de ", "vous ? ", "m'a dit ", "un message de ", "si ", "a. ", "«"])
def test_ten_thousand_characters_are_read_in_no_time(piece):
    text = (piece * 10_000)[:10_000]
    calls.invites("Soudeur à Brest")
    started = time.perf_counter()
    calls.invites(text)
    assert time.perf_counter() - started < 0.5
