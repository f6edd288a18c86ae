"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path, re_path

from config.access.oidc.views import begin, callback
from config.access.own_password import OwnPasswordView
from config.access.sign_in import SignInView
from config.api.interface import addresses, alias_of, nowhere
from config.api.page import api_page
from config.health import healthz, readyz
from config.metrics import metrics
from config.signing_out import SignOutView

programs = addresses()
handler500 = "config.database_gone.answer_failure"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("accounts/login/", SignInView.as_view(), name="login"),
    path("accounts/oidc/", begin, name="oidc"),
    path("accounts/oidc/<slug:provider_id>/callback/", callback, name="openid_connect_callback"),
    path("accounts/logout/", SignOutView.as_view(), name="logout"),
    path("account/password/", OwnPasswordView.as_view(), name="own_password"),
    path("admin/", admin.site.urls),
    path("api/", api_page, name="api_page"),
    path("api/v1/", programs),
    # As short as a CRM's field for it may be; it answers as the newest version does.
    path("api/titles/match", alias_of(programs, "match_title")),
    re_path("^api/", nowhere),
    path("journeys/", include("journeys.urls")),
    path("enablement/", include("enablement.urls")),
    path("", include("personas.urls")),
]
