"""Series in the admin: the rule, its dates before anything is saved, and last year's series once more."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from enablement.effects import ADDED, LEFT, Effect, named, time_words
from enablement.models import Series, Session
from enablement.recurrence import rule_words
from enablement.services.copying import copy_series
from enablement.services.series import Said, follow_series, next_dates
from enablement.times import STATES, state_of
from personas.admin.drafts import DraftsHidden
from personas.admin.used_by import UsedAdmin
from personas.colleagues import called

from .agreeing import AgreeingAdmin, NotAgreedError, require_agreement
from .filters import TeamFilter
from .series_form import REPEAT_FIELDS, CopyForm, SeriesForm

MOST_SHOWN = 60


@admin.register(Series)
class SeriesAdmin(DraftsHidden, AgreeingAdmin, UsedAdmin):
    """A series with sessions can't be deleted: they are cancelled, or deleted, first."""

    place = 71
    names = ("personas",)
    form = SeriesForm
    change_form_template = "admin/enablement/series/change_form.html"
    list_display = ["title", "repeats", "next_session", "session_count", "audience", "host_name"]
    list_filter = [TeamFilter]
    list_select_related = ["host"]
    search_fields = ["title", "description", "sessions__title"]
    search_help_text = "Searches titles, descriptions and the titles of sessions."
    readonly_fields = ["next_six", "its_sessions"]

    def get_queryset(self, request):
        upcoming = Session.objects.upcoming(timezone.now()).taking_place().order_upcoming()
        prefetch = [Prefetch("teams", to_attr="shown_teams"), Prefetch("sessions", upcoming, to_attr="coming")]
        return super().get_queryset(request).with_session_count().prefetch_related(*prefetch)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def get_fieldsets(self, request, obj=None):
        may_change = self.has_change_permission(request, obj) if obj else True
        repeat = REPEAT_FIELDS if may_change else ("rule",)
        shown = [("Its sessions", {"fields": ["next_six", "its_sessions"]})] if obj else []
        return [
            (None, {"fields": ["title", "description"]}),
            *shown,
            ("When it starts", {"fields": ["starts_on", "starts_at", "zone", "minutes"]}),
            ("How it repeats", {"fields": repeat}),
            ("For whom, and about whom", {"fields": ["teams", "personas"]}),
            ("Who and where", {"fields": ["host", "join_url", "place", "capacity"]}),
            ("Address", {"fields": ["slug"]}),
        ]

    def get_urls(self):
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<path:object_id>/copy/", view, name="enablement_series_copy"), *super().get_urls()]

    def save_model(self, request, obj, form, change):
        """Write the series; its sessions follow in `save_related`, when teams and personas are known."""
        request.before = Said.by(Series.objects.get(pk=obj.pk)) if change else None
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        hidden = form.hidden_personas()
        super().save_related(request, form, formsets, change)
        form.instance.personas.add(*hidden)
        effects = follow_series(form.instance, before=request.before, by=request.user)
        if any(effect.kind != LEFT for effect in effects):
            require_agreement(request, effects)
        self.warn(request, form.instance)

    def warn(self, request, series):
        """Say which other sessions its host has at the same time."""
        sessions = list(series.sessions.upcoming(timezone.now()).taking_place())
        if others := clashing(sessions):
            told = f"Saved, but {called(series.host)} has something else at the same time as some: {named(others)}."
            self.message_user(request, told, messages.WARNING)

    def has_copy_permission(self, request) -> bool:
        return request.user.has_perms(["enablement.add_series", "enablement.add_session"])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_copy"] = change and self.has_copy_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def copy_view(self, request, object_id):
        """GET asks from when on the series comes again, the first POST shows its dates, and the second makes it."""
        if not self.has_copy_permission(request):
            raise PermissionDenied
        series = self.get_object(request, object_id) or get_object_or_404(Series, pk=0)
        form = CopyForm(request.POST or None, initial={"title": series.title})
        if not form.is_valid():
            return self.ask_copy(request, series, [], form)
        try:
            with transaction.atomic():
                copied = copy_series(series, by=request.user, **form.cleaned_data)
                require_agreement(request, effects_of(copied))
        except NotAgreedError as asked:
            return self.ask_copy(request, series, asked.effects, form)
        except ValidationError as error:
            form.add_error("starts_on", error)
            return self.ask_copy(request, series, [], form)
        self.message_user(request, f"This is “{copied.series}”, copied from “{series}”.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:enablement_series_change", args=[copied.series.pk]))

    def ask_copy(self, request, series, effects, form):
        back = reverse("admin:enablement_series_change", args=[series.pk])
        submit = "Make the copy" if effects else "Show its dates"
        return self.ask(request, effects, title=f"Copy “{series}”", form=form, submit=submit, back=back)

    @admin.display(description="repeats", ordering="rule")
    def repeats(self, series):
        return rule_words(series.rule) if series.rule else "–"

    @admin.display(description="next")
    def next_session(self, series):
        return time_words(series.coming[0]) if series.coming else "–"

    @admin.display(description="sessions", ordering="session_count")
    def session_count(self, series):
        return series.session_count

    @admin.display(description="for")
    def audience(self, series):
        return ", ".join(team.name for team in series.shown_teams) or "Everybody"

    @admin.display(description="host", ordering="host__username")
    def host_name(self, series):
        return called(series.host) if series.host_id else "–"

    @admin.display(description="the next six dates")
    def next_six(self, series):
        """By its rule, which is said in words."""
        if not series.rule:
            return "Without a rule: its sessions are planned one by one."
        try:
            dates = next_dates(series, timezone.now())
        except ValidationError as error:
            return error.messages[0]
        rows = format_html_join("", "<li>{}</li>", ((words,) for words in dates))
        return format_html("<p>{}</p><ul>{}</ul>", capfirst(rule_words(series.rule)), rows or "All are past.")

    @admin.display(description="sessions")
    def its_sessions(self, series):
        """Each with its state, a link to change or move it, and one to skip it."""
        if not series.pk:
            return "–"
        now = timezone.now()
        sessions = series.sessions.order_past()[:MOST_SHOWN]
        rows = format_html_join("", "<li>{}</li>", ((session_line(session, now),) for session in sessions))
        return format_html('<ul class="series-sessions">{}</ul>', rows) if sessions else "None yet."


def session_line(session: Session, now):
    state = state_of(session, now)
    change = reverse("admin:enablement_session_change", args=[session.pk])
    skip = f"{reverse('admin:enablement_session_change_many', args=['cancel'])}?sessions={session.pk}"
    is_open = state in ("planned", "scheduled")
    return format_html(
        '<a href="{}">{}, {}</a> <span class="tag {}">{}</span>{}{}',
        change,
        time_words(session),
        session.title,
        state,
        STATES[state],
        " changed by itself" if session.is_detached else "",
        format_html(' <a href="{}" aria-label="Skip {}">Skip</a>', skip, time_words(session)) if is_open else "",
    )


def effects_of(copied) -> list[Effect]:
    sessions = copied.series.sessions.order_upcoming()
    added = [Effect(ADDED, session.title, time_words(session), "") for session in sessions]
    without = [
        Effect(LEFT, session.title, time_words(session), "Has no date that could move, so it isn't copied.")
        for session in copied.without_date
    ]
    return [*added, *without]


def clashing(sessions: list[Session]) -> list[Session]:
    """Other sessions of the same host at the time of one of these, which are all of one series. One query."""
    own = [session for session in sessions if session.precision == "exact" and session.host_id]
    if not own:
        return []
    first, last = min(each.starts_at for each in own), max(each.over_at for each in own)
    hosts, pks = {each.host_id for each in own}, [each.pk for each in own]
    others = Session.objects.taking_place().filter(host__in=hosts, precision="exact").exclude(pk__in=pks)
    near = others.filter(Q(starts_at__lt=last) & Q(over_at__gt=first)).order_upcoming()
    return [other for other in near if any(at_once(other, each) for each in own)]


def at_once(one: Session, other: Session) -> bool:
    same = one.host_id == other.host_id
    return same and one.starts_at < other.over_at and other.starts_at < one.over_at
