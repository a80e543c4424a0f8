"""The count in the browser is that of i4nlp.tweet, on texts that nobody wrote."""

import json
import random

import pytest

from i4nlp.tweet import weighted_length

COUNT = 20_000
PARTS = [
    *(
        "https://t.co/aB3 http://ex.example/a(b)c?x=1#y l’oubli.fr été.fr www.i4.com/ CV.Merci etc.De a.b.c.fr 🫩 👨‍👩‍👧‍👦 🇫🇷 1️⃣ #️⃣ "
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽 ❤️ é œ « » … – ’ 𝗖𝗗𝗜 漢字 ａ ﷺ @i4Emploi #emploi $CAC a@b.example foo_bar.com foo-.com -x.fr x.co.uk HTTP://A.FR:8080/é/ж "
        "例え.テスト xn--fiqs8s http://xn--abc.xn--p1ai _a._b.com .. . / ( ) [ ] ? ! , ; : ©️ ® ™ t.co/abc ’a.fr 😀a.fr 😀.com İı.com ẞ.de "
        "été.été.fr "
        "http://été.fr/((a)b) a.fr/((a)) a.fr/() ex.fr?q=é ex.fr?q=a?b ex.com/@a/b:c, http://t.co:80/x"
    ).split(),
    "\n",
    "\u202f",
    "\u00a0",
    "\u200d",
    "\ufe0f",
    "e\u0301",
    "\ufeff",
    "\u2028",
    "https://t.co/" + "a" * 41,
    "a" * 64 + ".fr",
    "é" * 60 + ".fr",
    "http://a.fr/" + "b" * 4090,
]
LETTERS = "abcéé.'’/:@#-_ (?)=&1!Ж例😀\n\u202fCoM.fr.de"


@pytest.fixture(scope="module")
def texts(request):
    folder = request.config.rootpath / "datasets" / "i4-tweets-fr"
    ours = [json.loads(line)["text"] for line in (folder / "train.jsonl").read_text(encoding="utf-8").splitlines()]
    draw = random.Random(280)
    return [_text(draw, ours) for _ in range(COUNT)]


def _text(draw, ours):
    kind = draw.random()
    if kind < 0.5:
        words = draw.choice(ours).split(" ")
        for _ in range(draw.randrange(3)):
            words.insert(draw.randrange(len(words) + 1), draw.choice(PARTS))
        return draw.choice([" ", " ", ""]).join(words)
    if kind < 0.8:
        return "".join(draw.choice(PARTS) + draw.choice([" ", "", "."]) for _ in range(draw.randrange(1, 12)))
    return "".join(draw.choice(LETTERS) for _ in range(draw.randrange(1, 60)))


def test_the_browser_counts_as_the_platform_does(server, browser, texts):
    page = browser.new_page()
    page.goto(server.url)
    counted = page.evaluate("texts => texts.map(weigh)", texts)
    page.close()
    differ = [(text, theirs, weighted_length(text)) for text, theirs in zip(texts, counted, strict=True) if theirs != weighted_length(text)]
    assert not differ, differ[:3]


def test_the_browser_counts_a_hostile_text_at_once(server, browser):
    page = browser.new_page()
    page.goto(server.url)
    longest = page.evaluate(
        """() => Math.max(...["a.a.a.".repeat(4000), "a.fr ".repeat(5000), "é.".repeat(12000), "http://a.fr/((".repeat(99)].map((text) => {
            const began = performance.now(); weigh(text); return performance.now() - began; }))"""
    )
    page.close()
    assert longest < 500
