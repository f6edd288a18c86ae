"""The two addresses of single sign-on: the button's, and where the provider sends people back to."""

import logging

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from config.access.oidc.adapter import PROVIDER, CheckedAdapter, failed

# Whatever a provider may answer that it shouldn't.
BROKEN = (OAuth2Error, requests.RequestException, KeyError, TypeError, ValueError)
logger = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request):
    """POST: off to the provider. Whoever loads the address is sent to the page with the button."""
    if not settings.OIDC_ISSUER:
        raise Http404("There is no single sign-on here.")
    return spoken(request, to_provider) if request.method == "POST" else redirect("login")


@login_not_required
@never_cache
@require_safe
def callback(request, provider_id):
    """Back from the provider."""
    if not settings.OIDC_ISSUER or provider_id != PROVIDER:
        raise Http404("There is no such provider.")
    return spoken(request, OAuth2CallbackView.adapter_view(CheckedAdapter(request, PROVIDER)))


def to_provider(request):
    """The library's own view would let the address say what to ask the provider for."""
    provider = get_adapter(request).get_provider(request, provider=PROVIDER)
    return provider.redirect(request, process=AuthProcess.LOGIN, next_url=request.POST.get("next", ""))


def spoken(request, view):
    """The view's answer; a provider that can't be reached, or answers nonsense, is said on the sign-in page."""
    try:
        return view(request)
    except ImmediateHttpResponse as answer:
        return answer.response
    except BROKEN:
        logger.exception("Single sign-on failed.")
        return failed(request)
