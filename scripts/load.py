#!/usr/bin/env python3
"""Load on the page: 64 clients on loopback for 30 seconds, then the same with the limit on; throughput, p50, p99, memory as JSON."""

import asyncio
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import environment

environment.enter(dev=True)

import httpx

CLIENTS = 64
SECONDS = 30
DRAFTS = (
    "Bonjour, je cherche un poste de comptable à Lille en CDI. Un partage m’aiderait beaucoup, merci @i4Emploi #Comptable",
    "@i4Emploi Serveuse à Nantes, 5 ans d’expérience, dispo de suite, CDD ou CDI, RT svp",
    "Notre boulangerie cherche une vendeuse à Lille, CDI, postulez !",
    "Quel match hier soir, je n’ai plus de voix 😂",
)


def main():
    """Run both loads and print their figures; exit 1 where an answer was neither 200 nor, with the limit on, 429."""
    results = {"without a limit": asyncio.run(load("0", {200})), "120 a minute": asyncio.run(load("120", {200, 429}))}
    print(json.dumps(results, indent=2))
    sys.exit(any(one["errors"] for one in results.values()))


async def load(rate, allowed):
    """Start a server, load it, stop it; return the figures."""
    command = [sys.executable, "-m", "i4nlp", "serve", "--port", "0", "--rate", rate]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        url = re.search(r"http://[\d.:]+/", process.stdout.readline())[0]
        asyncio.get_running_loop().run_in_executor(None, process.stdout.read)  # its log is read, and dropped
        await asyncio.gather(*(client(url, time.monotonic() + 3, []) for _ in range(8)))
        before = memory(process.pid)
        answers = []
        began = time.monotonic()
        await asyncio.gather(*(client(url, began + SECONDS, answers) for _ in range(CLIENTS)))
        after = memory(process.pid)
        process.terminate()
    times = sorted(seconds for status, seconds in answers if status == 200)
    return {
        "requests": len(answers),
        "answers a second": round(len(times) / SECONDS, 1),
        "refused with 429": sum(status == 429 for status, _ in answers),
        "errors": sum(status not in allowed for status, _ in answers),
        "p50 ms": round(1000 * times[len(times) // 2], 1),
        "p99 ms": round(1000 * times[int(len(times) * 0.99)], 1),
        "memory MB before": before,
        "memory MB after": after,
    }


async def client(url, end, answers):
    """Ask for one review after the other until `end`."""
    async with httpx.AsyncClient(timeout=60) as session:
        turn = 0
        while time.monotonic() < end:
            began = time.perf_counter()
            try:
                status = (await session.post(url, data={"text": DRAFTS[turn % len(DRAFTS)]}, headers={"X-Fragment": "1"})).status_code
            except httpx.HTTPError:
                status = 0
            answers.append((status, time.perf_counter() - began))
            turn += 1
            if status == 429:
                await asyncio.sleep(0.2)


def memory(pid):
    """Return the resident memory of a process in MB (Linux)."""
    return round(int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))[1]) / 1024, 1)


if __name__ == "__main__":
    main()
