"""The page as a person meets it: on a phone and a desktop, with and without JavaScript, with the keyboard, and when the server is away."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from i4nlp import review_tweet
from tests.web.conftest import start

REQUEST = "@i4Emploi Bonjour, ma mission se termine vendredi et je cherche un poste de gestionnaire de paie. 8 ans d’expérience 🙏 #emploi"
STATES = {
    "request": REQUEST,
    "over-long": "Bonjour à toutes et à tous, "
    + "je cherche un poste de soudeur à Brest en CDI, je me déplace facilement dans toute la région. " * 4,
    "offer": "Notre boulangerie cherche une vendeuse à Lille, CDI, postulez !",
    "stage": "Je cherche un stage de 3e à Nantes du 8 au 12 décembre, merci de partager",
    "found": "J’ai trouvé un CDI de comptable, merci à tous @i4Emploi !",
    "thanks": "Merci beaucoup à tous 🙏",
    "empty": "",
    "distress": "je n’en peux plus, j’ai envie d’en finir",
    "phone number": "Je cherche un CDI de vendeuse à Lille, 06 39 98 45 01 @i4Emploi RT svp #vente",
    "ready": "Soudeur TIG, 8 ans d’expérience, je cherche un CDI à Brest. Un partage m’aiderait beaucoup, merci ! @i4Emploi #Soudeur",
}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def opened(server, browser):
    contexts = []

    def new(**options):
        contexts.append(browser.new_context(locale="fr-FR", **{**PHONE, **options}))
        page = contexts[-1].new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        page.goto(server.url + "/")
        return page

    yield new
    for context in contexts:
        assert not [fault for page in context.pages for fault in getattr(page, "faults", [])]
        context.close()


def ask(page, text):
    page.fill("#text", text)
    page.click("button.main")
    page.wait_for_selector("#verdict")


def violations(page):
    found = (
        Axe()
        .run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        .response["violations"]
    )
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", STATES)
def test_no_state_has_an_axe_violation(opened, name, scheme):
    page = opened(color_scheme=scheme, reduced_motion="reduce")
    page.click("summary")
    page.check("input[value=yes]")
    assert not violations(page)
    ask(page, STATES[name])
    assert not violations(page)


@pytest.mark.parametrize("path", ["/points", "/docs", "/nowhere"])
def test_no_other_page_has_an_axe_violation(opened, server, path):
    page = opened(**DESKTOP)
    if path != "/nowhere":
        page.goto(server.url + path)
        assert not violations(page)
        page.goto(server.url + path + "#x")
    page.set_viewport_size({"width": 320, "height": 700})
    assert not violations(page)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", ["request", "over-long", "offer"])
def test_nothing_is_wider_than_the_screen(opened, name, width):
    page = opened(viewport={"width": width, "height": 800})
    ask(page, STATES[name] + "\n" + "x" * 90)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_whole_way_on_a_phone_from_paste_to_copy(opened):
    page = opened(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    page.fill("#text", REQUEST)
    assert "Il reste" in page.inner_text("#text-count")
    with page.expect_request(lambda request: request.method == "POST") as posted:
        page.click("button.main")
    assert posted.value.headers["x-fragment"] == "1"
    page.wait_for_selector("#better")
    assert page.evaluate("document.activeElement.id") == "verdict"
    for part in ("#verdict", ".first", "#better", "#copy"):
        box = page.locator(part).bounding_box()
        assert box["y"] + min(box["height"], 40) <= 844, f"{part} is not on the first screen"
    assert page.locator("#better").inner_text() == review_tweet(REQUEST).rewrite.text
    # a change that is not wanted is left, and can be taken back
    page.click("#take-leading_mention")
    expect(page.locator("#better")).to_have_text(re.compile("^@i4Emploi"))
    assert not page.is_checked("#take-leading_mention")
    assert page.evaluate("document.activeElement.id") == "take-leading_mention"
    page.click("#take-leading_mention")
    expect(page.locator("#better")).not_to_have_text(re.compile("^@i4Emploi"))
    # a blank is warned of once, then filled
    page.click("#copy")
    assert "[votre ville]" in page.inner_text("#copied")
    assert page.inner_text("#copy") == "Copier quand même"
    page.get_by_label("Votre ville").fill("Maubeuge")
    page.get_by_label("CDI ou CDD").fill("CDI")
    assert page.inner_text("#copy") == "Copier"
    page.click("#copy")
    expect(page.locator("#copied")).to_contain_text("copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#better").inner_text()
    assert "Maubeuge" in copied
    assert "[" not in copied
    # the completed tweet becomes the draft
    page.click("text=Relire ce tweet")
    expect(page.locator("#text")).to_have_value(re.compile("Maubeuge"))
    assert page.url.count("?") == 0


def test_the_address_for_the_platform_exists_only_when_it_is_pressed(opened):
    page = opened()
    ask(page, STATES["request"])
    link = page.locator("#publish")
    assert link.get_attribute("href") == "https://x.com/intent/post"
    assert "noreferrer" in link.get_attribute("rel")
    page.context.route("https://x.com/**", lambda route: route.fulfill(body="ok"))
    with page.context.expect_page() as popup:
        link.click()
    popup.value.wait_for_load_state()
    assert "text=Bonjour" in popup.value.url
    assert link.get_attribute("href") == "https://x.com/intent/post"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("over-long", "de trop"), ("offer", "offre"), ("stage", "stages"), ("found", "bonne nouvelle"), ("empty", "pas encore là"),
        ("distress", "3114"), ("phone number", "message privé"), ("ready", "prêt"), ("thanks", "remercie"),
    ],
)  # fmt: skip
def test_each_door_says_its_word(opened, name, said):
    page = opened()
    ask(page, STATES[name])
    assert said in page.inner_text("#reponse")


def test_what_does_not_fit_is_marked(opened):
    page = opened()
    ask(page, STATES["over-long"])
    marked = page.locator("#reponse mark.over").all_inner_texts()
    assert marked
    assert STATES["over-long"].strip().endswith(marked[-1].strip()[-20:])


def test_distress_gets_no_score_and_no_advice(opened):
    page = opened()
    ask(page, STATES["distress"])
    told = page.inner_text("#reponse")
    assert "100" not in told
    assert page.locator("a[href='tel:3114']").count() == 1


@pytest.mark.parametrize("options", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_page_works_whole_without_javascript(opened, options):
    page = opened(java_script_enabled=False, **options)
    page.fill("#text", REQUEST)
    page.click("button.main")
    assert page.url.endswith("#reponse")
    assert page.input_value("#text") == REQUEST
    page.uncheck("#take-leading_mention")
    page.click("text=Refaire le tweet")
    assert page.locator("#better").inner_text().startswith("@i4Emploi")
    assert not page.is_checked("#take-leading_mention")
    page.get_by_label("Votre ville").fill("Maubeuge")
    page.get_by_label("CDI ou CDD").fill("CDI")
    page.click("text=Relire ce tweet")
    assert "Maubeuge" in page.input_value("#text")
    assert page.locator("#copy").is_hidden()
    assert page.locator("#keep").is_hidden()
    page.click("#clear")
    assert page.input_value("#text") == ""


@pytest.mark.parametrize("script", [True, False])
def test_what_is_wrong_is_tied_to_its_field(opened, script):
    page = opened(java_script_enabled=script)
    page.click("button.main")
    page.wait_for_selector("#text-error")
    assert page.get_attribute("#text", "aria-invalid") == "true"
    assert "text-error" in page.get_attribute("#text", "aria-describedby")
    if script:
        ask(page, REQUEST)
        expect(page.locator("#better")).to_be_visible()
        assert page.get_attribute("#text", "aria-invalid") is None


def test_the_profile_is_reviewed_when_it_is_told(opened):
    page = opened()
    page.click("summary")
    page.fill("#bio", "Gestionnaire de paie")
    page.select_option("#has_photo", "no")
    ask(page, REQUEST)
    told = page.inner_text("#reponse")
    assert "#i4EmploiR" in told
    assert "photo" in told


def test_the_draft_stays_when_the_server_is_away(browser):
    one = start("--rate", "0")
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(one.url)
    one.stop()
    ask(page, REQUEST)
    assert "toujours dans le champ" in page.inner_text("#reponse")
    assert page.input_value("#text") == REQUEST
    assert page.inner_text("button.main") == "Relire mon tweet"
    context.close()


def test_a_draft_is_kept_on_the_device_only_where_it_is_asked_for(opened, server):
    page = opened()
    page.fill("#text", REQUEST)
    page.goto(server.url + "/points")
    page.goto(server.url + "/")
    assert page.input_value("#text") == ""
    page.fill("#text", REQUEST)
    page.check("#keep")
    page.reload()
    assert page.input_value("#text") == REQUEST
    page.click("#clear")
    page.reload()
    assert page.input_value("#text") == ""
    assert page.evaluate("localStorage.length") == 0


def test_everything_is_reached_and_worked_with_the_keyboard(opened):
    page = opened(**DESKTOP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.insert_text(REQUEST)
    seen = []
    for _ in range(4):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert width != "0px", f"no visible focus on {seen[-1]}"
    assert "Relire" in page.evaluate("document.activeElement.textContent") or any("submit" in one for one in seen)
    page.focus("button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("#better")
    assert page.evaluate("document.activeElement.id") == "verdict"


def test_the_count_is_said_after_a_pause_and_not_at_each_key(opened):
    page = opened()
    page.evaluate(
        "() => { window.heard = []; new MutationObserver(() => heard.push(document.getElementById('text-count-said').textContent))"
        ".observe(document.getElementById('text-count-said'), { childList: true }); }"
    )
    page.type("#text", "Je cherche un poste", delay=20)
    expect(page.locator("#text-count-said")).to_have_text(re.compile("reste"))
    assert page.evaluate("heard") == ["Il reste 261 caractères."]


def test_the_screen_reader_meets_the_field_then_the_button_then_the_answer(opened):
    page = opened()
    ask(page, REQUEST)
    tree = page.locator("body").aria_snapshot()
    places = [
        tree.index(words)
        for words in (
            "Faites relire votre tweet",
            "Votre tweet",
            "Avez-vous une image",
            "Relire mon tweet",
            "À changer d’abord",
            "Un tweet à copier",
            "Déjà bien",
        )
    ]
    assert places == sorted(places)


def test_the_french_of_the_pages_has_its_no_break_spaces(server, opened):
    page = opened()
    for path in ("/", "/points", "/docs"):
        page.goto(server.url + path)
        if path == "/":
            ask(page, REQUEST)
        text = "\n".join(page.locator("h1,h2,h3,p:not(.tweet),label,legend,summary,li:not(.example),footer").all_text_contents())
        assert not re.findall(r".{0,20} [;:!?»].{0,10}|« .{0,10}|.{0,10}\w'\w.{0,10}", text)
