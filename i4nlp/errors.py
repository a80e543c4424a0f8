"""Every error that a user can meet: a stable English code, a French sentence, an exit status."""

from enum import IntEnum

from i4nlp.labels import SCHEMA


class ExitCode(IntEnum):
    """Exit statuses of the command line."""

    DONE = 0
    NO = 1
    USAGE = 2
    UNREADABLE_INPUT = 3
    UNUSABLE_MODEL = 4


class I4nlpError(Exception):
    """An error that a user can mend; `str(error)` is the French sentence that says how."""

    exit_code = ExitCode.USAGE

    def __init__(self, code: str, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of `interface` for an error; `line` only where there is one."""
        where = {} if self.line is None else {"line": self.line}
        return {"schema": SCHEMA, "kind": "error", "code": self.code, "message": self.message, **where}


class InputError(I4nlpError, ValueError):
    """A tweet, profile or file that cannot be read."""

    exit_code = ExitCode.UNREADABLE_INPUT


class DataError(I4nlpError, ValueError):
    """A data set whose rows are not what they should be."""

    exit_code = ExitCode.NO


class ModelError(I4nlpError):
    """A model folder that cannot be trusted or read."""

    exit_code = ExitCode.UNUSABLE_MODEL


class MissingExtraError(I4nlpError, ImportError):
    """A command whose optional packages are not installed."""

    def __init__(self, extra: str) -> None:
        super().__init__("missing_extra", f'Cette commande demande des paquets de plus\u00a0: pip install "i4nlp[{extra}]".')
