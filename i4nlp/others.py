"""Other processes of this machine that answer a share of the lines: the same command, fed through a pipe."""

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self, cast

_FEWEST = 32  # lines of a share; fewer are answered before another process has read them

Lines = Sequence[bytes | None]


class _Other(NamedTuple):
    process: subprocess.Popen[bytes]
    lines: IO[bytes]
    answers: IO[bytes]


class Others:
    """`count` processes, given work as soon as their model is loaded.

    None of them outlives this one: their input ends with it. One that dies leaves its lines to be answered here.
    """

    def __init__(self, count: int, models: Path | None, *, reasons: bool) -> None:
        self._count = count
        self._command = [sys.executable, "-P", "-m", "i4nlp", "classify", "--input", "-", "--json", "--jobs", "1"]
        self._command += ["--reasons"] * reasons + (["--models", str(models)] if models else [])
        self._started: list[tuple[_Other, threading.Thread]] = []
        self._ready: list[_Other] = []

    def start(self) -> None:
        """Start the processes, at the first call; none is waited for."""
        for _ in range(self._count - len(self._started)):
            # a session of its own: what stops this process from the keyboard lets the others answer what they were given
            process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)  # noqa: S603
            other = _Other(process, cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout))
            greeter = threading.Thread(target=self._greet, args=(other,))
            greeter.start()
            self._started.append((other, greeter))

    def share(self, lines: Lines) -> tuple[Lines, list[tuple[Lines, Iterator[str]]]]:
        """Return the lines to be answered here, and each share given away with its answers to come."""
        parts = min(len(self._ready), len(lines) // _FEWEST - 1) + 1 if self._ready and None not in lines else 1
        if parts < 2:
            return lines, []
        size = -(-len(lines) // parts)
        shares = [lines[start : start + size] for start in range(size, len(lines), size)]
        return lines[:size], [(share, self._ask(other, share)) for share, other in zip(shares, list(self._ready), strict=False)]

    def _greet(self, other: _Other) -> None:
        """Wait until a process answers a first line: its model is loaded."""
        _feed(other, [b""])
        if _said(other):
            self._ready.append(other)

    def _ask(self, other: _Other, share: Lines) -> Iterator[str]:
        feeder = threading.Thread(target=_feed, args=(other, share))
        feeder.start()
        return self._answers(other, len(share), feeder)

    def _answers(self, other: _Other, count: int, feeder: threading.Thread) -> Iterator[str]:
        for _ in range(count):
            if not (answer := _said(other)):
                self._ready.remove(other)
                break
            yield answer
        feeder.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for other, greeter in self._started:
            other.process.kill()
            greeter.join()
            other.process.communicate()


def _said(other: _Other) -> str:
    """Return the next line of a process, or nothing where it ended before or within it."""
    line = other.answers.readline()
    return line.decode() if line.endswith(b"\n") else ""


def _feed(other: _Other, lines: Lines) -> None:
    try:
        other.lines.write(b"".join(line + b"\n" for line in lines if line is not None))
        other.lines.flush()
    except OSError:
        pass  # it has died: its answers end, and its lines are answered here
