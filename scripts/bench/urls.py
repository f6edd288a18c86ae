"""The application's addresses, and the yardsticks' beside them."""

from django.urls import include, path

from . import yardsticks

urlpatterns = [*yardsticks.urlpatterns, path("", include("config.urls"))]
