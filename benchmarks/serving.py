"""A server as `duixian serve` runs it, and twenty people who read its pages."""

from __future__ import annotations

import http.client
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duixian.accounts.models import Person

USERS, PAGES, REST = 20, 5, 5.0
Address = Callable[[random.Random], str]


def cookie_of(person: Person) -> str:
    """Return the cookie of a person who is logged in."""
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person, backend="duixian.accounts.backend.PersonBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def serving(application: str = "duixian.server.wsgi") -> Iterator[int]:
    """Give the port of a server with two workers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "--workers", "2", application]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            get(port, "/login/", "")
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def get(port: int, path: str, cookie: str) -> float:
    """Return the milliseconds of one answer; anything but a page ends the benchmark."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status} {answer.headers.get('Location', '')}")
    return (time.perf_counter() - begun) * 1000


def alone(port: int, cookie: str, address: Address) -> dict[str, float]:
    """Return the milliseconds of a page that nobody else asks beside: `cold`, the first of all, and the medians of many
    pages and of the same one again."""
    luck, one = random.Random(0), address(random.Random(0))
    first = [get(port, address(luck), cookie) for _ in range(6)]
    many = [get(port, address(luck), cookie) for _ in range(9)]
    same = [get(port, one, cookie) for _ in range(13)][4:]
    return {"cold": max(first), "alone": median(many), "same": median(same)}


def under_load(port: int, cookie: str, address: Address, *, pages: int = PAGES) -> dict[str, float]:
    """Return the milliseconds that twenty people wait for a page, each reading one for about five seconds.

    The median and the 95th percentile of all that was waited, beside those of `alone`.
    """
    by_itself = alone(port, cookie, address)
    waited: list[float] = []

    def user(number: int) -> None:
        luck = random.Random(number)
        time.sleep(luck.random() * REST)
        for _ in range(pages):
            waited.append(get(port, address(luck), cookie))
            time.sleep(REST * luck.uniform(0.5, 1.5))

    users = [Thread(target=user, args=(number,)) for number in range(USERS)]
    for each in users:
        each.start()
    for each in users:
        each.join()
    return {**by_itself, "median": median(waited), "p95": quantiles(waited, n=20)[-1]}
