"""The platform's text rules: cases as data, every emoji, and what holds on any text."""

import string
import subprocess
import sys
import time
import tomllib
import unicodedata
from itertools import pairwise
from pathlib import Path

import emoji
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i4nlp import tweet

CASES = tomllib.loads((Path(__file__).parent / "cases" / "tweet.toml").read_text(encoding="utf-8"))
TLDS = (Path(tweet.__file__).parent / "lexicons" / "tlds.txt").read_text(encoding="utf-8").splitlines()
KINDS = ("mentions", "lists", "hashtags", "cashtags", "urls")

# Pieces that make entities, break them, or stand at the edge of one
PIECES = """
. .. - _ @ ＠ # ＃ $ & ! ? / : :// ( ) ' ’ « » … % + ~ a é ß 日 東京 fr .fr a.fr é.fr -a.fr a_.fr été.fr a. é. -日 .みんな xn-- xn--a
http:// https:// t.co/ t.co/a www. @a @a/ @a/b #a #é #1 $A $A.B RT rt: /a (a) ((a)b) ?a=1 &b com co.uk 1 3.5 😀 👩 💻 🏽 🇫 🏴
""".split()
PIECES += [" ", "\n", "\u00a0", "\u202f", "\u200d", "\ufe0f", "\u20e3", "\u0301", "\u0323", "\u0344", "\u0f73", "\ufb2c"]
PIECES += ["1\ufe0f\u20e3", "\u1100", "\u1161", "\U000e0067", "\U000e007f", "\u2066", "\ufeff", "\uffff", "\0", "\ud83d", "\ude00"]
ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
WORDS = st.text(string.ascii_letters + string.digits + " ,;:!?'-()«»’–éàçœÉ", max_size=200)


def entities(read):
    return [entity for kind in KINDS for entity in getattr(read, kind)]


def plain(value):
    if value is None:
        return ""
    return [item.text if isinstance(item, tweet.Entity) else item for item in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES["found"] + CASES["refused"], ids=lambda case: case["description"])
def test_the_platform_reads_the_text_so(case):
    read = tweet.parse(case["text"])
    assert {name: plain(getattr(read, name)) for name in case["expected"]} == case["expected"]
    assert tweet.weighted_length(case["text"]) == read.weighted_length


def test_at_least_half_of_the_cases_are_refusals():
    assert len(CASES["refused"]) >= len(CASES["found"])


def test_every_case_has_its_own_description():
    descriptions = [case["description"] for case in CASES["found"] + CASES["refused"]]
    assert len(descriptions) == len(set(descriptions))


def test_every_emoji_weighs_2():
    complete = [text for text, data in emoji.EMOJI_DATA.items() if data["status"] == emoji.STATUS["fully_qualified"]]
    assert len(complete) > 3900
    assert [text for text in complete if tweet.weighted_length(text) != 2] == []


def test_emoji_in_a_row_are_counted_one_by_one():
    complete = [text for text, data in emoji.EMOJI_DATA.items() if data["status"] == emoji.STATUS["fully_qualified"]]
    assert tweet.weighted_length("".join(complete)) == 2 * len(complete)


def test_every_known_top_level_domain_makes_a_link():
    domains = [line for line in TLDS if line and not line.startswith("#")]
    assert len(domains) > 1500
    assert domains == sorted(set(domains))
    assert [
        domain for domain in domains if plain(tweet.parse(f"https://exemple.{domain}/cv").urls) != [f"https://exemple.{domain}/cv"]
    ] == []


def test_entities_are_given_with_their_place_in_the_text():
    read = tweet.parse("👩‍💻 @i4Emploi e\u0301tudiante #à_Lille monsite.fr")
    assert read.mentions == (tweet.Entity("@i4Emploi", (4, 13)),)
    assert read.hashtags == (tweet.Entity("#à_Lille", (25, 33)),)
    assert read.urls == (tweet.Entity("monsite.fr", (34, 44)),)


def test_280_characters_are_valid_and_281_are_not():
    fits, passes = tweet.parse("é" * 280), tweet.parse("é" * 281)
    assert (fits.weighted_length, fits.permillage, fits.is_valid, fits.valid_range) == (280, 1000, True, (0, 279))
    assert (passes.weighted_length, passes.permillage, passes.is_valid, passes.valid_range) == (281, 1003, False, (0, 279))
    assert passes.display_range == (0, 280)


def test_the_valid_range_ends_before_the_emoji_that_passes_the_limit():
    read = tweet.parse("a" * 279 + "👩‍💻 et la suite")
    assert read.weighted_length == 293
    assert read.valid_range == (0, 278)


def test_the_valid_range_ends_before_the_link_that_passes_the_limit():
    assert tweet.parse("a" * 257 + " monsite.fr").valid_range == (0, 257)
    assert tweet.parse("a" * 256 + " monsite.fr").valid_range == (0, 266)


def test_ranges_are_counted_in_utf_16_units():
    read = tweet.parse("😀" * 141)
    assert read.valid_range == (0, 279)
    assert read.display_range == (0, 281)


def test_the_valid_range_moves_by_the_units_that_normalising_took():
    assert tweet.parse("e\u0301" + "a" * 279).valid_range == (0, 280)
    assert tweet.parse("e\u0301" + "a" * 280).valid_range == (0, 280)


def test_a_link_counts_as_23_wherever_it_stands():
    assert tweet.weighted_length("Offre : https://exemple.fr/offres/soudage, à Metz") == 8 + 23 + 8


def test_an_emoji_is_not_made_across_a_link():
    assert tweet.weighted_length("🇫a.fr🇷") == 2 + 23 + 2


@given(ANY_TEXT)
def test_any_text_can_be_read(text):
    read = tweet.parse(text)
    assert read.weighted_length == tweet.weighted_length(text)
    assert read.permillage == read.weighted_length * 1000 // 280


@given(ANY_TEXT)
def test_the_span_of_an_entity_cuts_its_text(text):
    for entity in entities(tweet.parse(text)):
        assert text[entity.span[0] : entity.span[1]] == entity.text != ""


@given(ANY_TEXT)
def test_entities_never_overlap(text):
    spans = sorted(entity.span for entity in entities(tweet.parse(text)))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(ANY_TEXT)
def test_the_valid_range_lies_within_the_text(text):
    read = tweet.parse(text)
    last = max(0, len(text.encode("utf-16-le", "surrogatepass")) // 2 - 1)
    assert read.display_range == (0, last)
    assert read.valid_range[0] == 0 <= read.valid_range[1] <= last
    assert read.valid_range[1] == last or not read.is_valid


@given(WORDS, WORDS)
def test_the_weight_of_plain_text_adds_up(first, second):
    assert tweet.weighted_length(first + second) == tweet.weighted_length(first) + tweet.weighted_length(second) == len(first + second)


@given(
    st.lists(st.sampled_from(["a", "e", "\u0301", "\u0323", "\u0344", "\u0f71", "\u0f73", "\ufb2c", "\u1100", "\u1161", "\u0327"])).map(
        "".join
    )
)
def test_a_long_text_is_normalised_like_a_short_one(text):
    # above a thousand code points we sort the marks ourselves
    assert tweet.weighted_length("-" * 1000 + text) == 1000 + tweet.weighted_length(text)
    assert tweet.weighted_length(text) == tweet.weighted_length(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(categories=("Ll", "Lo")), min_size=1, max_size=70))
def test_a_label_is_accepted_when_the_domain_name_system_can_hold_it(letters):
    label = unicodedata.normalize("NFC", letters)
    encoded = label if label.isascii() else "xn--" + label.encode("punycode").decode()
    link = f"http://{label}.fr"
    assert plain(tweet.parse(link).urls) == ([link] if len(encoded) <= 63 else [])


def seconds(text):
    """Processor time of the quickest of three, for this is not to measure what else the machine does."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        tweet.parse(text)
        taken.append(time.process_time() - start)
        if taken[-1] < 0.1:
            break
    return min(taken)


# The most that was measured is 0.06 s. The bound is twice the promise, for slower machines; quadratic time takes seconds.
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([1, 2, 40, 3000])), min_size=1, max_size=6))
def test_ten_thousand_characters_take_a_tenth_of_a_second_at_most(parts):
    block = "".join(piece * times for piece, times in parts)
    assert seconds((block * (10_000 // len(block) + 1))[:10_000]) < 0.2


@pytest.mark.parametrize(
    "block",
    [
        *(".", "a.fr", "@a/", "$", "(", "é", "-", "\u200d", "🇫", "http://", "t.co/", "1\ufe0f\u20e3", "\u0301", "＠", "＃", "(a)"),
        *("\u0301\u0323", "t.co/\u0f73", "a.fr.-日", "a." * 4999 + "-.fr", "http://a.fr/.(b.fr/)", "🏴" + "\U000e0067" * 9999),
        "http://" + "".join(chr(0x3041 + 7 * place % 50) for place in range(50)) + ".fr ",
        "http://a.fr/" + "(a.fr/." * 1000,
    ],
    ids=lambda block: ascii(block[:16]),
)
def test_what_was_made_to_be_slow_is_read_in_a_tenth_of_a_second(block):
    assert seconds((block * (10_000 // len(block) + 1))[:10_000]) < 0.2


def test_importing_the_module_reads_no_list():
    caches = "i4nlp.links.top_level_domains.cache_info().currsize, t._counting.cache_info().currsize"
    code = f"import i4nlp.links, i4nlp.tweet as t; print({caches})"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8").stdout.split() == ["0", "0"]
