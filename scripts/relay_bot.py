#!/usr/bin/env python3
"""Set up, then the relay bot: `run`, `review`, `undo ID`, `export FILE`, `status`; `run` relays nothing without `--live`."""

import environment

environment.enter()

from i4nlp.bot.commands import main

if __name__ == "__main__":
    main()
