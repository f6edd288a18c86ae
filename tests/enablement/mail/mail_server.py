"""A real mail server in a thread, which tests can have refuse mails or kill who sends them."""

import logging
import os
import signal
import socket
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

# What it says of every line it reads isn't what a failed test is about.
logging.getLogger("mail.log").setLevel(logging.WARNING)

HOST = "127.0.0.1"
ACCEPTED = "250 OK"


class Handler:
    """Keeps the mails it accepted. `answers` maps a recipient to what the server says. During the mail of the number
    `kills_at`, the process `victim` is killed; `accepts_last` says whether the server accepts that mail."""

    def __init__(self):
        self.mails, self.answers = [], {}
        self.victim = self.kills_at = None
        self.accepts_last = False

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        envelope.rcpt_tos.append(address)
        return self.answers.get(address, ACCEPTED)

    async def handle_DATA(self, server, session, envelope):
        if len(self.mails) + 1 == self.kills_at:
            os.kill(self.victim, signal.SIGKILL)
            self.kills_at = None
            if not self.accepts_last:
                return "451 Gone"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return ACCEPTED

    @property
    def recipients(self):
        return sorted(mail["To"] for mail in self.mails)

    @property
    def names(self):
        return [mail["Message-ID"] for mail in self.mails]


class Server(Controller):
    """Each connection speaks SMTP without encryption."""

    def factory(self):
        return SMTP(self.handler, hostname="localhost", enable_SMTPUTF8=True)


def free_port():
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return taken.getsockname()[1]


@contextmanager
def mail_server():
    """The handler and the port of a server that runs meanwhile."""
    handler, port = Handler(), free_port()
    server = Server(handler, hostname=HOST, port=port)
    server.start()
    try:
        yield handler, port
    finally:
        server.stop()
