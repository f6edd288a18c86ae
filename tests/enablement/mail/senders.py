"""Processes that run commands of the application: `python -m tests.enablement.mail.senders` loads it once and makes
each of them as a copy of itself.

It reads a line an order: "start PORT COMMAND …" answers with the new process's id, whose mail goes to that port, and
"wait ID" with how it ended.
"""

import contextlib
import os
import signal
import sys
from importlib import import_module

import django


def main():
    django.setup()
    load_everything()
    running = set()
    for order in sys.stdin:
        name, number, *arguments = order.split()
        if name == "start":
            answer = start(int(number), arguments)
            running.add(answer)
        else:
            _, status = os.waitpid(int(number), 0)
            running.discard(int(number))
            answer = os.waitstatus_to_exitcode(status)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    # A test that failed may have left some behind.
    for pid in running:
        os.kill(pid, signal.SIGKILL)


def load_everything():
    """Whatever each copy would otherwise load for itself."""
    from django.conf import settings
    from django.core.management import load_command_class

    import_module(settings.ROOT_URLCONF)
    for name in ("run_scheduler", "send_reminders"):
        load_command_class("enablement", name)


def start(port, arguments):
    """The id of a new process that runs the command; its exit status is 1 when something goes wrong."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        run(port, arguments)
        status = 0
    finally:
        os._exit(status)


def run(port, arguments):
    from django.conf import settings
    from django.core.management import call_command

    settings.EMAIL_PORT = port
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        call_command(*arguments)


if __name__ == "__main__":
    main()
