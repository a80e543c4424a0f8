"""Where a text holds links, by the platform's rules: a scheme is optional, a known top-level domain is not."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

Span = tuple[int, int]

# Accented letters and combining accents that may stand in a domain or a path, and may not follow a mention
ACCENTED_LATIN = (
    r"\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb"
    r"\u0300-\u036f\u1e00-\u1eff"
)
MAX_LINK_LENGTH = 4096
MAX_LABEL_LENGTH = 63  # of a label as the domain name system writes it (RFC 1035)
MAX_SHORT_CODE_LENGTH = 40  # of t.co/CODE
_TLD_FILE = Path(__file__).parent / "lexicons" / "tlds.txt"

# What ends a domain: ASCII punctuation but - . _, white space, marks of direction, non-characters. All the rest,
# « and … included, may stand in one when a scheme precedes it.
_BREAK = (
    r"\t-\r !#-,/:-@\[-\^{-~\x85\xa0\u061c\u1680\u180e\u2000-\u200a\u200e\u200f\u2028-\u202f\u205f\u2066-\u2069\u3000"
    r"\ufeff\ufffe\uffff"
)
_BEFORE_LINK = r"[^A-Za-z0-9@＠#＃$\ufeff\ufffe\uffff]"

# Skips every word that no dot follows, then takes the next whole run of labels and dots. Each part is possessive, so a
# text is read once whatever it holds.
_DOTTED_RUN = re.compile(rf"(?:[{_BREAK}.]++|[^{_BREAK}.]++(?!\.))*+([^{_BREAK}.][^{_BREAK}]*+)")
_SCHEME_BEFORE = re.compile(rf"(?:\A|(?<={_BEFORE_LINK}))[hH][tT][tT][pP][sS]?://\Z")
# an emoji is two characters for the platform, so that its first half may stand before a domain that its second half opens
_DOMAIN_START = re.compile(rf"(?<={_BEFORE_LINK})[^\-_]|[\U00010000-\U0010ffff]")
_ASCII_TLD = re.compile(r"[A-Za-z0-9]++(?![@+\-])")
_ENCODED_TLD = re.compile(r"[xX][nN]--[A-Za-z0-9\-]+")
_AFTER_TLD = re.compile(r"(?![A-Za-z0-9@+\-])")

_PLAIN = rf"A-Za-z0-9\-{ACCENTED_LATIN}"
_PLAIN_DOMAIN = re.compile(rf"[{_PLAIN}.]*+")
_PLAIN_LABELS = re.compile(rf"(?:[{_PLAIN}]++\.)++")

# What a path may end with, and what it may only hold; a pair of parentheses, two deep, holds both
_LAST = rf"A-Za-z0-9=_#/+\-\u0400-\u04ff{ACCENTED_LATIN}"
_INNER = r"!*';:,.$%\[\]~@|&–"
_PARENTHESES = rf"\((?:[{_LAST}{_INNER}]++\)|[{_LAST}{_INNER}]*+\([{_LAST}{_INNER}]++\)[{_LAST}{_INNER}]*+\))"
_PATH = rf"/(?:(?:[{_INNER}]++|{_PARENTHESES})*+[{_LAST}]++)*+(?:{_PARENTHESES})*+"
_QUERY = r"\?(?:[!?*'@();:+$%\[\].,~|]*+[A-Za-z0-9&=#/\-_]++)++"
_TAIL = re.compile(rf"(?P<port>:[0-9]++)?+(?P<path>{_PATH})?+(?:{_QUERY})?+")
_SHORT_LINK = re.compile(rf"/([A-Za-z0-9]++)(?:{_QUERY})?+")
_NEVER_BEFORE_DOMAIN = ("-", "_", ".", "/")  # where there is no scheme


def find_links(text: str) -> list[Span]:
    """Find the links in reading order, as spans of code points, end exclusive."""
    links: list[Span] = []
    position = consumed = 0
    while (run := _DOTTED_RUN.match(text, position)) is not None:
        for start, domain_start, domain_end in _find_domains(text, *run.span(1), consumed):
            path_start, has_path, consumed = _read_tail(text, domain_end)
            if not _is_acceptable(text[domain_start:domain_end], domain_start - start, consumed - start):
                continue
            if start < domain_start:
                links += _link_with_scheme(text, start, text[domain_start:path_start], consumed)
            elif text[start - 1 : start] not in _NEVER_BEFORE_DOMAIN:
                links += _links_without_scheme(text, start, domain_end, consumed if has_path else domain_end)
        position = max(run.end(), consumed)
    return links


def _find_domains(text: str, begin: int, end: int, consumed: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start of the link, start and end of its domain) in a run of labels.

    A link starts after the character that follows `consumed`, the end of the one before. The ends are worked out once for
    the whole run, from its end, for trying each start anew would be quadratic.
    """
    labels = text[begin:end].split(".")
    tld_ends = _find_tlds(text, begin, labels)
    if not any(tld_ends):
        return
    far_ends = _find_far_ends(labels, tld_ends)
    stop = begin - 1
    for index, label in enumerate(labels[:-1]):
        start, stop = stop + 1, stop + 1 + len(label)
        domain_end = far_ends[index] or tld_ends[index + 1]
        if not domain_end or not label or label[-1] in "-_":
            continue
        # an underscore may stand in a subdomain, never in the label right before the top-level domain
        first = start if far_ends[index] else start + label.rfind("_") + 1
        found = _find_start(text, first, stop, begin, consumed)
        if found is not None:
            yield *found, domain_end
            consumed = domain_end


def _find_tlds(text: str, begin: int, labels: list[str]) -> list[int]:
    """Return, for each label, where the top-level domain at its head ends; 0 if there is none. Two more zeros follow."""
    ends = [0]
    start = begin + len(labels[0]) + 1
    for label in labels[1:]:
        ends.append(_find_tld_end(text, start, label))
        start += len(label) + 1
    return [*ends, 0, 0]


def _find_tld_end(text: str, start: int, label: str) -> int:
    ascii_head = _ASCII_TLD.match(text, start)
    if ascii_head is not None and ascii_head[0].lower() in top_level_domains():
        return ascii_head.end()
    encoded = _ENCODED_TLD.match(text, start)
    if encoded is not None:
        return encoded.end()
    if not label.isascii():
        for length in range(min(len(label), MAX_LABEL_LENGTH), 0, -1):
            if label[:length].lower() in top_level_domains() and _AFTER_TLD.match(text, start + length):
                return start + length
    return 0


@cache
def top_level_domains() -> frozenset[str]:
    """Return the top-level domains that the platform links."""
    return frozenset(line for line in _TLD_FILE.read_text(encoding="utf-8").split("\n") if not line.startswith("#")) - {""}


def _find_far_ends(labels: list[str], tld_ends: list[int]) -> list[int]:
    """Return, for each label, the end of the longest domain that it opens and that has at least two more labels; or 0."""
    ends = [0] * len(labels)
    for index in range(len(labels) - 2, -1, -1):
        following = labels[index + 1]
        if following and following[0] not in "-_" and following[-1] not in "-_":
            ends[index] = ends[index + 1] or (0 if "_" in following else tld_ends[index + 2])
    return ends


def _find_start(text: str, first: int, stop: int, run_begin: int, consumed: int) -> tuple[int, int] | None:
    """Return where a link and its domain start if a domain can start in [first, stop), else None."""
    if first == run_begin and text[first] not in "-_":
        scheme = _SCHEME_BEFORE.search(text, max(consumed + 1 if consumed else 0, first - len("https://")), first)
        if scheme is not None:
            return scheme.start(), first
    found = _DOMAIN_START.search(text, max(first, consumed + 1), stop)
    # at the very start the platform first takes a letter that is not ASCII for what stands before: "été.fr" gives "té.fr"
    if first == 0 and text[0] not in "-_" and (found is None or found.start() > 1):
        return 0, 0
    return None if found is None else (found.start(), found.start())


def _read_tail(text: str, domain_end: int) -> tuple[int, bool, int]:
    """Return where the port after a domain ends, whether a path follows, and where the path and the query end."""
    tail = _TAIL.match(text, domain_end)
    if tail is None:
        return domain_end, False, domain_end
    return max(domain_end, tail.end("port")), tail["path"] is not None, tail.end()


def _is_acceptable(domain: str, scheme_length: int, length: int) -> bool:
    """Tell whether the domain name system can hold the domain, and the platform the link."""
    # the platform counts the scheme twice, and https:// where there is none
    if length + (scheme_length or len("https://")) > MAX_LINK_LENGTH:
        return False
    if any(_encoded_length(label) > MAX_LABEL_LENGTH for label in domain.split(".")):
        return False
    return not domain.startswith("xn--") or bool(_find_plain_domains(domain))


def _encoded_length(label: str) -> int:
    """Return the length of a label as the domain name system writes it (RFC 3492), exact up to the limit.

    Python's own codec takes half a millisecond for a long label.
    """
    if label.isascii() or len(label) > MAX_LABEL_LENGTH:  # encoding only makes a label longer
        return len(label)
    points = list(map(ord, label))
    written = sum(point < 128 for point in points)
    # every character that is left takes at least one more digit, so a label is given up as soon as it cannot fit
    length = len("xn--") + (written > 0) + len(points)
    previous, delta, bias, damping = 127, 0, 72, 700
    for current in sorted({point for point in points if point >= 128}):
        delta += (current - previous - 1) * (written + 1)
        for point in points:
            if point < current:
                delta += 1
            elif point == current:
                written += 1
                length += _count_digits(delta, bias) - 1
                bias, delta, damping = _adapt(delta // damping, written), 0, 2
        if length > MAX_LABEL_LENGTH:
            break
        previous, delta = current, delta + 1
    return length


def _count_digits(delta: int, bias: int) -> int:
    """Return how many digits write a delta as a generalized variable-length integer (RFC 3492, section 3.3)."""
    digits = 1
    while delta >= (threshold := min(max(36 * digits - bias, 1), 26)):
        delta = (delta - threshold) // (36 - threshold)
        digits += 1
    return digits


def _adapt(delta: int, written: int) -> int:
    """Return the bias for the next delta (RFC 3492, section 3.4)."""
    delta += delta // written
    bias = 0
    while delta > 455:
        delta //= 35
        bias += 36
    return bias + 36 * delta // (delta + 38)


def _link_with_scheme(text: str, start: int, host: str, end: int) -> list[Span]:
    """Return the link, cut after the code and its query when it is one of the platform's own short links."""
    short = _SHORT_LINK.match(text, start + len("http://t.co") + (text[start + 4] in "sS")) if host.lower() == "t.co" else None
    if short is None:
        return [(start, end)]
    return [(start, short.end())] if len(short[1]) <= MAX_SHORT_CODE_LENGTH else []


def _links_without_scheme(text: str, start: int, domain_end: int, end: int) -> list[Span]:
    """Return the plain domains inside a domain; the path and the query go to the one that they touch."""
    domains = [(start + first, start + last) for first, last in _find_plain_domains(text[start:domain_end])]
    return [(first, end if last == domain_end else last) for first, last in domains]


def _find_plain_domains(domain: str) -> list[Span]:
    """Find the domains in ASCII or accented Latin letters inside one that may hold anything: "l’oubli.fr" holds one."""
    if _PLAIN_DOMAIN.fullmatch(domain, 0, domain.rindex(".")):
        return [(0, len(domain))]
    found: list[Span] = []
    position = 0
    while (labels := _PLAIN_LABELS.search(domain, position)) is not None:
        position, dot = labels.end(), labels.end() - 1
        while dot > 0:  # the longest domain first
            tld_end = _find_tld_end(domain, dot + 1, domain[dot + 1 :].partition(".")[0])
            if tld_end:
                found.append((labels.start(), tld_end))
                position = tld_end
                break
            dot = domain.rfind(".", labels.start(), dot)
    return found
