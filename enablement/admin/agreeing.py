"""A change of sessions is shown before it is made: it is made, told, and rolled back until somebody agrees to it.

So what is shown is what happens, by the same code. The form's own values travel in the page that asks, and with them a
fingerprint of what was shown: whatever would happen otherwise meanwhile is shown again.
"""

from django.template.response import TemplateResponse
from django.urls import reverse

from enablement.effects import Effect, fingerprint, grouped
from personas.admin.base import CatalogueAdmin

AGREE = "admin/enablement/agree.html"
SHOWN = 6  # of each kind; the others are folded away
CHANGED_MEANWHILE = "This isn't quite what was shown before: this is what will happen. Nothing has been changed yet."
OURS = ("csrfmiddlewaretoken", "agreed", "_edit")


class NotAgreedError(Exception):
    """What would happen hasn't been agreed to."""

    def __init__(self, effects: list[Effect]):
        super().__init__()
        self.effects = effects


def require_agreement(request, effects: list[Effect]) -> None:
    """Raise NotAgreedError, which rolls the change back, unless just these effects were agreed to."""
    if request.method != "POST" or request.POST.get("agreed") != fingerprint(effects):
        raise NotAgreedError(effects)


def people_words(effects: list[Effect]) -> str:
    """Who hears of it, in a sentence; nothing when nobody does."""
    mails = sum(effect.people for effect in effects)
    return f"{mails:,} mail{' is' if mails == 1 else 's are'} sent." if mails else ""


class AgreedForm:
    """A form whose page was asked for again by "Back to the form": it shows what was entered and saves nothing."""

    def is_valid(self):
        return super().is_valid() and "_edit" not in self.data


class AgreeingAdmin(CatalogueAdmin):
    """A model admin whose changes may raise NotAgreedError before they are committed."""

    section = "Enablement"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotAgreedError as asked:
            names = [name for name in request.POST if name not in OURS]
            values = [(name, value) for name in names for value in request.POST.getlist(name)]
            return self.ask(request, asked.effects, title="What will happen", values=values, may_edit=True)

    def ask(self, request, effects, *, title, values=(), form=None, may_edit=False, submit="Save", back=None):
        """The page that says what will happen, and asks. `form` is what else there is to fill in."""
        was_shown = request.POST.get("agreed", "")
        groups = [(kind, heading, rows[:SHOWN], rows[SHOWN:]) for kind, heading, rows in grouped(effects)]
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": title,
            "groups": groups,
            "people": people_words(effects),
            "values": values,
            "agreed": fingerprint(effects),
            "notice": CHANGED_MEANWHILE if was_shown and was_shown != fingerprint(effects) else "",
            "form": form,
            "may_edit": may_edit,
            "submit": submit,
            "action": request.get_full_path(),
            "back": back or reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
            "media": self.media,
        }
        return TemplateResponse(request, AGREE, context)
