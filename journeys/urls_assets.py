"""The addresses of assets, coverage and content to make, below those of journeys."""

from django.urls import path

from journeys.views.assets import asset, asset_list
from journeys.views.coverage import coverage, coverage_download, plan
from journeys.views.tasks import task, task_list

urlpatterns = [
    path("assets/", asset_list, name="assets"),
    path("assets/<int:pk>/", asset, name="asset"),
    path("coverage/", coverage, name="coverage"),
    path("coverage/download/<slug:form>/", coverage_download, name="coverage_download"),
    path("coverage/plan/", plan, name="plan"),
    path("tasks/", task_list, name="tasks"),
    path("tasks/<int:pk>/", task, name="task"),
]
