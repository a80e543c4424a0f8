"""The maintainers' desk in a real browser: labelling, agreement and triage by keys and by touch, for those who hold the token."""

import re
import sqlite3
import time
from contextlib import closing

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from i4nlp.bot.memory import Kept, Memory, State
from i4nlp.data.labelled import Labelled, read_labelled, write_labelled
from i4nlp.labelling.session import labels_file
from i4nlp.labels import Label
from tests.web.conftest import start

TEXTS = [
    "Je cherche un CDI de soudeur à Brest",
    "Je cherche un stage de 3e",
    "Nous recrutons un soudeur, postulez",
    "<b>Il pleut</b> & il vente",
]
ASKED = "Je cherche un CDI de soudeur, appelez-moi, tweet {}"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


class Office:
    """A server with a desk, a file to label and a bot's database."""

    def __init__(self, folder):
        self.file = folder / "lot.jsonl"
        write_labelled(self.file, [Labelled(str(number), text) for number, text in enumerate(TEXTS)])
        self.database = folder / "bot.sqlite"
        with Memory(self.database) as memory:
            for number in range(25):
                memory.add(self.kept(number))
        (folder / "bot.toml").write_text("keep_days = 30\n", encoding="utf-8")
        self.server = start("--maintainer", "--label", str(self.file), "--bot", str(folder / "bot.toml"))
        for _ in range(100):
            if self.server.lines:
                break
            time.sleep(0.05)
        self.door = re.search(r"http://\S+", self.server.lines[0])[0]

    def kept(self, number):
        text = ASKED.format(number)
        return Kept(str(number), f"a{number}", f"user_{number}", text, Label.SEEKER_REQUEST, 0.62, "v1", "doubt", State.ASKED, at=number)

    def get(self, tweet):
        with Memory(self.database) as memory:
            return memory.get(str(tweet))


@pytest.fixture
def office(tmp_path):
    """An office of the test's own."""
    one = Office(tmp_path)
    yield one
    one.server.stop()


@pytest.fixture(scope="module")
def open_office(tmp_path_factory):
    """An office where people come and go."""
    one = Office(tmp_path_factory.mktemp("office"))
    yield one
    one.server.stop()


@pytest.fixture
def enter(browser):
    contexts = []

    def new(office, name, button, **options):
        contexts.append(browser.new_context(locale="fr-FR", **options))
        page = contexts[-1].new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        page.goto(office.door)
        page.fill("#name", name)
        page.click(f"button:has-text('{button}')")
        page.wait_for_url(lambda url: "/bureau" not in url)
        return page

    yield new
    for context in contexts:
        assert not [fault for page in context.pages for fault in getattr(page, "faults", [])]
        context.close()


def violations(page):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]]


def test_without_the_token_every_page_is_closed(open_office):
    for path in ("/bureau", "/bureau?token=x", "/bureau?token=é", "/label", "/accord", "/triage", "/triage/journal"):
        assert open_office.server.get(path).status_code == 403
    for path in ("/bureau", "/label", "/accord", "/triage"):
        assert open_office.server.post(path, data={"id": "24", "do": "relay"}).status_code == 403
    assert open_office.get(24).state == State.ASKED
    assert open_office.server.get("/").status_code == 200


def test_another_site_cannot_decide_in_the_name_of_a_volunteer(open_office):
    with httpx.Client(base_url=open_office.server.url) as client:
        client.get(open_office.door)
        client.cookies.set("i4nlp-nom", "lea")
        client.get("/triage")
        answer = client.post("/triage", data={"id": "0", "do": "relay"}, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
        assert open_office.get(0).state == State.ASKED
        assert client.post("/triage", data={"id": "0", "do": "relay"}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303
        assert open_office.get(0).state == State.READY
        cookies = client.get(open_office.door).headers["set-cookie"]
        assert "HttpOnly" in cookies
        assert "SameSite=strict" in cookies


def test_no_token_no_text_and_no_name_is_in_the_log(open_office, enter):
    page = enter(open_office, "Zoé Marqueur", "Trier")
    page.keyboard.press("i")
    expect(page.locator(".notice")).to_contain_text("ignoré")
    log = "".join(open_office.server.lines[1:])
    assert '"route": "/triage"' in log
    assert open_office.door.split("token=")[1] not in log
    assert "Zo" not in log
    assert "soudeur" not in log


def test_labelling_by_keys_shows_the_models_view_only_afterwards(office, enter):
    page = enter(office, "Léa", "Étiqueter")
    expect(page.locator(".task .tweet")).to_have_text(TEXTS[0])
    assert "modèle" not in page.inner_text("main")
    page.keyboard.press("g")
    expect(page.locator(".guide dl")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("1")
    expect(page.locator(".notice")).to_contain_text("Noté : demande d’emploi")
    expect(page.locator(".notice")).to_contain_text("modèle")
    page.keyboard.press("p")
    expect(page.locator(".task .tweet")).to_have_text(TEXTS[2])
    page.keyboard.press("4")
    expect(page.locator(".notice")).to_contain_text("Le modèle dirait : offre")
    page.keyboard.press("u")
    expect(page.locator(".task .tweet")).to_have_text(TEXTS[2])
    page.keyboard.press("3")
    expect(page.locator(".task .tweet")).to_have_text(TEXTS[3])
    assert page.locator(".task .tweet b").count() == 0
    page.keyboard.press("4")
    expect(page.locator(".task .tweet")).to_have_text(TEXTS[1])
    page.keyboard.press("2")
    expect(page.locator("main")).to_contain_text("Tout est étiqueté")
    rows = {row.id: (row.label, row.annotator) for row in read_labelled(labels_file(office.file, "Léa"))}
    assert rows["2"] == (Label.OFFER, "Léa")
    assert len(rows) == 4


def test_a_second_person_labels_blind_and_the_two_agree_in_the_end(office, enter):
    first = enter(office, "Léa", "Étiqueter")
    for number, key in enumerate("1234", 1):
        first.keyboard.press(key)
        expect(first.locator("main > p label")).to_have_text(f"{number} sur 4")
    second = enter(office, "Noé", "une seconde fois", **PHONE)
    assert "Léa" not in second.inner_text("main")
    for number, key in enumerate("1134", 1):
        second.tap(f".task [data-key='{key}']")
        expect(second.locator("main > p label")).to_have_text(f"{number} sur 4")
    second.tap("text=S’accorder")
    expect(second.locator("table")).to_contain_text("0,67")
    expect(second.locator(".beside")).to_contain_text("demande de stage")
    assert violations(second) == []
    second.tap(".task [data-key='2']")
    expect(second.locator(".task")).to_contain_text("Tranché : demande de stage ou d’alternance")


def test_triage_by_keys_one_at_a_time_with_what_was_decided_by_whom(office, enter):
    page = enter(office, "Léa", "Trier 25 tweets")
    expect(page.locator(".task")).to_have_count(1)
    expect(page.locator(".task .why")).to_contain_text("demande d’emploi, sûr à 62 %")
    page.keyboard.press("r")
    expect(page.locator(".notice")).to_contain_text("à relayer")
    expect(page.locator("main")).to_contain_text("24 en attente")
    page.keyboard.press("i")
    expect(page.locator("main")).to_contain_text("23 en attente")
    page.keyboard.press("l")
    page.keyboard.press("3")
    expect(page.locator(".notice")).to_contain_text("ignoré (offre)")
    assert [(office.get(n).state, office.get(n).person_label, office.get(n).person) for n in range(3)] == [
        (State.READY, Label.SEEKER_REQUEST, "Léa"),
        (State.LEFT, None, "Léa"),
        (State.LEFT, Label.OFFER, "Léa"),
    ]
    page.keyboard.press("u")
    expect(page.locator("main")).to_contain_text("23 en attente")
    assert office.get(2).state == State.ASKED
    page.click("text=Journal")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("tbody")).to_contain_text("Léa")


def test_two_volunteers_get_different_tweets_ten_at_a_time(open_office, enter):
    pages = [enter(open_office, name, "Trier") for name in ("Léa", "Noé")]
    seen = []
    for page in pages:
        page.click("text=dix à la fois")
        expect(page.locator(".task")).to_have_count(10)
        seen.append(set(page.locator(".task h2").all_inner_texts()))
    assert not seen[0] & seen[1]
    pages[0].locator(".task").nth(4).locator("[data-key='r']").focus()
    fifth = pages[0].locator(".task h2").nth(4).inner_text()
    pages[0].keyboard.press("i")
    expect(pages[0].locator(".notice")).to_contain_text(fifth)
    expect(pages[0].locator(".task")).to_have_count(10)
    assert open_office.get(fifth.removeprefix("@user_")).state == State.LEFT


@pytest.mark.parametrize(
    "options", [PHONE, {"viewport": {"width": 320, "height": 640}}, {"color_scheme": "dark"}, {"java_script_enabled": False}]
)
def test_each_page_is_accessible_fits_and_works_without_javascript(open_office, browser, options):
    context = browser.new_context(locale="fr-FR", **options)
    page = context.new_page()
    page.goto(open_office.door)
    script = options.get("java_script_enabled", True)
    for path in ("/bureau", "/label", "/triage?n=10", "/triage/journal", "/accord"):
        if path != "/bureau":
            page.goto(open_office.server.url + path)
        if script:
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        if path == "/bureau":
            page.fill("#name", "Léa")
            page.click("button:has-text('Trier')")
            page.click(".task button:has-text('Relayer')")
            page.wait_for_selector(".notice")
            page.goto(open_office.server.url + "/label")
            page.click(".task button:has-text('demande d’emploi')")
            page.wait_for_selector(".notice")
    context.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--maintainer"], "--label ou --bot"),
        (["--label", "x.jsonl"], "--maintainer"),
        (["--maintainer", "--label", "x.jsonl", "--host", "0.0.0.0"], "de cette machine"),
        (["--maintainer", "--label", "absent.jsonl"], "n’existe pas"),
        (["--maintainer", "--bot", "absent.toml"], "n’existe pas"),
    ],
)
def test_a_desk_that_cannot_be_opened_is_one_clear_line(words, said, tmp_path):
    from click.testing import CliRunner

    from i4nlp.cli import main

    done = CliRunner().invoke(main, ["serve", "--port", "0", *words])
    assert done.exit_code in (2, 3)
    assert said in done.output
    assert "Traceback" not in done.output


def test_what_breaks_inside_is_a_sentence_and_the_log_says_where(office):
    with httpx.Client(base_url=office.server.url) as client:
        client.get(office.door)
        with closing(sqlite3.connect(office.database)) as base:
            base.execute("DROP TABLE tweets")
            base.execute("CREATE TABLE tweets (id TEXT, state TEXT, at REAL)")
        client.cookies.set("i4nlp-nom", "lea")
        answer = client.get("/triage")
    assert answer.status_code == 500
    assert "de notre côté" in answer.text
    assert any('"error": "OperationalError"' in line for line in office.server.lines)
