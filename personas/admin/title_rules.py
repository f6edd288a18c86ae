"""Title rules in the admin: their phrases, and at once what they would catch and take away."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from personas.models import Persona, TitleRule
from personas.titles.catalogue import load
from personas.titles.rule_book import ReadyRule
from personas.titles.rules import catches

from .base import FORM_FIELDS, CatalogueAdmin
from .chosen import possible_pks
from .drafts import DraftsHidden

LONGEST = 20_000  # letters of phrases that are looked at
SHOWN = 50  # titles of a kind in the preview
STOLEN = "These very titles stay with their persona, and this one becomes the runner-up; others like them are taken."
BEATEN = "Titles like these go to the persona of the rule that wins."
PREVIEW = "admin/personas/titlerule/_preview.html"


@admin.register(TitleRule)
class TitleRuleAdmin(DraftsHidden, CatalogueAdmin):
    """Rules by which titles that nobody wrote down yet mean a persona."""

    section = "What personas share"
    place = 22
    about = "persona"

    change_form_template = "admin/personas/titlerule/change_form.html"
    formfield_overrides = FORM_FIELDS | {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})}}
    list_display = ["rule", "persona", "without", "priority", "is_active"]
    list_filter = ["is_active", "persona__type"]
    list_select_related = ["persona"]
    search_fields = ["includes", "excludes", "note", "persona__name", "persona__role_label"]
    search_help_text = "Searches phrases, notes and the names of personas."
    autocomplete_fields = ["persona"]
    fieldsets = [
        (None, {"fields": ["persona", "includes", "excludes"]}),
        ("Among other rules", {"fields": ["priority", "is_active", "note"]}),
    ]

    @admin.display(description="must include", ordering="includes")
    def rule(self, rule):
        return phrases_of(rule)

    @admin.display(description="must not include")
    def without(self, rule):
        return ", ".join(filter(None, map(str.strip, rule.excludes.splitlines()))) or "–"

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.preview))
        return [path("preview/", view, name="personas_titlerule_preview"), *super().get_urls()]

    def get_changeform_initial_data(self, request):
        """The persona from the address, where one came from her page."""
        initial = super().get_changeform_initial_data(request)
        return initial if possible_pks([initial.get("persona", "")]) else {**initial, "persona": None}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        editable = self.has_change_permission(request, obj) if change else self.has_add_permission(request)
        preview = preview_html(obj, request.user) if change else ""
        context |= {"preview": preview, "preview_url": reverse("admin:personas_titlerule_preview"), "live": editable}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def preview(self, request):
        """POST a rule's fields as they are typed: what it would catch, as HTML for the page, or a sentence on phrases
        that can't be read yet. Never writes."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        try:
            return HttpResponse(preview_html(typed_rule(request.POST), request.user))
        except ValidationError as error:
            return HttpResponse(format_html('<p class="quiet">{}</p>', " ".join(error.messages)))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        overlaps = catches(obj, load(request.user)).overlaps if obj.is_active else []
        if overlaps:
            self.message_user(request, overlap_warning(overlaps), messages.WARNING)


def typed_rule(post) -> TitleRule:
    """The rule as somebody is typing it. Raises ValidationError for phrases that can't be looked at."""
    includes, excludes = post.get("includes", ""), post.get("excludes", "")
    if not includes.strip():
        raise ValidationError("Write what a title must include, and you see here which titles that are.")
    if len(includes) + len(excludes) > LONGEST or "\0" in includes + excludes:
        raise ValidationError("These phrases are too long for a preview.")
    persona = Persona.objects.filter(pk__in=possible_pks([post.get("persona", "")])).first()
    priority = possible_pks([post.get("priority", "")])
    rule = TitleRule(pk=next(iter(possible_pks([post.get("rule", "")])), None), includes=includes, excludes=excludes)
    rule.persona = persona
    rule.is_active = post.get("is_active", "on") == "on"
    rule.priority = min(priority[0], 32_767) if priority else rule.priority
    return rule


def preview_html(rule: TitleRule, user) -> str:
    """What the rule catches, takes from others and shares with other rules. Raises ValidationError."""
    found = catches(rule, load(user))
    context = {
        "groups": [
            ("caught", "Catches known titles", "", [(title, "") for title in found.caught]),
            ("stolen", "Would take titles from others", STOLEN, [(name, f"now {has}") for name, has in found.stolen]),
            ("queued", "Catches waiting titles", "", [(title, "") for title in found.queued]),
            ("beaten", "Fits, but another rule wins", BEATEN, [(title, won_by(each)) for title, each in found.beaten]),
        ],
        "is_active": rule.is_active,
        "overlaps": found.overlaps,
        "shown": SHOWN,
        "is_empty": not (found.caught or found.stolen or found.queued or found.beaten),
    }
    return render_to_string(PREVIEW, context)


def won_by(rule: ReadyRule) -> str:
    """Whose rule wins, and why, for a title in the preview."""
    return f"{rule.persona.heading}, by a rule of priority {rule.priority}"


def overlap_warning(overlaps):
    """The sentence about rules that catch the same, with links to them."""
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse("admin:personas_titlerule_change", args=[each.pk]), each) for each in overlaps[:10]),
    )
    text = (
        "Titles that this rule catches are caught by others as well: {}. Of those that fit, the smaller priority wins."
    )
    return format_html(text, links)


def rule_links(persona: Persona):
    """The persona's rules, each a link, and the way to a new one."""
    links = format_html_join(
        "",
        '<a href="{}">{}</a>{}<br>',
        (
            (reverse("admin:personas_titlerule_change", args=[rule.pk]), phrases_of(rule), state_of(rule))
            for rule in persona.title_rules.all()
        ),
    )
    add = f"{reverse('admin:personas_titlerule_add')}?persona={persona.pk}"
    return format_html('{}<a href="{}">Add a rule</a>', links, add)


def phrases_of(rule: TitleRule) -> str:
    """What the rule asks for, on one line."""
    return " + ".join(filter(None, map(str.strip, rule.includes.splitlines())))


def state_of(rule: TitleRule) -> str:
    return "" if rule.is_active else " (inactive)"
