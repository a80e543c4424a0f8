"""Runs the application in uvicorn until it is told to stop; answers that are under way are finished first."""

import math
import secrets
import socket
from pathlib import Path

import uvicorn

from i4nlp.bot.settings import read
from i4nlp.data.exchange import read_whole
from i4nlp.errors import InputError
from i4nlp.web.app import create_app
from i4nlp.web.guard import set_up_log
from i4nlp.web.settings import Desk, Settings


def serve(host: str, port: int, settings: Settings, trusted: str | None = None) -> None:
    """Serve on `host`:`port`; `trusted` are the addresses of proxies whose X-Forwarded-For and -Proto are believed."""
    listening = _listen(host, port)
    set_up_log()
    config = uvicorn.Config(
        create_app(settings),
        log_config=None,
        access_log=False,
        server_header=False,
        root_path=settings.root_path,
        proxy_headers=trusted is not None,
        forwarded_allow_ips=trusted,
        timeout_graceful_shutdown=math.ceil(settings.timeout),  # what is under way keeps the time that a request has
        timeout_keep_alive=15,
    )
    shown = f"[{host}]" if ":" in host else host
    print(f"i4nlp\u00a0: http://{shown}:{listening.getsockname()[1]}{settings.root_path}/  (Ctrl-C pour arrêter)", flush=True)
    if settings.desk is not None:
        address = f"http://{shown}:{listening.getsockname()[1]}{settings.root_path}/bureau?token={settings.desk.token}"
        print(f"Bureau des bénévoles\u00a0: {address}", flush=True)
    uvicorn.Server(config).run(sockets=[listening])


def desk_of(label: Path | None, bot: Path | None) -> Desk:
    """Return the maintainers' desk, with a token of this run; what can't be read is told before anything is served."""
    if label is not None:
        read_whole(label)
    database = None if bot is None else read(bot).database
    return Desk(secrets.token_urlsafe(24), label, database)


def _listen(host: str, port: int) -> socket.socket:
    try:
        kind = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=kind)
    except OSError as error:
        message = f"impossible d’écouter sur {host}:{port} ({error.strerror or error}). Choisissez un autre --port ou --host."
        raise InputError("cannot_listen", message) from error
