"""The addresses of the catalogue."""

from django.urls import path

from personas.views.charts import chart, chart_download, overview, overview_download
from personas.views.charts_of import charts_of
from personas.views.compare import compare, compare_download
from personas.views.content import content_types
from personas.views.editions import edition, edition_changes, edition_list
from personas.views.guides import guide, guide_list
from personas.views.home import home
from personas.views.one_page import around, one_page, text
from personas.views.own_data import forget_me, own_data, own_data_file
from personas.views.personas import deprecated, detail, persona_list
from personas.views.portraits import portrait, portrait_small
from personas.views.saved import delete_view, rename_view, save_view, star
from personas.views.search import missed, search_page
from personas.views.sharing import job_title, trait
from personas.views.titles import download, many, many_unmatched, titles, unmatched

app_name = "personas"
urlpatterns = [
    path("", home, name="home"),
    path("personas/", persona_list, name="list"),
    path("personas/deprecated/", deprecated, name="deprecated"),
    path("personas/compare/", compare, name="compare"),
    path("personas/compare/download/<slug:form>/", compare_download, name="compare_download"),
    path("personas/charts/", overview, name="charts"),
    path("personas/charts/download/<slug:form>/", overview_download, name="charts_download"),
    path("personas/charts/<slug:subject>/", chart, name="chart"),
    path("personas/charts/<slug:subject>/download/<slug:form>/", chart_download, name="chart_download"),
    path("charts/of/", charts_of, name="charts_of"),
    path("personas/<slug:slug>/", detail, name="detail"),
    path("personas/<slug:slug>/around/", around, name="around"),
    path("personas/<slug:slug>/one-page/", one_page, name="one_page"),
    path("personas/<slug:slug>/text/", text, name="text"),
    path("personas/<slug:slug>/portrait/", portrait, name="portrait"),
    path("personas/<slug:slug>/portrait/small/", portrait_small, name="portrait_small"),
    path("personas/<slug:slug>/editions/", edition_list, name="editions"),
    path("personas/<slug:slug>/editions/<int:number>/", edition, name="edition"),
    path("personas/<slug:slug>/editions/<int:number>/changes/", edition_changes, name="edition_changes"),
    path("guides/", guide_list, name="guides"),
    path("guides/<slug:slug>/", guide, name="guide"),
    path("content-types/", content_types, name="content_types"),
    path("views/", save_view, name="save_view"),
    path("views/<int:pk>/", rename_view, name="saved_view"),
    path("views/<int:pk>/delete/", delete_view, name="delete_view"),
    path("stars/", star, name="star"),
    path("search/", search_page, name="search"),
    path("search/missed/", missed, name="search_missed"),
    path("account/data/", own_data, name="own_data"),
    path("account/data/file/", own_data_file, name="own_data_file"),
    path("account/data/forget/", forget_me, name="forget_me"),
    path("traits/<int:pk>/", trait, name="trait"),
    path("titles/", titles, name="titles"),
    path("titles/unmatched/", unmatched, name="titles_unmatched"),
    path("titles/many/", many, name="titles_many"),
    path("titles/many/unmatched/", many_unmatched, name="titles_many_unmatched"),
    path("titles/many/download/<slug:form>/", download, name="titles_download"),
    path("job-titles/<int:pk>/", job_title, name="job_title"),
]
