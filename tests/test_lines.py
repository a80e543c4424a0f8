"""A stream of bytes cut into lines, through a real pipe."""

import os
from concurrent.futures import ThreadPoolExecutor

from i4nlp.errors import InputError
from i4nlp.lines import LONGEST_LINE, bulks, chunks, read_line


def through_a_pipe(*pieces: bytes) -> list[object]:
    reader, writer = os.pipe()
    with ThreadPoolExecutor(1) as other, os.fdopen(writer, "wb") as end:
        written = other.submit(lambda: (end.write(b"".join(pieces)), end.close()))
        lines = [line for bulk in bulks(chunks(reader)) for line in bulk]
        written.result()
    os.close(reader)
    return [read_line(line, number) for number, line in enumerate(lines, 1)]


def test_a_line_is_a_text_or_an_object():
    assert through_a_pipe(b"Je cherche\n", b'{"text": "x"}\n') == ["Je cherche", {"text": "x"}]


def test_the_last_line_needs_no_end():
    assert through_a_pipe("été\r\nfin".encode()) == ["été", "fin"]


def test_a_broken_object_is_an_error_with_its_line():
    first, error = through_a_pipe(b"x\n", b'{"text": \n')
    assert first == "x"
    assert isinstance(error, InputError)
    assert (error.code, error.line) == ("broken_json", 2)


def test_bytes_that_are_no_utf8_are_an_error():
    error = read_line(b"caf\xe9", 4)
    assert isinstance(error, InputError)
    assert (error.code, error.line) == ("not_utf8", 4)


def test_a_huge_line_is_an_error_and_the_next_line_is_read():
    error, text = through_a_pipe(b"a" * (3 * LONGEST_LINE), b"\n", b"fin\n")
    assert isinstance(error, InputError)
    assert (error.code, error.line, text) == ("line_too_long", 1, "fin")


def test_a_byte_order_mark_is_no_part_of_the_first_line():
    assert read_line(b"\xef\xbb\xbfx", 1) == "x"


def test_deep_nesting_is_an_error():
    assert isinstance(read_line(b'{"a":' * 100_000, 1), InputError)
