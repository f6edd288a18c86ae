"""Between django-allauth, which speaks OpenID Connect, and our accounts."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth import login
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from config.access.oidc.claims import claims_of, text_of
from config.access.oidc.people import Refused, account_for
from config.access.sign_in import problem_page

PROVIDER = "company"
BACKEND = "config.access.backends.Accounts"
FAILED = (
    "Signing in with {provider} didn't work. Try again; if it keeps failing, tell the person who runs Dramatis here."
)


class CheckedAdapter(OpenIDConnectOAuth2Adapter):
    """Takes nothing on trust: the token's signature is checked although it came straight from the provider, the
    provider has to be who the settings say, and token and user info have to be about the same person."""

    @property
    def openid_config(self):
        config = super().openid_config
        if str(config.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
            raise OAuth2Error("The provider calls itself something else than OIDC_ISSUER.")
        return config

    def complete_login(self, request, app, token, **kwargs):
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The provider sent no ID token.")
        found = super().complete_login(request, app, token, **kwargs)
        said = found.account.extra_data
        found.claims = [said["id_token"], said.get("userinfo") or {}]
        # Groups and addresses aren't ours to keep: each sign-in brings them anew.
        found.account.extra_data = {}
        if {each["sub"] for each in found.claims if "sub" in each} != {found.account.uid}:
            raise OAuth2Error("The ID token and the user info are about different people.")
        return found

    def _decode_id_token(self, app, id_token):
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


class SocialAdapter(DefaultSocialAccountAdapter):
    """Ends django-allauth's part as soon as it is known who it is, before its own accounts and pages begin."""

    def pre_social_login(self, request, sociallogin):
        try:
            user = account_of(request, sociallogin)
        except Refused as refusal:
            raise ImmediateHttpResponse(problem_page(request, str(refusal), 403)) from None
        request.signed_in_with = settings.OIDC_NAME
        login(request, user, backend=BACKEND)
        wanted = sociallogin.state.get("next") or ""
        is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        raise ImmediateHttpResponse(redirect(wanted if is_ours else settings.LOGIN_REDIRECT_URL))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        raise ImmediateHttpResponse(failed(request))

    def is_open_for_signup(self, request, sociallogin):
        return False


def account_of(request, sociallogin):
    """The account of whom the provider vouched for. Raises Refused."""
    claims = claims_of(
        sociallogin.claims, groups_at=settings.OIDC_GROUPS_CLAIM, trusts_email=settings.OIDC_TRUST_EMAIL
    )
    stated = text_of(sociallogin.claims, "email")
    return account_for(claims, provider=settings.OIDC_ISSUER, unchecked_email=stated, request=request)


def failed(request):
    return problem_page(request, FAILED.format(provider=settings.OIDC_NAME), 502)
