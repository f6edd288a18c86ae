"""Personas in the admin: everything about one of them on one page."""

from django.contrib import admin
from django.urls import reverse

from personas.colleagues import possible_owners
from personas.forms import PersonaForm
from personas.history.editions import compared
from personas.history.snapshots import snapshot_of, whole
from personas.history.versions import snapshot_in, versions_of
from personas.models import Persona

from .meanwhile.changes import act
from .meanwhile.comparing import NAMED
from .persona_form.blocks import Blocks
from .persona_form.history import change_message
from .persona_form.notes import NoteInline
from .persona_form.problems import problems_of
from .persona_form.roles import RoleInline
from .persona_form.rows import REMOVED
from .persona_form.statements import StatementInline
from .persona_form.tiers import TIERS, TierInline
from .persona_form.titles import TitleInline
from .persona_form.vocabulary import Vocabulary
from .retirement import RetiringAdmin
from .title_rules import rule_links

RELATED = ("type", "owner", "backup", "parent", "reports_to", "successors")
PICTURE_LOST = " The picture you chose couldn't be kept: choose it again."


@admin.register(Persona)
class PersonaAdmin(RetiringAdmin):
    section = "People"
    place = 10
    form = PersonaForm
    autocomplete_fields = ["parent", "reports_to", "successors"]
    readonly_fields = ["looks", "title_rules", "created_at", "updated_at"]
    fieldsets = [
        (
            "Identity",
            {
                "fields": [
                    "name",
                    "role_label",
                    "type",
                    "status",
                    "deprecated_on",
                    "deprecation_reason",
                    "successors",
                ]
            },
        ),
        ("Among the other personas", {"fields": ["parent", "reports_to"]}),
        ("Job titles by rule", {"fields": ["title_rules"]}),
        ("Picture and colour", {"fields": ["looks", "portrait", "portrait_alt", "portrait_source", "colour"]}),
        ("Upkeep", {"fields": ["owner", "backup", "reviewed_on", "review_due_on", "source_url"]}),
        ("Address and dates", {"fields": ["slug", "created_at", "updated_at"]}),
    ]
    inlines = [StatementInline, NoteInline, TitleInline, RoleInline, TierInline]

    @admin.display(description="looks like")
    def looks(self, persona):
        return self.who(persona) if persona.pk else "Save the persona to see it."

    @admin.display(description="rules")
    def title_rules(self, persona):
        return rule_links(persona) if persona.pk else "Save the persona to add rules."

    def get_autocomplete_fields(self, request):
        """Colleagues are looked up as one types by those who may see accounts; the others choose from a short list."""
        fields = super().get_autocomplete_fields(request)
        return [*fields, "owner", "backup"] if request.user.has_perm("auth.view_user") else fields

    def compared(self, request, row, base):
        Vocabulary.of(request)  # looked up once: the page that is looked at shares it
        return super().compared(request, row, base)

    def mark_of(self, persona):
        return versions_of(persona.pk).values_list("pk", flat=True).first() or 0

    def acts_since(self, rows, mark, viewer):
        revisions = [kept.revision for kept in versions_of(rows[0].pk).filter(pk__gt=mark)[:NAMED]]
        return [act(each.user, each.date_created, each.comment, viewer) for each in revisions]

    def differences_since(self, request, persona, mark):
        before = versions_of(persona.pk).filter(pk=mark).first()
        now = whole(Persona.objects.filter(pk=persona.pk)).get()
        return compared(snapshot_in(before), snapshot_of(now), request.user) if before else []

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        for name in form.base_fields.keys() & {"owner", "backup"}:
            form.base_fields[name].queryset = possible_owners(obj)
        # Others are chosen here, and changed on pages of their own.
        for name in form.base_fields.keys() & set(RELATED):
            widget = form.base_fields[name].widget
            widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | {
            "vocabulary": Vocabulary.of(request),
            "user": request.user,
            "may_change": inline.has_change_permission(request, obj),
            "may_delete": inline.has_delete_permission(request, obj),
        }

    def construct_change_message(self, request, form, formsets, add=False):
        return change_message(form, formsets, added=add)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        inlines, told = context["inline_admin_formsets"], told_already(request)
        blocks = Blocks(Vocabulary.of(request), inlines, chosen_type(form))
        if form.is_bound and request.FILES.get("portrait"):
            form["portrait"].help_text += PICTURE_LOST
        context |= {
            "blocks": blocks,
            "problems": [each for each in problems_of(form, blocks, inlines) if each.what not in told],
            "preview_url": reverse("admin:personas_persona_preview", args=[obj.pk] if change else []),
            "editable": self.has_change_permission(request, obj) if change else self.has_add_permission(request),
            "tiers": TIERS,
            "is_preview": getattr(request, "is_preview", False),
            "may_reword": request.user.has_perm("personas.change_trait"),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)


def told_already(request) -> tuple[str, ...]:
    """The problems that are told with what others changed."""
    meanwhile = getattr(request, "meanwhile", None)
    return (meanwhile.sentence, REMOVED) if meanwhile else ()


def chosen_type(form) -> int | None:
    """The primary key of the type that the form has, as typed; None where it is none."""
    value = str(form["type"].value() if "type" in form.fields else form.instance.type_id)
    return int(value) if value.isascii() and value.isdigit() else None
