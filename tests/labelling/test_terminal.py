"""The labeller in a real terminal: a pseudo-terminal, real keys."""

import os
import pty
import re
import select
import subprocess
import sys
import time

import pytest

from i4nlp.data.labelled import Labelled, read_labelled, write_labelled
from i4nlp.labelling.session import labels_file
from i4nlp.labels import Label

TEXTS = ["Je cherche un CDI de soudeur à Brest", "Je cherche un stage de 3e", "Nous recrutons un soudeur à Brest, postulez", "Il pleut"]


class Terminal:
    """A command in a terminal of its own: keys in, what is shown out."""

    def __init__(self, *words):
        master, inside = pty.openpty()
        self.process = subprocess.Popen([sys.executable, "-m", "i4nlp", *words], stdin=inside, stdout=inside, stderr=inside, close_fds=True)
        os.close(inside)
        self.master = master
        self.shown = ""

    def until(self, pattern, seconds=30):
        end = time.monotonic() + seconds
        while not re.search(pattern, self.shown):
            assert time.monotonic() < end, self.shown
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.shown += os.read(self.master, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        found = re.search(pattern, self.shown)
        assert found, self.shown
        self.shown = self.shown[found.end() :]

    def press(self, key):
        time.sleep(0.3)  # what is typed before the question is asked is thrown away
        os.write(self.master, key.encode())

    def close(self):
        status = self.process.wait(10)
        os.close(self.master)
        return status


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "lot.jsonl"
    write_labelled(made, [Labelled(str(number), text) for number, text in enumerate(TEXTS)])
    return made


def test_keys_label_skip_take_back_show_the_guide_and_leave(file):
    terminal = Terminal("label", str(file), "--annotator", "léa")
    terminal.until("1/4[^°]+soudeur à Brest[^°]+Q finir")
    terminal.press("x")
    terminal.until("Tapez 1, 2, 3 ou 4")
    terminal.press("g")
    terminal.until("12\u00a0· On parle d’embauche")
    terminal.press("1")
    terminal.until("→ demande d’emploi.+le modèle")
    terminal.until("2/4[^°]+stage de 3e[^°]+Q finir")
    terminal.press("p")
    terminal.until("2/4[^°]+recrutons[^°]+Q finir")
    terminal.press("4")
    terminal.until("le modèle dirait\u00a0: offre")
    terminal.until("3/4[^°]+Il pleut[^°]+Q finir")
    terminal.press("u")
    terminal.until("annulé[^°]+2/4[^°]+recrutons[^°]+Q finir")
    terminal.press("3")
    terminal.until("3/4[^°]+Q finir")
    terminal.press("q")
    terminal.until("2 étiquetés sur 4[^°]+Reste 2")
    assert terminal.close() == 0
    assert [(row.id, row.label) for row in read_labelled(labels_file(file, "léa"))] == [("0", Label.SEEKER_REQUEST), ("2", Label.OFFER)]


def test_ctrl_c_and_a_closed_terminal_keep_what_was_labelled(file):
    terminal = Terminal("label", str(file), "--annotator", "léa")
    terminal.until("1/4[^°]+Q finir")
    terminal.press("1")
    terminal.until("2/4[^°]+Q finir")
    terminal.press("\x03")
    terminal.until("1 étiquetés sur 4|interrompu")
    terminal.close()
    terminal = Terminal("label", str(file), "--annotator", "léa")
    terminal.until("On reprend\u00a0: 1 déjà[^°]+2/4[^°]+Q finir")
    terminal.press("2")
    terminal.until("3/4[^°]+Q finir")
    os.close(terminal.master)
    terminal.process.wait(10)
    assert len(read_labelled(labels_file(file, "léa"))) == 2
