"""How long a person waits for the persona's form in a real browser."""

import os
import statistics
import threading
import time
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from .catalogue import make_persona
from .visitor import Visitor

SIZES = (10, 300)
TIMES = 5


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def figures(administrator) -> list[list[str]]:
    """A row a size: what is opened, milliseconds until the page is usable and until it is saved, and their ratios."""
    from playwright.sync_api import sync_playwright

    addresses = [
        reverse("admin:personas_persona_change", args=[make_persona(f"Browsed with {size} traits", size).pk])
        for size in SIZES
    ]
    cookie = dict(part.split("=") for part in Visitor(administrator).cookies.split("; "))[settings.SESSION_COOKIE_NAME]
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=arguments)
        context = browser.new_context()
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": host}])
        measured = [waits(context.new_page(), host + address) for address in addresses]
        browser.close()
    server.shutdown()
    return [cells(size, times, measured[0]) for size, times in zip(SIZES, measured, strict=True)]


def cells(size: int, times: tuple[float, float], small: tuple[float, float]) -> list[str]:
    """A row of the table: what is opened, then each time and its ratio to the small persona's."""
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
