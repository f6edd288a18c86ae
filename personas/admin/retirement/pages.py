"""The pages: what is asked, with every row that could go to a successor; and having a persona back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html

from config.access import audit
from personas.history import recorded
from personas.models import Persona
from personas.retirement import StaleRetirement, in_words, plan_retirement, retire, unretire, used_elsewhere
from personas.retirement.apply import MEANWHILE
from personas.retirement.hooks import CAME_BACK, RETIRED

from ..persona_history import PublishingAdmin
from .choices import chosen_in, made_in, shown
from .deleting import KeptAdmin
from .forms import RetireForm, UnretireForm

DONE = "{} is deprecated. Its address goes on working, with a banner."
NAMED = 10  # personas still in use that are named after a bulk action


class RetiringAdmin(KeptAdmin, PublishingAdmin):
    """Personas that others use are retired, not deleted."""

    def get_urls(self):
        pages = [("retire", self.retire_view), ("unretire", self.unretire_view)]
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"personas_persona_{name}")
            for name, view in pages
        ]
        return own + super().get_urls()

    def retire_view(self, request, pk):
        """GET: what is asked. POST: everything that would happen; once that was read, do it."""
        persona = self.persona_of(request, pk, changing=True)
        if request.method != "POST":
            return self.ask(request, persona, RetireForm.of(persona, request.user))
        form = RetireForm(request.POST, user=request.user, persona=persona)
        if not form.is_valid() or "_edit" in request.POST:
            return self.ask(request, persona, form)
        if "fingerprint" not in request.POST:
            return self.foresee(request, persona, form)
        return self.carry_out(request, persona, form)

    def carry_out(self, request, persona, form):
        """What was read, or what would happen now."""
        plan = plan_retirement(persona, form.cleaned_data["successors"], by=request.user)
        agreed = {"goes_to": chosen_in(request.POST, plan), "fingerprint": request.POST["fingerprint"]}
        try:
            with recorded():
                told = retire(persona, by=request.user, **agreed, **form.cleaned_data)
                audit.record(RETIRED, by=request.user, subject=persona.heading, detail=told, request=request)
        except (StaleRetirement, IntegrityError, OperationalError):
            return self.foresee(request, persona, form, MEANWHILE)
        except ValidationError as error:
            form.add_error(None, error)
            return self.ask(request, persona, form)
        self.message_user(request, DONE.format(persona.heading), messages.SUCCESS)
        return HttpResponseRedirect(change_page(persona))

    def ask(self, request, persona, form):
        context = {"title": title_of(persona), "form": form, "media": self.media + form.media}
        context |= {"choices": made_in(request.POST), "page_of": change_page(persona)}
        return self.page(request, "admin/personas/retirement/ask.html", persona, **context)

    def foresee(self, request, persona, form, overtaken=""):
        plan = plan_retirement(persona, form.cleaned_data["successors"], by=request.user)
        context = {"title": title_of(persona), "form": form, "plan": plan, "overtaken": overtaken}
        context |= {"groups": shown(plan, request.POST, request.user)}
        response = self.page(request, "admin/personas/retirement/plan.html", persona, **context)
        response.status_code = 409 if overtaken else 200
        return response

    def unretire_view(self, request, pk):
        """GET: what would happen. POST: have her back."""
        persona = self.persona_of(request, pk, changing=True)
        if not persona.is_deprecated:
            self.message_user(request, f"{persona.heading} isn't deprecated.", messages.INFO)
            return HttpResponseRedirect(change_page(persona))
        form = UnretireForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self.have_back(request, persona, form.cleaned_data["status"])
        context = {"title": f"Bring {persona.heading} back into use", "form": form, "media": self.media}
        return self.page(request, "admin/personas/retirement/unretire.html", persona, **context)

    def have_back(self, request, persona, status):
        try:
            with recorded():
                unretire(persona, by=request.user, status=status)
                audit.record(CAME_BACK, by=request.user, subject=persona.heading, detail=status, request=request)
        except ValidationError as error:
            self.message_user(request, error.messages[0], messages.WARNING)
        else:
            self.message_user(request, f"{persona.heading} is back in use.", messages.SUCCESS)
        return HttpResponseRedirect(change_page(persona))

    # A persona's form and the list's bulk action deprecate, too; what uses her is handed on from her own page.

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        request.is_retired_now = change and obj.is_deprecated and "status" in form.changed_data

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        if getattr(request, "is_retired_now", False):
            self.retired(request, [obj])
        return response

    def report(self, request, bulk, effects, asked):
        super().report(request, bulk, effects, asked)
        changed = [effect.persona for effect in effects if effect.changes]
        if bulk.name == "deprecate" and changed:
            self.retired(request, changed)

    def retired(self, request, personas):
        """Writes it down, and says of those that something still uses where that can be handed on."""
        names = ", ".join(each.heading for each in personas)
        audit.record(RETIRED, by=request.user, subject=names, request=request)
        used = used_elsewhere([each.pk for each in personas])
        for persona in [each for each in personas if each.pk in used][:NAMED]:
            sentence = format_html(
                '{} still {} <bdi>{}</bdi>. <a href="{}">Hand over to successors…</a>',
                in_words(used[persona.pk]),
                "uses" if sum(count for _, count in used[persona.pk]) == 1 else "use",
                persona.heading,
                reverse("admin:personas_persona_retire", args=[persona.pk]),
            )
            self.message_user(request, sentence, messages.WARNING)


def change_page(persona: Persona) -> str:
    return reverse("admin:personas_persona_change", args=[persona.pk])


def title_of(persona: Persona) -> str:
    """What the page is called: one who is deprecated already gets other successors."""
    return f"Successors of {persona.heading}" if persona.is_deprecated else f"Deprecate {persona.heading}"
