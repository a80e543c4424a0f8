#!/usr/bin/env python3
"""Photograph the page in its states, on a phone, a desktop and in the dark: `python3 scripts/screenshots.py [FOLDER]`; needs a Chromium."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import environment

environment.enter(dev=True)

from playwright.sync_api import sync_playwright

SHOWN = environment.ROOT / "tests" / "web" / "screenshots"  # the one of the README
STATES = {
    "request": "@i4Emploi Bonjour Twitter ! Ma mission se termine vendredi et je cherche un poste de gestionnaire de paie. "
    "8 ans d’expérience 🙏 #emploi",
    "over-long": "Bonjour à tous, " + "je cherche un poste de soudeur à Brest en CDI et je bouge dans la région. " * 4,
    "offer": "Notre boulangerie cherche une vendeuse à Lille, CDI, postulez !",
    "stage": "Je cherche un stage de 3e à Nantes du 8 au 12 décembre, merci de partager",
    "found": "J’ai trouvé un CDI de comptable, merci à tous @i4Emploi !",
    "empty": "",
}
SCREENS = {"phone": ((390, 844), "light"), "desktop": ((1200, 900), "light"), "dark": ((390, 844), "dark"), "narrow": ((320, 640), "light")}


def main():
    """Start a server, walk through the states, stop it."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHOWN
    folder.mkdir(parents=True, exist_ok=True)
    wanted = STATES if len(sys.argv) > 1 else {"request": STATES["request"]}
    screens = SCREENS if len(sys.argv) > 1 else {"phone": SCREENS["phone"]}
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or sys.exit("no Chromium found (apt install chromium)")
    command = [sys.executable, "-m", "i4nlp", "serve", "--port", "0", "--rate", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server, sync_playwright() as playwright:
        url = re.search(r"http://[\d.:]+/", server.stdout.readline())[0]
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--headless", "--disable-gpu"])
        for screen, ((width, height), scheme) in screens.items():
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
            for name, text in wanted.items():
                page = context.new_page()
                page.goto(url)
                page.fill("#text", text)
                page.click("button.main")
                page.wait_for_selector("#verdict")
                page.screenshot(path=folder / f"{screen}-{name}.png", full_page=len(sys.argv) > 1)
                page.close()
        browser.close()
        server.terminate()


if __name__ == "__main__":
    main()
