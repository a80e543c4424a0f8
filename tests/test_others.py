"""Shares of lines that other processes answer."""

import json
import time

import pytest

from i4nlp.others import Others

LINES = [json.dumps({"id": str(number), "text": "Je cherche un CDI"}).encode() for number in range(100)]


@pytest.fixture(scope="module")
def others():
    with Others(1, None, reasons=False) as others:
        others.start()
        until = time.monotonic() + 20
        while not (given := others.share(LINES)[1]):
            assert time.monotonic() < until
            time.sleep(0.05)
        list(given[0][1])
        yield others


def test_nothing_is_given_away_before_a_process_is_started():
    with Others(1, None, reasons=False) as others:
        assert others.share(LINES) == (LINES, [])


def test_each_line_is_in_one_share_in_order_and_answered(others):
    own, given = others.share(LINES)
    assert [*own, *(line for share, _ in given for line in share)] == LINES
    (share, answers), *none = given
    assert not none
    assert [json.loads(answer)["id"] for answer in answers] == [json.loads(line)["id"] for line in share]


@pytest.mark.parametrize("lines", [LINES[:40], [*LINES, None], []], ids=["few", "one too long", "none"])
def test_what_is_not_worth_it_or_cannot_be_sent_is_kept(others, lines):
    assert others.share(lines) == (lines, [])
