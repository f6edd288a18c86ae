"""A signed-in visitor who asks the WSGI application directly: no network, nothing but the server's own work."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import MappingProxyType
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application

TOKEN = "a" * 32
NONE = MappingProxyType({})


@dataclass(frozen=True)
class Answer:
    """What the application answered: the status code, the whole body, and the headers by their names in lower case."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Visitor:
    """Somebody with a session. `get` and `post` answer an Answer."""

    def __init__(self, user):
        session = SessionStore()
        session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1]})
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        self.application = get_wsgi_application()
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"

    def get(self, address: str, headers: Mapping[str, str] = NONE) -> Answer:
        return self.ask("GET", address, headers=headers)

    def post(self, address: str, fields: list[tuple[str, str]]) -> Answer:
        return self.ask("POST", address, urlencode(fields).encode())

    def ask(self, method: str, address: str, body: bytes = b"", headers: Mapping[str, str] = NONE) -> Answer:
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_COOKIE": self.cookies,
            "HTTP_X_CSRFTOKEN": TOKEN,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
        }
        environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        started = []
        response = self.application(environ, lambda *status_and_headers: started.append(status_and_headers))
        content = b"".join(response)
        response.close()
        status, sent = started[0]
        return Answer(int(status.split()[0]), content, {name.lower(): value for name, value in sent})


class FormReader(HTMLParser):
    """Collects the fields of one form as a browser would send them when nobody touched it."""

    def __init__(self, form_id: str):
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.fields: list[tuple[str, str]] = []
        self.select = self.textarea = None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.inside = attributes.get("id") == self.form_id
        elif tag == "template":
            self.inside_before, self.inside = self.inside, False
        elif self.inside and tag == "input":
            self.take_input(attributes)
        elif self.inside and tag == "select":
            self.select = attributes.get("name")
        elif self.inside and tag == "option" and self.select and "selected" in attributes:
            self.fields.append((self.select, attributes.get("value", "")))
        elif self.inside and tag == "textarea":
            self.textarea, self.text = attributes.get("name"), []

    def take_input(self, attributes):
        kind = attributes.get("type", "text")
        ticked = kind not in ("checkbox", "radio") or "checked" in attributes
        if ticked and kind not in ("submit", "button", "file", "image") and attributes.get("name"):
            self.fields.append((attributes["name"], attributes.get("value") or ""))

    def handle_data(self, data):
        if self.textarea:
            self.text.append(data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "template":
            self.inside = self.inside_before
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea:
            self.fields.append((self.textarea, "".join(self.text).removeprefix("\n")))
            self.textarea = None


def fields_of(page: bytes, form_id: str) -> list[tuple[str, str]]:
    """The fields of the page's form of that id, in the page's order."""
    reader = FormReader(form_id)
    reader.feed(page.decode())
    return reader.fields
