"""The Content-Security-Policy of each answer: pages run those scripts of ours that carry the page's own nonce, and
nothing else; what is no page can do nothing at all, even opened by itself."""

import re
from functools import cache

from csp.constants import NONE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.urls import reverse

NOT_MODIFIED = 304
# For pictures, files and data: nothing is loaded, run, sent or shown in a frame, and nothing is of our origin.
FILES = {"default-src": [NONE], "base-uri": [NONE], "form-action": [NONE], "frame-ancestors": [NONE], "sandbox": True}


class ContentPolicy(CSPMiddleware):
    """django-csp's middleware, which writes the header from the settings, with nonces put into pages.

    Templates, those of libraries among them, write their scripts without. Pages are kept and shown to many, and nonces
    are new with every answer, so they are filled in here, and only for addresses below which nobody but us can put a
    script. A browser that has the page already keeps the nonce and the policy that came with it.
    """

    def process_response(self, request, response):
        if response.status_code == NOT_MODIFIED:
            return response
        if is_page(response):
            fill_in(request, response)
        elif not hasattr(response, "_csp_config"):
            response._csp_config = FILES
        return super().process_response(request, response)

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if parts.nonce is None and parts.config is None:
            parts.replace = {"script-src": [NONE]} | (parts.replace or {})
        return parts


def is_page(response) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def fill_in(request, response) -> None:
    """Give the nonce of the request to the page's scripts; a page without any has none."""
    if response.streaming:
        nonce = str(request.csp_nonce).encode()
        response.streaming_content = (signed(piece, nonce) for piece in response.streaming_content)
    elif own_script().search(response.content):
        response.content = signed(response.content, str(request.csp_nonce).encode())
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))


def signed(page: bytes, nonce: bytes) -> bytes:
    return own_script().sub(rb'\g<0> nonce="' + nonce + b'"', page)


@cache
def own_script() -> re.Pattern[bytes]:
    """The beginning of a script's tag, up to its address: a static file's, or the admin's words for scripts."""
    static, words = (re.escape(address) for address in (settings.STATIC_URL, reverse("admin:jsi18n")))
    name = r"(?:[\w-]+[./])*[\w-]+"  # no dots in a row, which would lead out of the folder
    return re.compile(rf'<script(?:\s+id="[\w-]+")?\s+src="(?:{static}{name}|{words})"'.encode())
