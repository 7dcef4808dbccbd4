"""The app with a spread that waits: each one begun and each one finished is a line in FOLDER/log, and none ends before FOLDER/go exists."""

import os
import sys
import time
from pathlib import Path

import uvicorn

sys.path.pop(0)  # the folder of this file, where another module is called as the folder of the pages
sys.path.insert(0, str(Path(__file__).parents[2]))

import server
from pages.answers import uncertainty

real = uncertainty.spread


def tell(word: str, value: float) -> None:
    with (Path(sys.argv[1]) / "log").open("a") as log:
        log.write(f"{word} {value:g}\n")


def waiting(scenario, question, year, *, keep=False, check):
    value = scenario.values["platform_cost"].item()
    if value != 80:
        tell("begun", value)
        while not (Path(sys.argv[1]) / "go").exists():
            check()
            time.sleep(0.005)
        tell("finished", value)
    return real(scenario, question, year, keep=keep, check=check)


if __name__ == "__main__":
    uncertainty.spread = waiting
    uvicorn.run(server.app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=False, log_level="error")
