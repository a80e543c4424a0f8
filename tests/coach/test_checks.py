"""Every check is complete, and does what its own examples say."""

import re
from pathlib import Path

import pytest

from i4nlp import facts
from i4nlp.coach import checks
from i4nlp.coach.check import Check, Draft, Verdict, all_checks

FILES = sorted(path.stem for path in Path(checks.__path__[0]).glob("*.py") if path.stem != "__init__")
BROKEN = (Verdict.ADVICE, Verdict.BLOCKER)
EXAMPLES = [(name, text, True) for name, check in all_checks().items() for text in check.flags]
EXAMPLES += [(name, text, False) for name, check in all_checks().items() for text in check.passes]


def judge(check: Check, text: str):
    return check.judge(Draft(text, facts.read(text), check.example_label, check.example_visual, check.example_profile))


def test_every_file_is_a_check():
    assert sorted(all_checks()) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_check_says_what_it_is_and_why(name):
    check = all_checks()[name]
    assert check.title
    assert check.why.endswith(".")
    assert check.source
    assert check.flags, "a check without an example of what it flags"


@pytest.mark.parametrize(("name", "text", "flagged"), EXAMPLES)
def test_a_check_does_what_its_examples_say(name, text, flagged):
    finding = judge(all_checks()[name], text)
    assert (finding.verdict in BROKEN) is flagged, f"{name} on {text!r}: {finding}"
    assert all(0 <= start < end <= len(text) for start, end in finding.spans)


@pytest.mark.parametrize(("name", "text", "flagged"), EXAMPLES)
def test_what_a_person_reads_is_typeset_in_french(name, text, flagged):
    check = all_checks()[name]
    for words in (check.title, check.why, judge(check, text).message):
        assert not re.search(r"[^\u00a0\u202f\d] ?[!?;:](?!//)|\w'\w|« | »|\"", re.sub(r"[\u00a0\u202f][!?;:]", "", words)), words


@pytest.mark.parametrize(("name", "text", "flagged"), EXAMPLES)
def test_no_message_blames(name, text, flagged):
    assert not re.search(r"erreur|mauvais|échec|faux|incorrect", judge(all_checks()[name], text).message, re.IGNORECASE)


def test_the_points_of_the_six_facts_make_100():
    assert sum(check.max_points for check in all_checks().values()) == 100
