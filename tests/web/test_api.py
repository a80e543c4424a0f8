"""The HTTP API in a real process: answers, errors, headers, limits, and that nothing of what is pasted stays."""

import html
import json
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.web.conftest import start

REQUEST = "Je cherche un poste de soudeur à Brest, en CDI. Un partage m’aiderait beaucoup, merci @i4Emploi !"
POSTS = ("/api/v1/classify", "/api/v1/coach", "/api/v1/profile")


def test_a_tweet_is_classified(server):
    answer = server.post("/api/v1/classify", json={"text": REQUEST, "id": "1590000000000000000"}).json()
    assert answer["kind"] == "classification"
    assert answer["label"] == "seeker_request"
    assert answer["id"] == "1590000000000000000"
    assert sum(answer["probabilities"].values()) == pytest.approx(1, abs=1e-3)


def test_the_same_numbers_come_from_every_door(server):
    from i4nlp import classify, review_tweet

    assert server.post("/api/v1/classify", json={"text": REQUEST}).json() == json.loads(json.dumps(classify(REQUEST).to_dict()))
    assert server.post("/api/v1/coach", json={"text": REQUEST}).json() == json.loads(json.dumps(review_tweet(REQUEST).to_dict()))


def test_an_object_of_the_platform_is_read(server):
    tweet = {
        "id": "1",
        "text": "Je cherche…",
        "note_tweet": {"text": REQUEST},
        "referenced_tweets": [{"type": "retweeted", "id": "2"}],
        "lang": "fr",
    }
    assert server.post("/api/v1/classify", json=tweet).json()["relay"]["code"] == "already_a_retweet"


def test_a_draft_is_reviewed_and_a_change_can_be_left(server):
    draft = {"text": "@i4Emploi je cherche un poste de soudeur à Brest en CDI, RT svp", "has_visual": True}
    changes = server.post("/api/v1/coach", json=draft).json()["rewrite"]["changes"]
    assert "leading_mention" in [change["id"] for change in changes]
    left = server.post("/api/v1/coach", json={**draft, "leave": ["leading_mention"]}).json()["rewrite"]
    assert left is None or "leading_mention" not in [change["id"] for change in left["changes"]]


def test_a_profile_is_reviewed(server):
    answer = server.post("/api/v1/profile", json={"bio": "Soudeur à Brest", "has_photo": False}).json()
    assert answer["kind"] == "review"
    assert any("#i4EmploiR" in message for message in answer["suggestions"])


def test_the_checks_are_listed_with_reason_and_source(server):
    checks = server.get("/api/v1/checks").json()["checks"]
    assert len(checks) >= 30
    assert all(check["why"] and check["source"] for check in checks)


WRONG = {
    "no body": (b"", "missing_field|bad_json"),
    "broken JSON": (b'{"text": ', "bad_json"),
    "not UTF-8": (b'{"text": "caf\xe9"}', "bad_json"),
    "deep": (b"[" * 30000, "bad_json|wrong_type"),
    "a list": (b"[1]", "wrong_type"),
    "a number for a text": (b'{"text": 5, "bio": 5}', "wrong_type|unknown_field"),
    "null for a text": (b'{"text": null, "bio": 5}', "wrong_type|unknown_field"),
    "half a character": (b'{"text": "\\ud800", "bio": "\\ud800"}', "invalid_unicode|unknown_field"),
    "too long": (json.dumps({"text": "a" * 25_001, "bio": "a" * 25_001}).encode(), "text_too_long|unknown_field"),
    "empty": (b'{"text": " \\n "}', "empty_text|unknown_field"),
}


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(("body", "code"), WRONG.values(), ids=WRONG)
def test_a_body_that_cannot_be_read_is_a_422_with_the_json_error(server, path, body, code):
    answer = server.post(path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    error = answer.json()
    assert error["kind"] == "error"
    assert re.fullmatch(code, error["code"]), error
    assert error["message"][-1] == "."


def test_an_unknown_field_is_named(server):
    error = server.post("/api/v1/coach", json={"text": REQUEST, "visual": True}).json()
    assert error["code"] == "unknown_field"
    assert "visual" in error["message"]


def test_a_body_over_64_kib_is_a_413_whether_announced_or_not(server):
    big = b'{"text": "' + b"a" * 70_000 + b'"}'
    announced = server.post("/api/v1/coach", content=big, headers={"Content-Type": "application/json"})
    streamed = server.post(
        "/api/v1/coach", content=(big[i : i + 5000] for i in range(0, len(big), 5000)), headers={"Content-Type": "application/json"}
    )
    for answer in (announced, streamed):
        assert answer.status_code == 413
        assert answer.json()["code"] == "body_too_large"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("GET", "/api/nowhere", 404), ("PUT", "/api/v1/coach", 405), ("GET", "/static/../app.py", 404)],
)
def test_what_is_not_there_is_said_kindly(server, method, path, status):
    answer = server.client.request(method, server.url + path)
    assert answer.status_code == status
    if path.startswith("/api"):
        assert answer.json()["kind"] == "error"
    else:
        assert "<html lang=" in answer.text


@pytest.mark.parametrize("path", ["/", "/points", "/docs", "/healthz", "/openapi.json", "/nowhere", "/api/v1/checks"])
def test_every_answer_has_the_headers_that_protect(server, path):
    headers = server.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers
    assert "server" not in headers


def test_what_is_pasted_is_neither_logged_nor_written_nor_echoed_in_a_header(server, tmp_path_factory):
    marker = "Zorglubion"
    folder = Path(f"/proc/{server.process.pid}/cwd") if sys.platform == "linux" else None
    answers = [
        server.post("/", data={"text": f"{REQUEST} {marker}", "bio": marker, "name": marker}),
        server.post("/api/v1/coach", json={"text": f"{REQUEST} {marker}"}),
        server.post("/api/v1/classify", json={"text": marker, "possibly_sensitive": marker}),
        server.post("/api/v1/coach", content=marker.encode()),
        server.get(f"/{marker}"),
        server.get(f"/?text={marker}"),
    ]
    assert marker in answers[0].text
    for answer in answers:
        assert marker not in str(answer.headers)
        assert answer.headers["cache-control"] == "no-store"
    time.sleep(0.3)
    assert len(server.lines) >= len(answers)
    assert not [line for line in server.lines if marker in line]
    if folder is not None:
        assert not list(folder.iterdir())
        opened = [path.resolve() for path in Path(f"/proc/{server.process.pid}/fd").iterdir()]
        assert not [path for path in opened if path.is_file() and marker.encode() in path.read_bytes()]


def test_a_request_leaves_one_line_of_json_without_its_text(server):
    before = len(server.lines)
    server.get("/healthz")
    time.sleep(0.2)
    (line,) = server.lines[before:]
    told = json.loads(line)
    assert set(told) == {"time", "method", "route", "status", "ms", "bytes"}
    assert (told["method"], told["route"], told["status"]) == ("GET", "/healthz", 200)


def test_the_measures_count_requests(server):
    server.get("/healthz")
    assert 'i4nlp_requests_total{method="GET",route="/healthz",status="200"}' in server.get("/metrics").text


def test_what_was_chosen_for_another_text_is_left_out_and_no_form_grows(server):
    fills = {f"fill:[{one}": f"[{other}" * 40 for one, other in zip("abcde", "bcdef", strict=True)}
    answer = server.post("/", data={"text": "[a Je cherche un poste de soudeur", "offered": "too_long", **fills})
    assert answer.status_code == 200
    assert len(answer.text) < 50_000
    other = server.post("/", data={"text": "Notre boulangerie cherche une vendeuse", "offered": "leading_mention", "of": "0"})
    assert "Ce qui a été changé" not in other.text


def test_a_head_is_a_get_without_its_body(server):
    for path in ("/", "/healthz", "/static/style.css"):
        answer = server.client.head(server.url + path)
        assert answer.status_code == 200
        assert answer.content == b""
        assert int(answer.headers["content-length"]) > 0


def test_the_openapi_document_names_every_operation(server):
    paths = server.get("/openapi.json").json()["paths"]
    assert set(paths) == {"/api/v1/classify", "/api/v1/coach", "/api/v1/profile", "/api/v1/checks", "/healthz"}


def test_the_commands_of_the_docs_run(server):
    page = html.unescape(server.get("/docs").text)
    commands = re.findall(r"<code>(curl .*?)</code>", page, re.DOTALL)
    assert len(commands) == 5
    for command in commands:
        done = subprocess.run(["bash", "-c", command], capture_output=True, encoding="utf-8", check=True)
        assert json.loads(done.stdout).get("kind") != "error"
    (program,) = re.findall(r'<code class="python">(.*?)</code>', page, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("seeker_request retweet")


def test_the_page_with_its_style_and_scripts_is_at_most_50_kb_over_the_wire(server):
    page = server.get("/", headers={"Accept-Encoding": "gzip"})
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert len(parts) == 5
    sizes = [int(server.get(path, headers={"Accept-Encoding": "gzip"}).headers["content-length"]) for path in ["/", *parts]]
    assert sum(sizes) <= 50_000, sizes


def test_a_static_file_may_be_kept_for_its_address_changes_with_it(server):
    assert "immutable" in server.get("/static/style.css").headers["cache-control"]


def test_an_answer_takes_at_most_50_ms_at_the_median(server):
    times = []
    for _ in range(40):
        began = time.perf_counter()
        server.post(
            "/",
            data={"text": "Bonjour, je cherche un poste de comptable à Lille en CDI. RT svp #emploi #Lille"},
            headers={"X-Fragment": "1"},
        )
        times.append(time.perf_counter() - began)
    assert sorted(times)[20] <= 0.05 * 3, "50 ms on an idle machine; three times that on a shared one"


def test_a_hostile_text_is_answered_in_time(server):
    for text in ("Je cherche un poste de soudeur à Brest. " * 600, "06 " * 8000, "a.a.a." * 4000):
        assert server.post("/api/v1/coach", json={"text": text[:25_000]}).status_code == 200


@pytest.fixture(scope="module")
def behind_a_proxy():
    one = start("--rate", "20", "--root-path", "/relire", "--trust-proxy", "127.0.0.1", "--timeout", "0.5")
    yield one
    one.stop()


def test_too_many_requests_wait_by_address(behind_a_proxy):
    root = behind_a_proxy.url.removesuffix("/relire")

    def ask(address):
        return behind_a_proxy.client.post(root + "/api/v1/profile", json={}, headers={"X-Forwarded-For": address})

    statuses = [ask("203.0.113.1") for _ in range(30)]
    refused = [answer for answer in statuses if answer.status_code == 429]
    assert 5 <= len(refused) <= 10
    assert int(refused[0].headers["retry-after"]) >= 1
    assert refused[0].json()["code"] == "too_many_requests"
    assert ask("203.0.113.2").status_code == 200
    assert [ask(f"2001:db8::{i}").status_code for i in range(30)].count(429) >= 5, "one home has one IPv6 network"


def test_links_carry_the_root_path(behind_a_proxy):
    page = behind_a_proxy.client.get(behind_a_proxy.url.removesuffix("/relire") + "/", headers={"X-Forwarded-For": "203.0.113.9"}).text
    assert 'action="/relire/#reponse"' in page
    assert 'href="/relire/static/style.css' in page


def test_a_request_that_takes_too_long_is_refused_and_the_server_goes_on(behind_a_proxy):
    root = behind_a_proxy.url.removesuffix("/relire")

    def ask(number):
        text = ("Je cherche un poste de soudeur à Brest, " + "a, " * 400)[:1000]
        return behind_a_proxy.client.post(root + "/api/v1/coach", json={"text": text}, headers={"X-Forwarded-For": f"198.51.100.{number}"})

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    slow = [answer for answer in answers if answer.status_code == 503]
    assert slow
    assert slow[0].json()["code"] == "too_slow"
    time.sleep(3)
    assert behind_a_proxy.client.get(root + "/healthz").status_code == 200


def test_a_stop_finishes_what_is_under_way(request):
    one = start("--rate", "0", "--timeout", "60")  # on a busy machine the answer may take long; the stop must wait for it all the same
    request.addfinalizer(one.stop)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(one.post, "/api/v1/coach", json={"text": "Je cherche un poste de soudeur à Brest. " * 24})
        time.sleep(0.2)
        one.process.send_signal(signal.SIGTERM)
        assert answer.result().status_code == 200
    assert one.process.wait(15) in (0, -signal.SIGTERM)


def test_a_port_that_is_taken_is_one_clear_line(server):
    port = server.url.rpartition(":")[2]
    done = subprocess.run([sys.executable, "-m", "i4nlp", "serve", "--port", port], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert port in done.stderr
