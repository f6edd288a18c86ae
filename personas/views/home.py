"""The start page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from personas.models import Guide, Persona, PersonaType

FACES_OF_A_TYPE = 12
RECENT = 6
GUIDES = 8
STARRED = 12


@require_safe
def home(request):
    """What the catalogue holds, what changed of late, what waits for editors, and what the reader keeps at hand."""
    visible = Persona.objects.visible_to(request.user)
    current = visible.current()
    context = {
        "tally": visible.tally(),
        "cast": cast_of(current),
        "recent": current.recently_updated().select_related("type")[:RECENT],
        "guides": Guide.objects.filter(parent=None).defer("body")[:GUIDES],
        "starred": visible.starred_by(request.user).sorted_by("name")[: STARRED + 1],
        "most_starred": STARRED,
        "saved_views": request.user.saved_views.all(),
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
