"""A real server in a process of its own, and a real Chromium where there is one."""

import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import sync_playwright


@dataclass
class Server:
    process: subprocess.Popen
    url: str
    lines: list = field(default_factory=list)
    reader: threading.Thread | None = None
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))

    def get(self, path, **named):
        return self.client.get(self.url + path, **named)

    def post(self, path, **named):
        return self.client.post(self.url + path, **named)

    def stop(self):
        self.client.close()
        self.process.terminate()
        self.process.wait(20)
        self.reader.join()
        self.process.stdout.close()


def start(*options, cwd=None):
    command = [sys.executable, "-m", "i4nlp", "serve", "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", cwd=cwd)
    assert process.stdout
    first = process.stdout.readline()
    if "http://" not in first:
        process.kill()
        pytest.fail(first + process.communicate()[0])
    server = Server(process, first.split("http://")[1].split("  ")[0].strip().rstrip("/"))
    server.url = f"http://{server.url}"

    def read():
        for line in process.stdout:
            server.lines.append(line)

    server.reader = threading.Thread(target=read, daemon=True)
    server.reader.start()
    return server


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    one = start("--rate", "0", "--metrics", cwd=tmp_path_factory.mktemp("server"))
    yield one
    one.stop()


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium found: the page was not tried in a browser (apt install chromium, or set CHROMIUM)")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()
