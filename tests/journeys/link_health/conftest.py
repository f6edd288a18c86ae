"""A host of our own that answers as tests want it to. Names lead to a public address, as on the internet, and only the
last step, the connection to that address, goes to the test's own server."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from journeys.link_health.checking import Checker, Pace

PUBLIC = "93.184.216.34"
ALLOWED = ["stories.example.com", "other.example.com"]


class Handler(BaseHTTPRequestHandler):
    """Answers by the path: a status, or "STATUS→ADDRESS" for a redirect."""

    def answer(self):
        self.server.asked.append((self.command, self.headers["Host"], self.path, self.headers["User-Agent"]))
        answers = self.server.answers.get(self.path, 404)
        answer = answers.get(self.command) if isinstance(answers, dict) else answers
        status, location = answer if isinstance(answer, tuple) else (answer, None)
        self.send_response(status)
        if location is not None:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer

    def log_message(self, *args):
        pass


@pytest.fixture
def host():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.answers, server.asked = {}, []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def dialled():
    """The numeric addresses that were connected to."""
    return []


@pytest.fixture
def make_checker(host, dialled):
    """Returns a function that makes a checker whose connections all end at the test's server."""

    def dial(address, port):
        dialled.append((address, port))
        return socket.create_connection(host.server_address, timeout=2)

    def make_checker(resolve=lambda host, port: [PUBLIC], pace=None, allowed=ALLOWED, dialler=dial):
        return Checker(allowed, pace or Pace(0), resolve, dialler)

    return make_checker
