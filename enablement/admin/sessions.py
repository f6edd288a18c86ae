"""Sessions in the admin: planned, changed, moved, cancelled; invitations."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from enablement import notices
from enablement.effects import CHANGED, Effect, changes_text, named, time_words
from enablement.models import Resource, Session, SessionPersona
from enablement.services.planning import (
    FOLLOWED,
    delete_sessions,
    in_the_way,
    overlapping,
    plan_for_each_team,
    save_resource,
    save_session,
)
from enablement.services.series import Said, follow_series, set_personas, split_series
from enablement.times import STATES, state_of
from personas.admin.base import RowsInline
from personas.colleagues import called
from personas.models import Persona

from .agreeing import AgreeingAdmin, require_agreement
from .bulk import BulkSessionsAdmin
from .filters import HostFilter, MissingFilter, SeriesFilter, SessionPersonaFilter, TeamFilter, TimeFilter
from .session_form import EACH, LATER, THIS, SessionForm

GUARDED = "admin/enablement/guarded/delete_confirmation.html"
SEVERAL_GUARDED = "admin/enablement/guarded/delete_selected_confirmation.html"


class EditionInline(RowsInline):
    """Which edition of each persona is taught; the personas themselves are ticked above."""

    model = SessionPersona
    fields = ["about", "edition"]
    readonly_fields = ["about"]
    verbose_name_plural = "editions that are taught"

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        visible = Persona.objects.visible_to(request.user).values("pk")
        return super().get_queryset(request).filter(persona__in=visible).select_related("persona", "session")

    @admin.display(description="persona")
    def about(self, link):
        return str(link.persona)


class ResourceInline(RowsInline):
    model = Resource
    fields = ["kind", "title", "url", "made_on", "note"]
    verbose_name_plural = "slides, recording, notes and other resources"
    extra = 1


class Guarded:
    """Sessions on which something hangs can't be deleted."""

    delete_confirmation_template = GUARDED
    delete_selected_confirmation_template = SEVERAL_GUARDED

    def get_deleted_objects(self, objs, request):
        held = [(session, in_the_way(session)) for session in objs]
        guarded = [f"“{session}” has {things}: cancel it instead." for session, things in held if things]
        return ([], {}, set(), guarded) if guarded else super().get_deleted_objects(objs, request)

    def delete_model(self, request, obj):
        delete_sessions(Session.objects.filter(pk=obj.pk), by=request.user)

    def delete_queryset(self, request, queryset):
        delete_sessions(Session.objects.filter(pk__in=[session.pk for session in queryset]), by=request.user)

    def delete_view(self, request, object_id, extra_context=None):
        view = super().delete_view
        return self.or_say_why_not(request, lambda: view(request, object_id, extra_context))

    def changelist_view(self, request, extra_context=None):
        view = super().changelist_view
        return self.or_say_why_not(request, lambda: view(request, extra_context))

    def or_say_why_not(self, request, view):
        """The view's answer; what somebody hung on a session meanwhile is said, and nothing is deleted."""
        try:
            with transaction.atomic():
                return view()
        except ValidationError as error:
            self.message_user(request, f"Nothing was deleted. {error.messages[0]}", messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


def many_url(name: str, session: Session) -> str:
    """Where a bulk action is done to this one session."""
    return f"{reverse('admin:enablement_session_change_many', args=[name])}?sessions={session.pk}"


@admin.register(Session)
class SessionAdmin(Guarded, BulkSessionsAdmin, AgreeingAdmin):
    place = 70
    form = SessionForm
    change_form_template = "admin/enablement/session/change_form.html"
    list_display = ["title", "when", "state", "audience", "host_name", "seats", "in_series"]
    list_filter = [TimeFilter, "status", MissingFilter, TeamFilter, SessionPersonaFilter, SeriesFilter, HostFilter]
    list_select_related = ["series", "host"]
    search_fields = ["title", "description", "when_words", "series__title", "place"]
    search_help_text = "Searches titles, descriptions, series and rooms."
    inlines = [EditionInline, ResourceInline]

    def get_queryset(self, request):
        teams = Prefetch("teams", to_attr="shown_teams")
        return super().get_queryset(request).with_seats().prefetch_related(teams)

    def get_ordering(self, request):
        return ["-sort_on", "-starts_at", "title", "pk"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def get_fieldsets(self, request, obj=None):
        """What is asked: how far a change reaches only in a series, how many sessions only of a new one."""
        may_change = self.has_change_permission(request, obj) if obj else True
        hour = ["hour"] if may_change else []
        several = ["how_many"] if obj is None else []
        reach = [("How far the change goes", {"fields": ["scope"]})] if obj and obj.series_id and may_change else []
        about = ["personas"] if may_change else []
        start = ["precision", "day", *hour, "zone", "minutes", "when_words", "status"]
        return [
            (None, {"fields": ["title", "description"]}),
            ("When", {"fields": start}),
            ("For whom, and about whom", {"fields": ["teams", *several, *about]}),
            ("Who and where", {"fields": ["host", "join_url", "place", "capacity", "series"]}),
            *reach,
        ]

    def get_inlines(self, request, obj):
        return [inline for inline in self.inlines if obj or inline is not EditionInline]

    def save_model(self, request, obj, form, change):
        """Write the session; of a wider change `save_related` makes the rest, when teams and personas are known."""
        request.effects = []
        if not change:
            save_session(obj, by=request.user)
            return
        stored = Session.objects.get(pk=obj.pk)
        if "series" in form.changed_data:
            obj.occurrence_on, obj.is_detached = None, False
        self.choose_reach(request, stored, obj, form)
        if obj.status != Session.Status.CANCELLED:
            obj.cancel_reason = ""
        heard = save_session(obj, by=request.user)
        people = len(notices.concerned(obj)) if heard else 0
        if people:
            request.effects = [Effect(CHANGED, stored.title, time_words(stored), changes_text(heard, obj), people)]

    def choose_reach(self, request, stored, obj, form):
        """Part the series where only the later ones change, or note that the session goes its own way."""
        request.target = None
        if not obj.series_id or "series" in form.changed_data:
            return
        if form.reach == THIS:
            own = set(form.changed_data) & {*FOLLOWED, "host", "hour", "day", "precision", "teams", "when_words"}
            obj.is_detached = obj.is_detached or bool(own)
            return
        request.target = split_series(obj, by=request.user) if form.reach == LATER else stored.series
        request.before = Said.by(request.target)

    def save_related(self, request, form, formsets, change):
        session = form.instance
        # The stock way to write them would forget their editions.
        personas = form.cleaned_data.pop("personas", None)
        form.save_m2m()
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)
        if personas is not None:
            self.save_personas(request, form, {persona.pk for persona in personas}.union(form.hidden_personas))
        if form.cleaned_data.get("how_many") == EACH:
            request.made = plan_for_each_team(session, teams=form.cleaned_data["teams"], by=request.user)
        effects = request.effects
        if effects or getattr(request, "target", None):
            require_agreement(request, effects)
        self.warn(request, session, form)

    def save_personas(self, request, form, personas):
        """Write whom it teaches: after the rows of editions, as one that was just typed would bring back a persona
        that was just taken off."""
        session = form.instance
        before = set(session.persona_links.values_list("persona", flat=True))
        set_personas(session, personas)
        self.change_others(request, form, personas if personas != before else None)

    def change_others(self, request, form, personas):
        """Have the series say what the form changed, and its sessions follow."""
        target = getattr(request, "target", None)
        if target is None:
            return
        session = form.instance
        for name in {"host_id" if name == "host" else name for name in form.changed_data} & set(FOLLOWED):
            setattr(target, name, getattr(session, name))
        if {"hour", "zone"} & set(form.changed_data) and target.rule:
            target.starts_at = form.cleaned_data["hour"]
        target.save()
        if "teams" in form.changed_data:
            target.teams.set(form.cleaned_data["teams"])
        if personas is not None:
            target.personas.set(personas)
        request.effects += follow_series(target, before=request.before, by=request.user)

    def save_formset(self, request, form, formset, change):
        if formset.model is not Resource:
            super().save_formset(request, form, formset, change)
            return
        for resource in formset.save(commit=False):
            save_resource(resource, by=request.user)
        for resource in formset.deleted_objects:
            resource.delete()
        formset.save_m2m()

    def warn(self, request, session, form):
        """Say what is unusual and was saved all the same."""
        if form.start_note:
            self.message_user(request, form.start_note, messages.WARNING)
        if others := overlapping(session):
            who = called(session.host)
            self.message_user(
                request, f"Saved, but {who} has something else at that time: {named(others)}.", messages.WARNING
            )
        made = getattr(request, "made", [])
        if len(made) > 1:
            self.message_user(request, f"Planned {len(made)} sessions: {named(made)}.", messages.SUCCESS)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            state = state_of(obj, timezone.now())
            context |= {
                "when_words": time_words(obj),
                "state": state,
                "state_label": STATES[state],
                "may_cancel": state not in ("cancelled", "held") and self.has_change_permission(request),
                "cancel_url": many_url("cancel", obj),
                "invite_url": many_url("invite", obj),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="when", ordering="sort_on")
    def when(self, session):
        return time_words(session)

    @admin.display(description="state", ordering="status")
    def state(self, session):
        state = state_of(session, timezone.now())
        return format_html('<span class="tag {}">{}</span>', state, STATES[state])

    @admin.display(description="for")
    def audience(self, session):
        return ", ".join(team.name for team in session.shown_teams) or "Everybody"

    @admin.display(description="host", ordering="host__username")
    def host_name(self, session):
        return called(session.host) if session.host_id else "–"

    @admin.display(description="seats", ordering="seats_taken")
    def seats(self, session):
        taken = f"{session.seats_taken}" + (f" of {session.capacity}" if session.capacity else "")
        return f"{taken}, {session.waiting} waiting" if session.waiting else taken

    @admin.display(description="series", ordering="series__title")
    def in_series(self, session):
        own = " (changed by itself)" if session.is_detached else ""
        return f"{session.series}{own}" if session.series_id else "–"
