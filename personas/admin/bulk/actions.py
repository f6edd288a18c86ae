"""Bulk actions of personas: chosen in the list, confirmed on a page that says what will happen to each of them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse

from personas.models import Persona
from personas.services import Stale

from ..base import CatalogueAdmin
from ..chosen import MOST, Chosen
from .kinds import ACTIONS, BY_NAME, BulkAction

CONFIRM = "admin/personas/actions/confirm.html"
STALE = "Personas changed since this list was shown: this is what will happen now. Nothing has been changed yet."


def admin_action(bulk: BulkAction):
    """The bulk action as the admin's list takes it: it leads to the confirmation."""

    @admin.action(description=bulk.label, permissions=["change"])
    def choose(model_admin, request, queryset):
        return model_admin.choose(request, bulk, queryset)

    choose.__name__ = bulk.name
    return choose


class BulkActionsAdmin(CatalogueAdmin):
    """The personas' list as far as it changes many of them at once."""

    actions = [admin_action(bulk) for bulk in ACTIONS]

    def get_urls(self):
        bulk = path(
            "many/<slug:name>/", self.admin_site.admin_view(self.change_many), name="personas_persona_change_many"
        )
        return [bulk, *super().get_urls()]

    def get_actions(self, request):
        actions = super().get_actions(request)
        # What is done every day stands before what can't be undone.
        if "delete_selected" in actions:
            actions["delete_selected"] = actions.pop("delete_selected")
        return actions

    def get_action_choices(self, request, default_choices=(("", "Choose…"),)):
        return super().get_action_choices(request, list(default_choices))

    def choose(self, request, bulk, queryset):
        """The first look at what the action would do to the personas of the queryset."""
        pks = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
        if len(pks) > MOST:
            self.message_user(request, f"Choose at most {MOST:,} personas at once.", messages.ERROR)
            return None
        form = bulk.form(user=request.user)
        return self.confirm(request, bulk, form, bulk.first_look(rows_of(pks)), request.GET.urlencode())

    def change_many(self, request, name):
        """Do what was confirmed, or say why not and show the confirmation again."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        bulk = BY_NAME.get(name)
        if bulk is None:
            raise Http404
        back_to = request.POST.get("back_to", "")
        chosen = Chosen.read(request.POST.get("personas", ""), request.POST.get("agreed", ""))
        if not chosen.pks or len(chosen.pks) > MOST:
            self.message_user(request, f"Choose some personas, at most {MOST:,}.", messages.WARNING)
            return HttpResponseRedirect(list_url(back_to))
        return self.answer(request, bulk, chosen, back_to)

    def answer(self, request, bulk, chosen, back_to):
        """The list with a report, or the confirmation with what stands in the way."""
        form = bulk.form(request.POST, user=request.user)
        if not form.is_valid():
            return self.confirm(request, bulk, form, bulk.first_look(rows_of(chosen.pks)), back_to)
        personas = Persona.objects.filter(pk__in=chosen.pks)
        try:
            effects = bulk.verb(personas, by=request.user, agreed=chosen.agreed, **form.cleaned_data)
        except Stale:
            effects = bulk.foresee(rows_of(chosen.pks), **form.cleaned_data)
            # Where the first look couldn't know, the second one is no surprise.
            notice = "" if bulk.asks_first and not chosen.agreed else STALE
            return self.confirm(request, bulk, form, effects, back_to, notice)
        except ValidationError as error:
            form.add_error(None, error)
            return self.confirm(request, bulk, form, bulk.first_look(rows_of(chosen.pks)), back_to)
        self.report(request, bulk, effects, len(chosen.pks))
        return HttpResponseRedirect(list_url(back_to))

    def confirm(self, request, bulk, form, effects, back_to, notice=""):
        """The page that says what will happen to each persona, to whom nothing will, and asks what is to be known."""
        asking = bulk.asks_first and (not form.is_bound or bool(form.errors))
        changing = [effect for effect in effects if effect.changes]
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": f"{bulk.title}: {counted(len(effects))}",
            "bulk": bulk,
            "form": form,
            "media": self.media + form.media,
            "notice": notice,
            "asking": asking,
            "chosen": Chosen([effect.persona.pk for effect in effects], set()) if asking else Chosen.of(effects),
            "changing": changing,
            "staying": [effect for effect in effects if not effect.changes],
            "counted": counted(len(changing)),
            "back_to": back_to,
            "list_url": list_url(back_to),
        }
        return TemplateResponse(request, CONFIRM, context)

    def report(self, request, bulk, effects, asked):
        """Say how many personas changed, how many didn't need to, and how many are gone."""
        changed = sum(effect.changes for effect in effects)
        if changed:
            self.message_user(request, f"{counted(changed)} {bulk.done}.", messages.SUCCESS)
        if changed < len(effects):
            self.message_user(request, f"{counted(len(effects) - changed)} left unchanged.", messages.INFO)
        if len(effects) < asked:
            gone = asked - len(effects)
            self.message_user(request, f"{counted(gone)} no longer there: deleted meanwhile.", messages.WARNING)


def rows_of(pks):
    """The personas with these primary keys as far as they are there, by name, with all that a confirmation shows."""
    return list(Persona.objects.filter(pk__in=pks).select_related("owner"))


def counted(number: int) -> str:
    """ "1 persona", "5 personas"."""
    return f"{number:,} persona{'' if number == 1 else 's'}"


def list_url(query: str) -> str:
    """The list of personas, filtered as it was; `query` came from a form and is taken as a query string, no more."""
    parameters = QueryDict(query[:2000]).urlencode()
    return reverse("admin:personas_persona_changelist") + (f"?{parameters}" if parameters else "")
