"""Editions: a persona as it was published under a number, and what changed from one to the next."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from personas.dossier import Dossier
from personas.history.comparing import summary_of
from personas.history.editions import compared
from personas.history.frozen import FrozenDossier
from personas.history.sheets import Reach, of_other_apps
from personas.history.snapshots import read
from personas.kept.pages import kept
from personas.links import CatalogueLinks
from personas.models import Edition
from personas.querysets import may_see_drafts
from personas.views.personas import persona_of


@require_safe
@kept()
def edition_list(request, slug):
    """All editions of the persona, the latest first."""
    persona = persona_of(request, slug)
    editions = list(Edition.objects.of(persona).listed())
    context = today(request, persona) | {"persona": persona, "editions": editions}
    return render(request, "editions/list.html", context)


@require_safe
@kept()
def edition(request, slug, number):
    """The persona as it was published under that number."""
    persona = persona_of(request, slug)
    shown = edition_of(persona, number)
    context = today(request, persona) | {
        "edition": shown,
        "latest": Edition.objects.of(persona).listed().first(),
        **frozen_context(read(shown.snapshot), request.user),
    }
    return render(request, "editions/edition.html", context)


@require_safe
@kept()
def edition_changes(request, slug, number):
    """What changed since the edition before that one, or since the one that the address names as `since`."""
    persona = persona_of(request, slug)
    new = edition_of(persona, number)
    others = [each for each in Edition.objects.of(persona).listed() if each.number < number]
    since = request.GET.get("since", "")
    if since and since not in {str(each.number) for each in others}:
        raise Http404("There is no such edition before it.")
    context = today(request, persona) | {"persona": persona, "edition": new, "others": others}
    if others:
        old = edition_of(persona, int(since) if since else others[0].number)
        found = compared(read(old.snapshot), read(new.snapshot), request.user, for_readers=True)
        context |= {"old": old, "differences": found, "summary": summary_of(found)}
    return render(request, "editions/changes.html", context)


def today(request, persona) -> dict:
    """What every page says of the persona as she is now, such as that she is deprecated and who took over."""
    dossier, links = Dossier(persona, request.user), CatalogueLinks(request.user)
    return {"section": "personas", "now": persona, "told_now": dossier, "links": links}


def edition_of(persona, number: int) -> Edition:
    """Raises Http404 when the persona has no edition of that number."""
    edition = get_object_or_404(Edition.objects.of(persona).select_related("author"), number=number)
    edition.persona = persona
    return edition


def frozen_context(snapshot, user) -> dict:
    """What the page of a snapshot shows to the user."""
    dossier = FrozenDossier(snapshot, user)
    parts = of_other_apps(snapshot, Reach((), may_see_drafts(user)))
    return {"persona": dossier.persona, "dossier": dossier, "links": CatalogueLinks(user), "parts": parts}
