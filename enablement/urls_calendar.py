"""The addresses of calendars and of what people say about their mail."""

from django.urls import path

from enablement.views.calendars import calendar_feed, calendars, renew_calendars, session_ics
from enablement.views.mail import mail_preferences, stop_mail

# What stands in place of the secret here is kept out of logs by config/secret_addresses.py.
urlpatterns = [
    path("calendar/", calendars, name="calendars"),
    path("calendar/renew/", renew_calendars, name="renew_calendars"),
    path("calendar/session/<uuid:uuid>.ics", session_ics, name="session_ics"),
    path("calendar/feed/<str:token>/<slug:kind>.ics", calendar_feed, name="calendar_feed"),
    path("calendar/feed/<str:token>/<slug:kind>/<slug:key>.ics", calendar_feed, name="calendar_feed"),
    path("mail/", mail_preferences, name="mail"),
    path("mail/stop/<str:token>/", stop_mail, name="stop_mail"),
]
