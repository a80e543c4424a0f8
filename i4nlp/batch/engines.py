"""Where the parts are worked on: this process, several of this machine, or the workers of a Dask cluster. Done parts come in any order."""

import multiprocessing
import os
import socket
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from i4nlp.batch.reading import Part
from i4nlp.batch.work import Done, Job, answer
from i4nlp.errors import InputError

_WAITING = 2  # parts that are read ahead for each process
_WINDOW = 4  # parts that a worker of a cluster gets at a time
_MOST_DEATHS = 3  # of workers, without a part done in between


def alone(parts: Iterable[Part], job: Job) -> Iterator[Done]:
    """Work in this process."""
    return (_answered(part, job) for part in parts)


def processes(parts: Iterable[Part], job: Job, count: int) -> Iterator[Done]:
    """Work in `count` processes of this machine; what a process that died had under way is given to another."""
    source = iter(parts)
    todo: list[Part] = []
    deaths = 0
    while True:
        waiting: dict[Future[Done], Part] = {}
        with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
            try:
                while True:
                    while len(waiting) < count * _WAITING and (part := todo.pop() if todo else next(source, None)) is not None:
                        todo.append(part)  # not lost should the pool be broken already
                        waiting[pool.submit(_answered, part, job)] = todo.pop()
                    if not waiting:
                        return
                    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                        done = future.result()
                        del waiting[future]
                        deaths = 0
                        yield done
            except BrokenProcessPool as error:
                deaths += 1
                if deaths > _MOST_DEATHS:
                    message = (
                        "Les processus de travail s’arrêtent d’eux-mêmes\u00a0: mémoire insuffisante\u202f? Essayez un --jobs plus petit."
                    )
                    raise InputError("workers_die", message) from error
                todo += waiting.values()


def cluster(parts: Iterable[Part], job: Job, address: str) -> Iterator[Done]:
    """Work on the cluster of a Dask scheduler; a part whose worker died is given to another by the scheduler."""
    from dask import bag
    from distributed import Client

    try:
        client = Client(address, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputError("no_scheduler", f"{address}\u00a0: pas de répartiteur Dask à cette adresse ({error}).") from error
    with client:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        if not workers:
            raise InputError(
                "no_workers", f"{address}\u00a0: ce répartiteur n’a aucun processus de travail. Lancez «\u00a0dask worker {address}\u00a0»."
            )
        source = iter(parts)
        while window := list(islice(source, workers * _WINDOW)):
            # one partition a part: the graph carries the rows, so that the workers need no common disk
            partitions = bag.from_sequence(window, npartitions=len(window)).map_partitions(_answered_all, job)  # type: ignore[no-untyped-call]
            for future in client.compute(partitions.to_delayed()):  # type: ignore[no-untyped-call]
                yield from future.result()


def _answered_all(parts: Iterable[Part], job: Job) -> list[Done]:
    return [_answered(part, job) for part in parts]


def _answered(part: Part, job: Job) -> Done:
    return answer(part, job, f"{socket.gethostname()}:{os.getpid()}")
