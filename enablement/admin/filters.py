"""The filters beside the lists of sessions, series and resources. A value that no choice has keeps all:
the site refuses such lists."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils import timezone

from enablement.models import Series, Session
from personas.admin.lists.filters import ChoiceFilter, RowFilter
from personas.colleagues import called
from personas.models import Persona, Team


class TimeFilter(ChoiceFilter):
    title = "time"
    parameter_name = "time"
    choices_offered = [
        ("upcoming", "To come"),
        ("live", "Live now"),
        ("past", "Past"),
        ("rough", "Without an hour"),
    ]

    def chosen(self, queryset, value):
        now = timezone.now()
        if value == "rough":
            return queryset.exclude(precision="exact")
        return {"upcoming": queryset.upcoming, "live": queryset.live, "past": queryset.past}[value](now)


class MissingFilter(ChoiceFilter):
    """What a session that was held still lacks, as the work lists count it."""

    title = "still missing"
    parameter_name = "missing"
    choices_offered = [("recording", "Recording"), ("notes", "Notes"), ("attendance", "Attendance")]

    def chosen(self, queryset, value):
        asked = {
            "recording": queryset.missing_recording,
            "notes": queryset.missing_notes,
            "attendance": queryset.missing_attendance,
        }
        return asked[value](timezone.now())


class TeamFilter(RowFilter):
    title = "team"
    parameter_name = "teams"

    def rows(self, request):
        return Team.objects.all()


class SeriesFilter(RowFilter):
    title = "series"
    parameter_name = "series"

    def rows(self, request):
        return Series.objects.all()


class SessionPersonaFilter(RowFilter):
    title = "persona"
    parameter_name = "persona"

    def rows(self, request):
        taught = Session.personas.through.objects.filter(persona=OuterRef("pk"))
        return Persona.objects.visible_to(request.user).filter(Exists(taught))

    def chosen(self, queryset, pk):
        return queryset.teaching(pk)


class HostFilter(RowFilter):
    title = "host"
    parameter_name = "host"

    def rows(self, request):
        hosting = Session.objects.filter(host=OuterRef("pk"))
        return get_user_model().objects.filter(Exists(hosting)).order_by("first_name", "last_name", "username")

    def called(self, row):
        return called(row)


class AddressFilter(ChoiceFilter):
    title = "address"
    parameter_name = "address"
    choices_offered = [("yes", "There"), ("no", "Missing")]

    def chosen(self, queryset, value):
        return queryset.available() if value == "yes" else queryset.missing()
