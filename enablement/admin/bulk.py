"""What is done to several sessions at once: chosen in the list, shown on a page, and done when somebody agrees."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse

from enablement.effects import LEFT
from enablement.models import Session
from enablement.services.inviting import cancel_sessions, invite_teams
from personas.admin.chosen import possible_pks
from personas.models import Team

from .agreeing import NotAgreedError, require_agreement
from .fields import SeveralField

MOST = 100


class CancelForm(forms.Form):
    reason = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Why, e.g. “Moved to the new year”. It stands on the page and in the mail.",
    )


class InviteForm(forms.Form):
    teams = SeveralField(
        Team.objects.all(),
        required=False,
        label="Whom to invite",
        help_text="The members of these teams. None: those of the teams that each session is for.",
    )


@dataclass(frozen=True)
class BulkAction:
    """`label` stands in the list's menu, `title` above the page, `submit` on its button."""

    label: str
    title: str
    submit: str
    verb: object
    form: type[forms.Form]


ACTIONS = {
    "invite": BulkAction("Invite teams…", "Invite teams", "Send the invitations", invite_teams, InviteForm),
    "cancel": BulkAction("Cancel…", "Cancel sessions", "Cancel them", cancel_sessions, CancelForm),
}


def admin_action(name: str):
    """The action as the admin's list takes it: it leads to the page."""

    @admin.action(description=ACTIONS[name].label, permissions=["change"])
    def choose(model_admin, request, queryset):
        pks = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
        if len(pks) > MOST:
            model_admin.message_user(request, f"Choose at most {MOST} sessions at once.", messages.ERROR)
            return None
        url = reverse("admin:enablement_session_change_many", args=[name])
        return HttpResponseRedirect(f"{url}?sessions={','.join(map(str, pks))}")

    choose.__name__ = f"{name}_sessions"
    return choose


class BulkSessionsAdmin:
    """The sessions' list as far as it changes several of them at once."""

    actions = [admin_action(name) for name in ACTIONS]

    def get_urls(self):
        view = self.admin_site.admin_view(self.change_many)
        return [path("many/<slug:name>/", view, name="enablement_session_change_many"), *super().get_urls()]

    def change_many(self, request, name):
        """GET shows what would happen to the `sessions` of the address, POST does it once that was agreed to."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        action = ACTIONS.get(name)
        if action is None:
            raise Http404
        pks = possible_pks(request.GET.get("sessions", "").split(","))
        sessions = Session.objects.filter(pk__in=pks[:MOST]).prefetch_related("teams").order_upcoming()
        if not pks or not sessions:
            self.message_user(request, "Choose some sessions.", messages.WARNING)
            return HttpResponseRedirect(reverse("admin:enablement_session_changelist"))
        return self.carry_out(request, action, sessions)

    def carry_out(self, request, action, sessions):
        form = action.form(request.POST if request.method == "POST" else None)
        values = form.cleaned_data if form.is_valid() else {}
        try:
            with transaction.atomic():
                effects = action.verb(sessions, by=request.user, **values)
                if form.errors:
                    raise NotAgreedError(effects)
                require_agreement(request, effects)
        except NotAgreedError as asked:
            return self.show(request, action, asked.effects, form)
        self.report(request, action, effects)
        return HttpResponseRedirect(reverse("admin:enablement_session_changelist"))

    def show(self, request, action, effects, form):
        return self.ask(
            request,
            effects,
            title=action.title,
            form=form,
            submit=action.submit,
            back=reverse("admin:enablement_session_changelist"),
        )

    def report(self, request, action, effects):
        done = [effect for effect in effects if effect.kind != LEFT]
        people = sum(effect.people for effect in done)
        count = f"{len(done)} session{'' if len(done) == 1 else 's'}"
        who = f"{people} {'person' if people == 1 else 'people'}"
        if action.verb is invite_teams:
            self.message_user(request, f"{who} invited to {count}.", messages.SUCCESS)
        else:
            self.message_user(request, f"{count} cancelled, {who} told.", messages.SUCCESS)
