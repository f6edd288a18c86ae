"""The addresses of attendance, questions and the rollout."""

from django.urls import path

from enablement.views.attendance import adopt, attendance, attendance_list, watched
from enablement.views.check_in import check_in, check_in_code, check_in_qr
from enablement.views.questions import answer, ask, follow, questions, vote
from enablement.views.rollout import requirement_page, rollout, rollout_download

urlpatterns = [
    path("check-in/", check_in, name="check_in"),
    path("sessions/<uuid:uuid>/check-in/", check_in_code, name="check_in_code"),
    path("sessions/<uuid:uuid>/check-in.svg", check_in_qr, name="check_in_qr"),
    path("sessions/<uuid:uuid>/attendance/", attendance, name="attendance"),
    path("sessions/<uuid:uuid>/attendance/list/", attendance_list, name="attendance_list"),
    path("sessions/<uuid:uuid>/attendance/guests/", adopt, name="adopt_guests"),
    path("sessions/<uuid:uuid>/watched/", watched, name="watched"),
    path("rollout/", rollout, name="rollout"),
    path("rollout/download/<slug:form>/", rollout_download, name="rollout_download"),
    path("rollout/requirements/<int:pk>/", requirement_page, name="requirement"),
    path("questions/", questions, name="questions"),
    path("questions/ask/", ask, name="ask"),
    path("questions/follow/", follow, name="follow"),
    path("questions/<int:pk>/vote/", vote, name="vote"),
    path("questions/<int:pk>/answer/", answer, name="answer"),
]
