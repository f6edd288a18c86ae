"""What a real browser waits for and fetches: the persona's form, and a first visit with nothing kept from before."""

import os
import statistics
import threading
import time
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from . import targets
from .catalogue import make_persona
from .visitor import Visitor

SIZES = (10, 300)
TIMES = 5
FORM_COLUMNS = ("in the browser", "open ms", "× small", "save ms", "× small")
VISIT_COLUMNS = ("first visit", "requests", "KB on the wire", "to other hosts")


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def tables(reader: Visitor, administrator: Visitor) -> list[tuple]:
    """The tables of this part. What they need of the database is fetched first: Playwright's thread may not ask it."""
    forms = {
        size: reverse("admin:personas_persona_change", args=[make_persona(f"Browsed with {size} traits", size).pk])
        for size in SIZES
    }
    with browsing() as (browser, host):
        visits = visit_rows(browser, host, reader)
        waits = form_rows(new_page(browser, host, administrator), host, forms)
    return [(VISIT_COLUMNS, visits), (FORM_COLUMNS, waits)]


@contextmanager
def browsing():
    """A browser, and the address of a server that runs as long as it."""
    from playwright.sync_api import sync_playwright

    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=arguments)
        yield browser, f"http://127.0.0.1:{server.server_port}"
        browser.close()
    server.shutdown()


def new_page(browser, host: str, visitor: Visitor):
    """An empty page of somebody who is signed in and has fetched nothing yet."""
    cookie = dict(part.split("=") for part in visitor.cookies.split("; "))[settings.SESSION_COOKIE_NAME]
    context = browser.new_context()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": host}])
    return context.new_page()


def visit_rows(browser, host: str, reader: Visitor) -> list[list[str]]:
    """A row a page that may be the first: how much comes over the wire, and from where."""
    pages = {
        "home": reverse("personas:home"),
        "personas": reverse("personas:list"),
        "persona": reverse("personas:detail", args=["person-00007"]),
    }
    return [visit_row(name, new_page(browser, host, reader), host + address) for name, address in pages.items()]


def visit_row(name: str, page, address: str) -> list[str]:
    asked, received = [], []
    page.on("request", lambda request: asked.append(request.url))
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    answer = page.goto(address, wait_until="networkidle")
    if answer.status != 200:
        raise SystemExit(f"{name}: the answer was {answer.status}.")
    kilobytes = sum(received) / 1024
    elsewhere = sum(urlsplit(url).netloc not in ("", urlsplit(address).netloc) for url in asked)
    return [
        name,
        str(len(asked)),
        targets.held(f"{kilobytes:.0f}", kilobytes, targets.FIRST_VISIT),
        targets.held(str(elsewhere), elsewhere, 0),
    ]


def form_rows(page, host: str, forms: dict[int, str]) -> list[list[str]]:
    """A row a size: what is opened, milliseconds until the page is usable and until it is saved, and their ratios."""
    measured = {size: waits(page, host + address) for size, address in forms.items()}
    return [form_row(size, times, measured[SIZES[0]]) for size, times in measured.items()]


def form_row(size: int, times: tuple[float, float], small: tuple[float, float]) -> list[str]:
    figures = [text for own, other in zip(times, small, strict=True) for text in (f"{own:.0f}", f"{own / other:.1f}")]
    return [f"a persona of {size} traits", *figures]


def waits(page, address: str) -> tuple[float, float]:
    """Median milliseconds to open the form, and to save it with one word more in the name."""
    opened, saved = [], []
    for number in range(TIMES):
        start = time.perf_counter()
        page.goto(address)
        opened.append(1000 * (time.perf_counter() - start))
        name = page.locator("#id_name")
        name.fill(f"{name.input_value()}{number}")
        start = time.perf_counter()
        page.get_by_role("button", name="Save and continue editing").click()
        page.get_by_text("was changed successfully").wait_for()
        saved.append(1000 * (time.perf_counter() - start))
    return statistics.median(opened), statistics.median(saved)
