"""The addresses of enablement."""

from django.urls import path

from enablement import urls_calendar, urls_rollout
from enablement.views.mine import mine, reader_zone_form
from enablement.views.seats import leave_session, register_for_session
from enablement.views.sessions import series_page, session_list, session_page

app_name = "enablement"
urlpatterns = [
    path("", session_list, name="list"),
    path("mine/", mine, name="mine"),
    path("mine/zone/", reader_zone_form, name="zone"),
    path("sessions/<uuid:uuid>/", session_page, name="session"),
    path("sessions/<uuid:uuid>/register/", register_for_session, name="register"),
    path("sessions/<uuid:uuid>/leave/", leave_session, name="leave"),
    *urls_calendar.urlpatterns,
    *urls_rollout.urlpatterns,
    # Last, as any other word below this address is a series.
    path("<slug:slug>/", series_page, name="series"),
]
