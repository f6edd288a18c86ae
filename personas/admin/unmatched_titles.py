"""The queue of titles without a persona: assigned with one click, or dismissed."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from personas.models import Persona, PersonaTitle, UnmatchedTitle
from personas.title_queue import Suggester, may_assign
from personas.titles.unmatched import assign_title, dismiss_title, restore_title

from .base import CatalogueAdmin
from .chosen import possible_pks

MOST = 200  # titles that one page assigns
GONE = "Somebody else took the title off the queue meanwhile."


class StateFilter(admin.SimpleListFilter):
    """Those that wait, unless others are asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("dismissed", "Dismissed"), ("all", "All")]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(dismissed=self.value() == "dismissed")

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [first | {"display": "Waiting"}, *others]


class PersonaField(forms.ModelChoiceField):
    """One persona in use; a number that can't be a primary key is as wrong as one that isn't there."""

    def __init__(self, **kwargs):
        widget = AutocompleteSelect(PersonaTitle._meta.get_field("persona"), admin.site)
        super().__init__(Persona.objects.current(), widget=widget, **kwargs)

    def bound_data(self, data, initial):
        # The widget looks up what was sent, to show it again.
        return data if data and possible_pks([str(data)]) else None

    def to_python(self, value):
        if value and not possible_pks([str(value)]):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class AssignForm(forms.Form):
    """Whom the titles mean."""

    persona = PersonaField(
        help_text="Type a part of the name, e.g. “Tristan”. Each title becomes a known one of the persona.",
        error_messages={
            "required": "Choose whom the titles mean.",
            "invalid_choice": "There is no such persona in use: choose one of the list.",
        },
    )


@admin.register(UnmatchedTitle)
class UnmatchedTitleAdmin(CatalogueAdmin):
    """Readers' lists and look-ups write these rows, when somebody asks for it; whose they were isn't kept."""

    section = "What personas share"
    place = 23

    change_list_template = "admin/personas/unmatchedtitle/change_list.html"
    list_display = ["name", "count", "last_on", "assigning"]
    list_display_links = None
    list_filter = [StateFilter, "last_on"]
    search_fields = ["name"]
    search_help_text = "Searches the titles."
    fieldsets = [(None, {"fields": ["name", "count", "last_on", "dismissed"]})]
    actions = ["assign", "dismiss", "bring_back"]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("assign/", view(self.assign_page), name="personas_unmatchedtitle_assign"),
            path("settle/", view(require_POST(self.settle)), name="personas_unmatchedtitle_settle"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Titles without a persona", **(extra_context or {})})

    def get_changelist_instance(self, request):
        """The list, whose rows know whom they might mean and where to go back to."""
        changelist = super().get_changelist_instance(request)
        if request.method == "GET" and self.has_assign_permission(request):
            suggester = Suggester(request.user)
            for row in changelist.result_list:
                row.suggestions = suggester.suggestions(row.name)
                row.back = urlencode({"back": request.GET.urlencode()})
        return changelist

    @admin.display(description="whom does it mean?")
    def assigning(self, row):
        """A button for each suggestion, the way to all other personas, and the way out of the queue."""
        if not hasattr(row, "suggestions"):
            return "–"
        settle = f"{reverse('admin:personas_unmatchedtitle_settle')}?{row.back}"
        others = f"{reverse('admin:personas_unmatchedtitle_assign')}?{row.back}&ids={row.pk}"
        buttons = format_html_join(
            " ",
            '<button type="submit" class="assign" formaction="{}" name="assign" value="{}:{}" title="{}">{}'
            '<span class="visually-hidden">: {}</span></button>',
            ((settle, row.pk, each.pk, each.why, each.heading, row.name) for each in row.suggestions),
        )
        out = "" if row.dismissed else self.dismiss_button(settle, row)
        return format_html(
            '<div class="assigning">{} <a href="{}">Somebody else…<span class="visually-hidden">: {}</span></a> '
            "{}</div>",
            buttons,
            others,
            row.name,
            out,
        )

    def dismiss_button(self, settle, row):
        return format_html(
            '<button type="submit" class="dismiss" formaction="{}" name="dismiss" value="{}">Dismiss'
            '<span class="visually-hidden"> {}</span></button>',
            settle,
            row.pk,
            row.name,
        )

    def settle(self, request):
        """One click in the list: POST `assign` as "title:persona", or `dismiss` as a title, all by primary key."""
        self.refuse_without_permission(request)
        if "dismiss" in request.POST:
            self.dismiss(request, rows_of([request.POST["dismiss"]]))
            return self.back(request)
        title, _, persona = request.POST.get("assign", "").partition(":")
        form = AssignForm({"persona": persona})
        rows = list(rows_of([title]))
        if not rows:
            self.message_user(request, GONE, messages.WARNING)
        elif form.is_valid():
            self.assign_all(request, rows, form.cleaned_data["persona"])
        else:
            self.message_user(request, "There is no such persona in use any more.", messages.WARNING)
        return self.back(request)

    def assign_page(self, request):
        """GET `ids`: the titles and a choice of all personas. POST: assigns them."""
        self.refuse_without_permission(request)
        asked = request.POST if request.method == "POST" else request.GET
        rows = list(rows_of(asked.get("ids", "").split(","))[:MOST])
        if not rows:
            self.message_user(request, GONE, messages.WARNING)
            return self.back(request)
        form = AssignForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            self.assign_all(request, rows, form.cleaned_data["persona"])
            return self.back(request)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": f"Whom does “{rows[0]}” mean?" if len(rows) == 1 else f"Whom do {len(rows)} titles mean?",
            "form": form,
            "media": self.media + form.media,
            "rows": rows,
            "ids": ",".join(str(row.pk) for row in rows),
            "back": request.GET.get("back", ""),
            "list_url": self.list_url(request),
        }
        return TemplateResponse(request, "admin/personas/unmatchedtitle/assign.html", context)

    def assign_all(self, request, rows, persona):
        """All of the titles become the persona's, or none, with the reason."""
        try:
            with transaction.atomic():
                for row in rows:
                    assign_title(row.name, persona, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return
        what = f"“{rows[0]}” now means" if len(rows) == 1 else f"{len(rows)} titles now mean"
        link = format_html('<a href="{}">{}</a>', reverse("admin:personas_persona_change", args=[persona.pk]), persona)
        self.message_user(request, format_html("{} {}.", what, link), messages.SUCCESS)

    @admin.action(description="Say whom they mean…", permissions=["assign"])
    def assign(self, request, queryset):
        """On to the page that asks for the persona."""
        pks = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
        if len(pks) > MOST:
            self.message_user(request, f"Choose at most {MOST} titles at once.", messages.ERROR)
            return None
        query = urlencode({"ids": ",".join(map(str, pks)), "back": request.GET.urlencode()})
        return HttpResponseRedirect(f"{reverse('admin:personas_unmatchedtitle_assign')}?{query}")

    @admin.action(description="Dismiss: nobody we keep a persona for", permissions=["assign"])
    def dismiss(self, request, queryset):
        """Takes the titles out of the queue; they stay out when they are met again."""
        names = list(queryset.values_list("name", flat=True))
        with transaction.atomic():
            count = sum(dismiss_title(name, by=request.user) for name in names)
        self.message_user(request, f"{counted(count)} dismissed.", messages.SUCCESS)

    @admin.action(description="Bring back into the queue", permissions=["assign"])
    def bring_back(self, request, queryset):
        names = list(queryset.values_list("name", flat=True))
        with transaction.atomic():
            count = sum(restore_title(name, by=request.user) for name in names)
        self.message_user(request, f"{counted(count)} brought back.", messages.SUCCESS)

    def back(self, request):
        return HttpResponseRedirect(self.list_url(request))

    def list_url(self, request) -> str:
        """The list as it was filtered; what came with the request is taken as a query string, no more."""
        query = QueryDict(request.GET.get("back", "")[:2000]).urlencode()
        return reverse("admin:personas_unmatchedtitle_changelist") + (f"?{query}" if query else "")

    def refuse_without_permission(self, request):
        if not self.has_assign_permission(request):
            raise PermissionDenied

    def has_assign_permission(self, request):
        return may_assign(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def rows_of(texts):
    """The titles with these primary keys, as far as they are there."""
    return UnmatchedTitle.objects.filter(pk__in=possible_pks(texts)[:MOST])


def counted(number: int) -> str:
    """ "1 title", "5 titles"."""
    return f"{number} title{'' if number == 1 else 's'}"
