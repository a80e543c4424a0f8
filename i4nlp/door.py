"""What all commands share: errors as one French line, with the exit statuses of `interface`."""

import os
import re
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

import click

from i4nlp.errors import ExitCode, I4nlpError, InputError, MissingExtraError

_EXTRAS = {
    **dict.fromkeys(
        ("sklearn", "scipy", "joblib", "pandas", "matplotlib", "rapidfuzz", "jax", "optax", "openpyxl", "pyarrow", "cleanlab"), "train"
    ),
    **dict.fromkeys(("requests", "requests_oauthlib"), "bot"),
    **dict.fromkeys(("dask", "distributed"), "batch"),
    **dict.fromkeys(("fastapi", "starlette", "uvicorn", "jinja2", "prometheus_client"), "web"),
}


class Door(click.Group):
    """A group whose errors are one French line, with the exit statuses of `interface`.

    `later` names commands whose module is only imported when one asks for them: many options take 10 ms to build.
    """

    def __init__(self, *args: Any, later: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._later = later or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in order."""
        return sorted([*super().list_commands(ctx), *self._later])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; one of another module has its name there too."""
        if cmd_name not in self._later:
            return super().get_command(ctx, cmd_name)
        return cast(click.Command, getattr(import_module(self._later[cmd_name]), cmd_name))

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command; an error that ends it is one line on standard error."""
        for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
            if stream is not None:
                stream.reconfigure(encoding="utf-8", errors=errors)  # type: ignore[union-attr]
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
        except I4nlpError as error:
            _stop(error.message, error.exit_code)
        except ModuleNotFoundError as error:
            if error.name not in _EXTRAS:
                raise
            _stop(MissingExtraError(_EXTRAS[error.name]).message, ExitCode.USAGE)
        except (click.exceptions.Abort, KeyboardInterrupt):
            _stop("interrompu.", ExitCode.NO)
        except click.ClickException as error:
            _stop(_usage(error), ExitCode.USAGE)
        except OSError as error:
            _stop(
                f"lecture ou écriture impossible ({error.strerror or error}). Vérifiez le fichier et la place sur le disque.",
                ExitCode.UNREADABLE_INPUT,
            )
        sys.exit(status if isinstance(status, int) else ExitCode.DONE)

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command; when the reader of our output has gone, end quietly."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # what is still in the buffer goes nowhere, so that nothing is said at exit either
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return ExitCode.DONE


def _stop(message: str, status: ExitCode) -> None:
    # a name may hold a line break; an error is one line
    click.echo("i4nlp\u00a0: " + re.sub(r"[\x00-\x1f\x7f]+", " ", message), err=True)
    sys.exit(status)


class Wrong(click.UsageError):
    """Words of a command that contradict one another, said in French."""


def _usage(error: click.ClickException) -> str:
    """Say in French what is wrong with the words of a command."""
    match error:
        case Wrong():
            what = error.message
        case click.NoSuchOption():
            what = f"option inconnue\u00a0: {error.option_name}"
        case click.MissingParameter():
            what = f"il manque {error.param.opts[0] if error.param else 'un argument'}"
        case click.BadParameter():
            what = f"valeur refusée pour {error.param.opts[0] if error.param else 'un argument'}"
        case click.BadOptionUsage():
            what = f"l’option {error.option_name} est mal écrite"
        case _:
            what = "commande inconnue, ou argument en trop"
    return f"{what}. Voyez\u00a0: i4nlp --help"


def key() -> str:
    """Wait for one key of the terminal and return it, in small letters."""
    try:
        return click.getchar().lower()
    except OSError as error:
        message = "Il faut un terminal pour répondre au clavier\u202f; ou la page\u00a0: «\u00a0i4nlp serve --maintainer\u00a0»."
        raise InputError("no_terminal", message) from error
