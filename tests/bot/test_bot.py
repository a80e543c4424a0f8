"""The bot against a server of the documented shape: nothing twice, nothing lost, nothing relayed that went away, limits kept."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from i4nlp.bot import run as bot
from i4nlp.bot import settings as reading
from i4nlp.bot.client import Client, WaitError
from i4nlp.bot.commands import main
from i4nlp.bot.memory import Memory, State
from i4nlp.data import exchange
from i4nlp.errors import InputError
from i4nlp.labels import Label

spec = importlib.util.spec_from_file_location("fake_x", Path(__file__).with_name("fake_x.py"))
fake_x = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fake_x)

REQUEST = "Je cherche un poste de soudeur à Brest, en CDI. Un partage m’aiderait beaucoup, merci @i4Emploi !"
CALLED = "Je cherche un CDI de soudeur à Brest, appelez-moi au 06 39 98 12 34, merci @i4Emploi !"
NOISE = "Quel match hier soir, et quel but à la fin !"
SECRETS = dict.fromkeys(reading.SECRETS, "secret")


@pytest.fixture
def x():
    with fake_x.serving() as fake:
        yield fake


@pytest.fixture
def desk(x, tmp_path):
    """Return what makes a bot at a time, on one database."""
    made = []

    class Desk:
        settings = reading.Settings(
            api=x.url,
            database=tmp_path / "bot.sqlite",
            pause_file=tmp_path / "pause",
            opt_out_file=tmp_path / "out.txt",
            per_author_per_day=2,
        )
        memory = Memory(settings.database)
        time = 1_800_000_000.0

        def bot(self, live=True, **changed):
            client = Client(x.url, list(SECRETS.values()))
            made.append(client)
            values = {name: getattr(self.settings, name) for name in reading.Settings.__dataclass_fields__}
            return bot.Bot(reading.Settings(**{**values, **changed}), self.memory, client, live=live, now=lambda: self.time)

        def state(self, number):
            return self.memory.get(str(number)).state

    with Desk.memory:
        yield Desk()
    for client in made:
        client.close()


def happened(relay):
    return [(seen.what, seen.tweet) for seen in relay.look()]


def test_it_reads_every_page_decides_and_relays_once(x, desk):
    x.page = 2
    for number, text in enumerate((REQUEST, NOISE, CALLED, REQUEST + " 2", ""), 1):
        x.add(number, text, author=str(number))
    relay = desk.bot()
    assert happened(relay)[:5] == [("à relayer", "1"), ("laissé", "2"), ("à relire", "3"), ("à relayer", "4"), ("laissé", "5")]
    assert x.retweeted == ["1", "4"]
    assert happened(relay) == []
    assert x.retweeted == ["1", "4"]
    assert x.calls["search"] == 4  # three pages, and what is new since
    assert desk.memory.since() == "5"


def test_without_live_nothing_is_relayed_then_or_later(x, desk):
    x.add(1, REQUEST)
    assert happened(desk.bot(live=False)) == [("serait relayé", "1")]
    assert happened(desk.bot()) == []
    assert x.retweeted == []


def test_what_went_away_is_not_relayed(x, desk):
    for number in (1, 2, 3, 4):
        x.add(number, f"{REQUEST} {number}", author=str(number))
    x.refuse["lookup"] = (503, {})
    relay = desk.bot()
    with pytest.raises(InputError, match="503"):
        list(relay.look())
    del x.refuse["lookup"]
    del x.tweets["1"]
    x.tweets["2"]["text"] += " (modifié)"
    x.tweets["3"]["edit_history_tweet_ids"] = ["3", "30"]
    x.protected.add("4")
    assert happened(relay) == [("écarté", number) for number in "1234"]
    assert x.retweeted == []


def test_a_long_post_is_read_whole(x, desk):
    x.add(1, "Début…", note_tweet={"text": REQUEST})
    assert happened(desk.bot()) == [("à relayer", "1"), ("relayé", "1")]


def test_what_a_crash_left_begun_is_relayed_once(x, desk):
    x.add(1, REQUEST)
    x.refuse["retweet"] = (500, {})
    relay = desk.bot()
    with pytest.raises(InputError, match="500"):
        list(relay.look())
    assert desk.state(1) == State.BEGUN
    # it was done, though no answer came
    x.retweeted.append("1")
    del x.refuse["retweet"]
    assert happened(desk.bot()) == [("relayé", "1")]
    assert x.retweeted == ["1"]


def test_a_retweet_that_x_refuses_is_dropped(x, desk):
    x.add(1, REQUEST)
    x.refuse["retweet"] = (403, {"title": "Forbidden", "detail": "You have been blocked by the author."})
    assert happened(desk.bot()) == [("à relayer", "1"), ("refusé", "1")]
    assert "blocked" in desk.memory.get("1").note


def test_rate_limits_are_kept_and_the_rest_goes_on(x, desk):
    x.add(1, REQUEST)
    x.headers["search"] = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(int(time.time()) + 300)}
    relay = desk.bot(live=True, per_hour=1)
    assert happened(relay) == [("à relayer", "1"), ("relayé", "1")]
    with pytest.raises(WaitError) as wait:
        list(relay.look())
    assert 250 < wait.value.seconds <= 300
    assert x.calls["search"] == 1, "no call while the limit is reached"
    x.refuse["search"] = (429, {"title": "Too Many Requests"})
    with pytest.raises(WaitError):
        list(desk.bot().look())


def test_caps_by_hour_and_by_author(x, desk):
    for number in range(1, 6):
        x.add(number, f"{REQUEST} {number}", author="7" if number < 4 else "8")
    relay = desk.bot(per_hour=3)
    assert [what for what, _ in happened(relay) if what != "à relayer"] == ["relayé", "relayé", "attend", "relayé", "attend"]
    assert x.retweeted == ["1", "2", "4"]
    desk.time += 3_700
    assert ("relayé", "5") in happened(relay)
    assert "3" not in x.retweeted, "two of one author a day"
    desk.time += 86_400
    assert ("relayé", "3") in happened(relay)


def test_the_pause_file_stops_it_and_the_opt_out_list_is_heard(x, desk):
    x.add(1, REQUEST, author="7")
    x.add(2, REQUEST + " 2", author="8")
    desk.settings.pause_file.touch()
    assert [what for what, _ in happened(desk.bot())] == ["pause"]
    assert x.calls == {}
    desk.settings.pause_file.unlink()
    desk.settings.opt_out_file.write_text("@User7\n\n", encoding="utf-8")
    assert happened(desk.bot()) == [("laissé", "1"), ("à relayer", "2"), ("relayé", "2")]
    assert desk.memory.get("1").code == "opt_out"


def test_who_opts_out_before_the_relay_is_not_relayed(x, desk):
    x.add(1, REQUEST)
    relay = desk.bot()
    x.refuse["lookup"] = (500, {})
    with pytest.raises(InputError):
        list(relay.look())
    del x.refuse["lookup"]
    desk.settings.opt_out_file.write_text("7\n", encoding="utf-8")
    assert happened(relay) == [("écarté", "1")]


def test_undo_takes_a_retweet_back(x, desk):
    x.add(1, REQUEST)
    relay = desk.bot()
    list(relay.look())
    relay.undo("1")
    assert x.retweeted == []
    assert desk.state(1) == State.UNDONE
    assert happened(relay) == []


def test_what_is_old_is_erased(x, desk):
    x.add(1, REQUEST)
    list(desk.bot().look())
    desk.time += 31 * 86_400
    assert ("effacé", "1") in happened(desk.bot())
    assert desk.memory.get("1") is None
    files = desk.settings.database.parent.glob("bot.sqlite*")
    assert all(b"soudeur" not in file.read_bytes() for file in files)


def test_the_answer_to_a_bad_signature_is_told(x, desk):
    client = Client(x.url, ["", "", "", ""])
    client._session.auth = None
    with pytest.raises(InputError, match="401, Unauthorized"):
        list(client.search("x", None))
    client.close()


def test_no_server_is_one_clear_sentence(desk):
    client = Client("http://127.0.0.1:9", list(SECRETS.values()))
    with pytest.raises(InputError, match="ne répond pas"):
        client.me()
    client.close()


def settings_file(x, tmp_path):
    file = tmp_path / "bot.toml"
    file.write_text(f'api = "{x.url}"\nwait_seconds = 1\n', encoding="utf-8")
    return file


def invoke(file, *words, keys=None, code=0):
    done = CliRunner().invoke(main, ["--settings", str(file), *words], input=keys, env=SECRETS)
    assert done.exit_code == code, done.output
    return done.output


def test_people_decide_and_their_decisions_come_out_labelled(x, tmp_path):
    file = settings_file(x, tmp_path)
    for number in range(1, 6):
        x.add(number, f"{CALLED} {number}", author=str(number))
    x.add(6, REQUEST, author="6")
    assert "serait relayé 6" in invoke(file, "run", "--once")
    said = invoke(file, "review", "--name", "léa", keys="xriplq".replace("l", "l3"))
    assert "demande d’emploi" in said
    assert "Coordonnées personnelles" in said
    assert "Reste à lire\u00a0: 2." in said
    invoke(file, "run", "--once", "--live")
    assert x.retweeted == ["1"]
    assert "relayés\u00a0: 1" in invoke(file, "status")
    assert "2 tweets" in invoke(file, "export", str(tmp_path / "decided.jsonl"))
    rows = exchange.read_file(tmp_path / "decided.jsonl")
    assert [(row.id, row.label, row.annotator) for row in rows] == [("1", Label.SEEKER_REQUEST, "léa"), ("4", Label.OFFER, "léa")]
    assert "annulé" in invoke(file, "undo", "1")
    assert x.retweeted == []


def test_two_people_never_decide_on_one_tweet(x, desk):
    x.add(1, CALLED)
    list(desk.bot().look())
    assert desk.memory.decide("1", "léa", Label.SEEKER_REQUEST, desk.time)
    assert not desk.memory.decide("1", "noé", None, desk.time)
    assert desk.memory.get("1").person == "léa"


def test_two_people_are_never_shown_one_tweet(x, desk):
    for number in range(1, 8):
        x.add(number, f"{CALLED} {number}", author=str(number))
    list(desk.bot().look())
    first = {one.id for one in desk.memory.show("léa", 3, desk.time)}
    second = {one.id for one in desk.memory.show("noé", 10, desk.time)}
    assert (first, second) == ({"1", "2", "3"}, {"4", "5", "6", "7"})
    assert {one.id for one in desk.memory.show("léa", 3, desk.time + 60)} == first
    assert not desk.memory.decide("1", "noé", None, desk.time)
    # who went away leaves theirs to the others
    assert "1" not in {one.id for one in desk.memory.show("noé", 10, desk.time + 599)}
    assert len(desk.memory.show("noé", 10, desk.time + 1300)) == 7


def test_a_decision_is_taken_back_until_the_tweet_is_relayed(x, desk):
    x.add(1, CALLED)
    list(desk.bot().look())
    desk.memory.decide("1", "léa", Label.SEEKER_REQUEST, desk.time)
    assert not desk.memory.take_back("1", "noé")
    assert desk.memory.take_back("1", "léa")
    assert desk.memory.get("1").state == State.ASKED
    desk.memory.decide("1", "léa", Label.SEEKER_REQUEST, desk.time)
    list(desk.bot().look())
    assert not desk.memory.take_back("1", "léa")


SETTINGS = {
    "per_hour = 0": "entier",
    "per_hour = true": "entier",
    'query = ""': "texte",
    "retweet_threshold = 2": "0 à 1",
    "colour = 1": "inconnu",
    "per_hour = ": "illisibles",
}


@pytest.mark.parametrize(("content", "told"), SETTINGS.items())
def test_bad_settings_are_one_clear_line(tmp_path, content, told):
    file = tmp_path / "bot.toml"
    file.write_text(content, encoding="utf-8")
    assert told in invoke(file, "status", code=3)


def test_secrets_come_from_the_environment_alone(x, tmp_path):
    done = CliRunner().invoke(main, ["--settings", str(settings_file(x, tmp_path)), "run", "--once"], env=dict.fromkeys(reading.SECRETS))
    assert done.exit_code == 3
    assert "I4NLP_X_API_KEY" in done.output
    assert not (tmp_path / "bot.sqlite").exists()


def test_a_database_that_is_none_is_told(x, tmp_path):
    (tmp_path / "bot.sqlite").write_bytes(b"not a database, but some text that is long enough to be taken for one" * 20)
    assert "base illisible" in invoke(settings_file(x, tmp_path), "status", code=3)


def test_killed_between_the_call_and_its_answer_it_relays_once(x, tmp_path):
    file = settings_file(x, tmp_path)
    x.add(1, REQUEST)
    x.hang.set()
    code = "from i4nlp.bot.commands import main; main()"
    command = [sys.executable, "-c", code, "--settings", str(file), "run", "--live"]
    process = subprocess.Popen(command, env={**os.environ, **SECRETS}, stdout=subprocess.DEVNULL)
    for _ in range(2_000):
        if x.retweeted:
            break
        time.sleep(0.01)
        assert process.poll() is None
    process.kill()
    process.wait()
    x.hang.clear()
    with Memory(tmp_path / "bot.sqlite") as memory:
        assert memory.get("1").state == State.BEGUN
    process = subprocess.Popen(command, env={**os.environ, **SECRETS}, stdout=subprocess.PIPE, encoding="utf-8")
    assert "relayé 1" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    process.stdout.close()
    assert x.retweeted == ["1"]
    assert x.calls["retweet"] == 2
