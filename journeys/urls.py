"""The addresses of journeys."""

from django.urls import path

from journeys import urls_assets
from journeys.views.journeys import detail, journey_download, journey_list
from journeys.views.marks import marks, set_mark, undo_mark

app_name = "journeys"
urlpatterns = [
    path("", journey_list, name="list"),
    *urls_assets.urlpatterns,
    path("<slug:slug>/", detail, name="detail"),
    path("<slug:slug>/download/<slug:form>/", journey_download, name="download"),
    path("<slug:slug>/marks/", marks, name="marks"),
    path("<slug:slug>/marks/set/", set_mark, name="set_mark"),
    path("<slug:slug>/marks/undo/", undo_mark, name="undo_mark"),
]
