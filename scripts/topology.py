"""The site as several machines would run it, on this one: a PostgreSQL, two nodes, and something in front of them.

python -m scripts.topology [--port 8100]

In front stands nginx where the machine has it, set up as docs/operations.md says, else a small proxy of our own, which
takes turns as nginx does. Everything is thrown away at the end.
"""

import argparse
import contextlib
import http.client
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scripts.postgres import PostgresMissingError, as_user, start, throwaway_server, unprivileged_user

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
START_SECONDS = 90
# What a proxy passes on for itself, and not for others.
OWN_HEADERS = {"connection", "keep-alive", "transfer-encoding", "host", "server", "date"}
NGINX = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  large_client_header_buffers 4 16k;
  client_max_body_size 32m;
  upstream dramatis {{
    {servers}
  }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://dramatis;
      proxy_set_header Host $http_host;
      proxy_set_header X-Request-ID $request_id;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_next_upstream error timeout;
      proxy_connect_timeout 2s;
    }}
  }}
}}
"""


@dataclass
class Node:
    """A gunicorn with one process, in a process group of its own."""

    port: int
    settings: dict
    process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Returns when the node is ready. Raises RuntimeError when it never is."""
        command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--log-level", "warning"]
        own = {"PORT": str(self.port), "WEB_CONCURRENCY": "1"}
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.settings | own, start_new_session=True)
        wait_for(f"{self.address}/readyz", self.process)

    def kill(self) -> None:
        """At once, as when the machine's power goes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


@dataclass
class Database:
    """The PostgreSQL of `throwaway_server`, which can be away for a while."""

    url: str
    process: subprocess.Popen | None = None

    @property
    def folder(self) -> Path:
        return Path(unquote(urlsplit(self.url).hostname))

    def stop(self) -> None:
        """Returns when nobody answers any more."""
        data = self.folder / "data"
        server = int((data / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGINT)
        while (data / "postmaster.pid").exists():
            time.sleep(0.05)
        if self.process:
            self.process.wait()
            self.process = None

    def start(self) -> None:
        """Returns when the same data can be asked again."""
        program = shlex.split((self.folder / "data" / "postmaster.opts").read_text())[0]
        self.process = start(Path(program).parent, self.folder / "data", self.folder, unprivileged_user())
        ready = [Path(program).parent / "pg_isready", "-q", "-h", self.folder]
        while subprocess.run(ready, **as_user(unprivileged_user(), self.folder)).returncode:
            time.sleep(0.05)


@dataclass
class Topology:
    """Where all of it is. `front` says what stands in front."""

    address: str
    front: str
    nodes: list[Node] = field(default_factory=list)
    database: Database | None = None

    def manage(self, *arguments: str) -> str:
        """What a command of manage.py prints."""
        return manage(self.nodes[0].settings, *arguments)


@contextlib.contextmanager
def topology(port=0):
    """Runs everything inside a `with` block and yields a Topology; afterwards nothing of it is left.

    Raises `PostgresMissingError` where no PostgreSQL can be had.
    """
    with contextlib.ExitStack() as stack:
        database = Database(stack.enter_context(throwaway_server()))
        stack.callback(stop_second, database)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="topology-")))
        settings = settings_of(database.url, folder)
        manage(settings, "migrate", "-v0")
        manage(settings, "collectstatic", "--noinput", "-v0")
        nodes = [Node(free_port(), settings) for _ in range(2)]
        for node in nodes:
            stack.callback(node.stop)
            node.start()
        port = port or free_port()
        front = stack.enter_context(in_front([node.port for node in nodes], port, folder))
        wait_for(f"http://{HOST}:{port}/readyz")
        yield Topology(f"http://{HOST}:{port}", front, nodes, database)


def settings_of(url, folder):
    """The environment that all nodes share: one database with the cache in it, one key, one folder of uploads."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ} | {
        "DATABASE_URL": url,
        "CACHE_URL": "database",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "MEDIA_ROOT": str(folder / "media"),
        "LOG_LEVEL": "CRITICAL",
        "PROXIES": "1",
    }


def manage(settings, *arguments):
    """What a command of manage.py prints."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=settings, check=True, stdout=subprocess.PIPE, text=True).stdout


def stop_second(database):
    """Stops the server that took the place of the one that `throwaway_server` knows."""
    if database.process:
        database.stop()


@contextlib.contextmanager
def in_front(ports, port, folder):
    """Has something listen at `port` that hands requests on to the `ports` in turns; yields what it is."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    runs = nginx_runs(nginx, ports, port, folder) if nginx else proxy_runs(ports, port)
    with runs as front:
        yield front


@contextlib.contextmanager
def nginx_runs(nginx, ports, port, folder):
    servers = "\n    ".join(f"server {HOST}:{each} max_fails=1 fail_timeout=2s;" for each in ports)
    settings = folder / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, servers=servers, port=port), encoding="utf-8")
    command = [nginx, "-p", folder, "-c", settings, "-e", folder / "nginx.log"]
    process = subprocess.Popen(command, start_new_session=True)
    try:
        yield "nginx"
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait()


@contextlib.contextmanager
def proxy_runs(ports, port):
    server = ThreadingHTTPServer((HOST, port), handler_for(ports))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield "a small proxy of our own, as this machine has no nginx"
    finally:
        server.shutdown()
        server.server_close()


def handler_for(ports):
    """Hands each request on to the next port; to the one after that only where nobody listened."""
    turns = count()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            first = next(turns)
            for place in range(len(ports)):
                connection = http.client.HTTPConnection(HOST, ports[(first + place) % len(ports)], timeout=30)
                try:
                    connection.connect()
                except OSError:
                    continue
                return self.pass_on(connection, body)
            return self.send_error(502)

        do_POST = do_GET

        def pass_on(self, connection, body):
            headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
            headers["X-Forwarded-For"] = self.client_address[0]
            try:
                connection.request(self.command, self.path, body, headers)
                answer = connection.getresponse()
                content = answer.read()
            except (OSError, http.client.HTTPException):
                return self.send_error(502)
            finally:
                connection.close()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in OWN_HEADERS | {"content-length"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            return self.wfile.write(content)

        def log_message(self, *arguments):
            pass

    return Handler


def free_port():
    """A port where nobody listens at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_for(address, process=None):
    """Returns when 200 is answered. Raises RuntimeError when it takes too long, or the process has ended."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not (process and process.poll() is not None):
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=10):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer.")


def main(words):
    """Runs it until Ctrl+C."""
    parser = argparse.ArgumentParser(prog="python -m scripts.topology", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8100, help="where to listen (8100)")
    try:
        with topology(parser.parse_args(words).port) as running:
            running.manage("load_starter")
            print(running.manage("ensure_admin").strip())
            print(f"In front: {running.front}, at {running.address}")
            print("Nodes:", *(f"{node.address} (process {node.process.pid})" for node in running.nodes))
            print("Stop with Ctrl+C.", flush=True)
            threading.Event().wait()
    except PostgresMissingError as error:
        sys.exit(f"PostgreSQL can't be had: {error}")
    except KeyboardInterrupt:
        print("Stopped.")


if __name__ == "__main__":
    main(sys.argv[1:])
