"""The start page."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from personas.kept.own import open_part
from personas.kept.pages import kept
from personas.models import Guide, Persona, PersonaType

FACES_OF_A_TYPE = 12
RECENT = 6
GUIDES = 8
OWN = 12
STARRED = 12


def at_hand(request) -> str:
    """What the reader keeps at hand: personas of their own, stars and saved views."""
    visible = Persona.objects.visible_to(request.sight)
    current = visible.current()
    context = {
        "own": current.filter(owner=request.user).sorted_by("name")[: OWN + 1],
        "most_own": OWN,
        "starred": visible.starred_by(request.user).sorted_by("name")[: STARRED + 1],
        "most_starred": STARRED,
        "saved_views": request.user.saved_views.all(),
        "cast": current.exists,
    }
    return render_to_string("personas/_at_hand.html", context, request)


@require_safe
@kept(own={"at_hand": at_hand}, tag=False)
def home(request):
    """What the reader keeps at hand, what changed of late, what waits for editors, and what the catalogue holds."""
    visible = Persona.objects.visible_to(request.user)
    current = visible.current()
    context = {
        "tally": visible.tally(),
        "cast": cast_of(current),
        "recent": current.recently_updated().select_related("type")[:RECENT],
        "guides": Guide.objects.filter(parent=None).defer("body")[:GUIDES],
        "at_hand": open_part("at_hand"),
    }
    return render(request, "personas/home.html", context)


def cast_of(personas):
    """Returns every persona type that has any of the personas: the type, how many there are, and the first of them."""
    counts = personas.count_by_type()
    faces = list(personas.first_of_each_type(FACES_OF_A_TYPE))
    return [
        {"type": kind, "count": counts[kind.pk], "faces": [face for face in faces if face.type_id == kind.pk]}
        for kind in PersonaType.objects.all()
        if kind.pk in counts
    ]
