"""The addresses of the catalogue."""

from django.urls import path

from personas.views.content import content_types
from personas.views.guides import guide, guide_list
from personas.views.home import home
from personas.views.personas import deprecated, detail, persona_list
from personas.views.portraits import portrait

app_name = "personas"
urlpatterns = [
    path("", home, name="home"),
    path("personas/", persona_list, name="list"),
    path("personas/deprecated/", deprecated, name="deprecated"),
    path("personas/<slug:slug>/", detail, name="detail"),
    path("personas/<slug:slug>/portrait/", portrait, name="portrait"),
    path("guides/", guide_list, name="guides"),
    path("guides/<slug:slug>/", guide, name="guide"),
    path("content-types/", content_types, name="content_types"),
]
