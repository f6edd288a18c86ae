"""Every address of the site."""

from django.contrib import admin
from django.contrib.auth.views import LoginView
from django.urls import include, path, re_path

from config.api.interface import addresses, alias_of, nowhere
from config.api.page import api_page
from config.health import healthz
from config.signing_out import SignOutView

programs = addresses()

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", SignOutView.as_view(), name="logout"),
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
