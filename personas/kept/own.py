"""What belongs to one reader on a page that is made for all: left open, and filled in for each."""

import re
import secrets
from collections.abc import Callable, Mapping

from django.middleware.csrf import get_token
from django.utils.html import escape

# Nobody can write these into a text of the catalogue, as nobody knows them: they are new with every start.
MARK = secrets.token_hex(16)
NAME, READER, TOKEN = (f"own-{what}-{MARK}" for what in ("name", "reader", "token"))
CALLED = f"own-called-{MARK}"
TOKEN_FIELD = re.compile(r'(name="csrfmiddlewaretoken" value=")\w+"')
# The secret that tokens are made from while a shared page is: nobody's.
NO_SECRET = "0" * 32
CSRF = ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE")
INDENTATION = re.compile(r"\n\s+")
# Where indentation is part of the text.
AS_WRITTEN = re.compile("<(pre|textarea)")
PART = re.compile(f"own-part-{MARK}-(\\w+)-end")

Parts = Mapping[str, Callable[..., str]]


def open_part(name: str) -> str:
    """The place on a shared page where a part of the reader's own is to stand."""
    return f"own-part-{MARK}-{name}-end"


class without_token:
    """Inside a `with` block, forms are given tokens that are nobody's."""

    def __init__(self, request):
        self.meta = request.META

    def __enter__(self):
        self.kept = {name: self.meta.pop(name) for name in CSRF if name in self.meta}
        self.meta["CSRF_COOKIE"] = NO_SECRET

    def __exit__(self, *_):
        for name in CSRF:
            self.meta.pop(name, None)
        self.meta.update(self.kept)


def opened(html: str) -> str:
    """A page as it was made, with the places of tokens left open, and without the indentation of templates, which is a
    third of a long list."""
    return dense(TOKEN_FIELD.sub(rf'\g<1>{TOKEN}"', html))


def dense(html: str) -> str:
    """HTML without the indentation of templates; as it is where indentation may be part of a text."""
    return html if AS_WRITTEN.search(html) else INDENTATION.sub("\n", html)


def filled(html: str, request, parts: Parts, **arguments) -> str:
    """The page for the reader who asks. `parts` make what the page calls the reader's own; each is given the request
    and the arguments."""
    html = PART.sub(lambda place: parts[place[1]](request, **arguments), html) if parts else html
    user = request.user
    html = html.replace(NAME, escape(user.get_full_name() or user.get_username())).replace(READER, str(user.pk))
    return html.replace(TOKEN, get_token(request)) if TOKEN in html else html
