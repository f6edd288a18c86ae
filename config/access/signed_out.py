"""Signed out meanwhile: whoever acts on a page that is still open signs in, and comes back to that page."""

from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

START = "/"


class SignInRequired(LoginRequiredMiddleware):
    """Django's, but that neither part of a page nor an address that only takes forms is come back to, and that htmx
    loads the page for signing in instead of putting it into the one that is open."""

    def handle_no_permission(self, request, view_func):
        asks_for_page = request.method in ("GET", "HEAD") and (not request.htmx or request.htmx.boosted)
        path = request.get_full_path() if asks_for_page else open_page(request)
        page = redirect_to_login(path, resolve_url(self.get_login_url(view_func)))
        return HttpResponseClientRedirect(page.url) if request.htmx else page


def open_page(request) -> str:
    """The address, without the host, of the page from which was asked; the start page where none of ours is known."""
    if request.htmx:
        return request.htmx.current_url_abs_path or START
    came_from = urlsplit(request.headers.get("Referer", ""))
    if (came_from.scheme, came_from.netloc) != (request.scheme, request.get_host()):
        return START
    return came_from._replace(scheme="", netloc="", path=f"/{came_from.path.lstrip('/')}", fragment="").geturl()
