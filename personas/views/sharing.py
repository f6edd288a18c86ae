"""Who shares a statement, and whom a job title means: pages that the search leads to."""

from django.core.paginator import Paginator
from django.db.models import Case, Model, Q, Value, When
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from personas.cards import cards_of, listed
from personas.markdown import plain_text
from personas.models import JobTitle, Persona, Trait

from .search import PAGE_SIZE, page_number

LARGEST = 2**63 - 1  # what fits a primary key
DEPRECATED_LAST = Case(When(status="deprecated", then=Value(1)), default=Value(0))


@require_safe
def trait(request, pk):
    """The personas of whom a statement is true."""
    shared = row_of(Trait, pk, "facet")
    return people(request, Q(persona_traits__trait=shared), plain_text(shared.statement), shared.facet.name)


@require_safe
def job_title(request, pk):
    """The personas whom a job title means."""
    title = row_of(JobTitle, pk)
    return people(request, Q(persona_titles__title=title), title.name, "Job title")


def row_of(model: type[Model], pk: int, *related: str) -> Model:
    """The row with that primary key; “not found” when there is none."""
    row = model.objects.select_related(*related).filter(pk=min(pk, LARGEST)).first()
    if row is None:
        raise Http404
    return row


def people(request, whose: Q, heading: str, what: str):
    """A page of the personas that the user may see, the deprecated ones last.

    “Not found” when there are none: what is said of drafts alone isn't there for readers.
    """
    personas = Persona.objects.visible_to(request.user).filter(whose).with_overdue()
    paginator = Paginator(personas.order_by(DEPRECATED_LAST, "name", "role_label", "pk"), PAGE_SIZE)
    number = page_number(request.GET.get("page", "1"))
    if not paginator.count or number not in paginator.page_range:
        raise Http404
    page = paginator.page(number)
    context = {
        "heading": heading,
        "what": what,
        "paginator": paginator,
        "page": page,
        "cards": cards_of(listed(page.object_list)),
    }
    return render(request, "search/people.html", context)
