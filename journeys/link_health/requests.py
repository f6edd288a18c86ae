"""One request to one host, at the numeric address that was checked."""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from .addresses import Target

SECONDS = 10  # that any single step may take
LONGEST = 25  # seconds that a whole request may take, however slowly it drips
MOST_READ = 1024  # bytes of a page; whether it opens is known before
USER_AGENT = "Dramatis link check (asks one page a second at most)"

# Opens a connection to a numeric address and port. Raises OSError.
Dialler = Callable[[str, int], socket.socket]


@dataclass(frozen=True)
class Answer:
    """What a host said: the status, and where it sends one on to."""

    status: int
    location: str = ""


def dial(address: str, port: int) -> socket.socket:
    """A connection to that very address; no name is looked up."""
    return socket.create_connection((address, port), timeout=SECONDS)


class Pinned(http.client.HTTPConnection):
    """A connection to a target at one of its numeric addresses; the target's name is only told, never looked up."""

    def __init__(self, target: Target, address: str, dialler: Dialler):
        super().__init__(target.host, target.port, timeout=SECONDS)
        self.target, self.address, self.dialler = target, address, dialler
        self.is_hung_up = False

    def connect(self):
        self.sock = self.dialler(self.address, self.target.port)
        self.sock.settimeout(SECONDS)
        if self.target.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.target.host)

    def hang_up(self):
        """End the request from another thread, whatever it is waiting for."""
        self.is_hung_up = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def ask(method: str, target: Target, addresses: list[str], dialler: Dialler) -> Answer:
    """Ask the first of the addresses that can be connected to. Raises OSError or http.client.HTTPException."""
    last: OSError | None = None
    for address in addresses:
        connection = Pinned(target, address, dialler)
        try:
            connection.connect()
        except OSError as error:
            last = error
            connection.close()
            continue
        return answer_of(connection, method)
    raise last or OSError("The host has no address.")


def answer_of(connection: Pinned, method: str) -> Answer:
    """The answer of a host that was connected to, which is hung up on when it takes too long."""
    watch = threading.Timer(LONGEST, connection.hang_up)
    watch.daemon = True
    watch.start()
    try:
        target = connection.target
        headers = {"Host": target.authority, "User-Agent": USER_AGENT, "Accept": "*/*", "Connection": "close"}
        connection.request(method, target.path, headers=headers)
        response = connection.getresponse()
        if method == "GET":
            response.read(MOST_READ)
        if connection.is_hung_up:  # what was read until then would pass for all there is
            raise TimeoutError
        return Answer(response.status, response.headers.get("Location", ""))
    finally:
        watch.cancel()
        connection.close()
