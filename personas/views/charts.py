"""Charts of any set of personas, and what most of them share."""

from collections.abc import Sequence

from django.core.paginator import InvalidPage
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from config.htmx import page_or_partial
from personas.charts import Cast, Chart, captioned, charted, most_shared
from personas.charts.form import ChartForm
from personas.comparison.form import SHARED
from personas.comparison.picks import MOST_NAMED, picks_of
from personas.data_version import kept_while
from personas.data_version.catalogue import STANDING
from personas.data_version.registry import Numbered
from personas.kept.pages import kept
from personas.links import CatalogueLinks
from personas.matrix.slides import MOST_SLIDES, slides_needed
from personas.models import Facet, PersonaTrait, PersonaType, SavedView, Trait
from personas.views.compare import asked_why, asks_why
from personas.views.downloads import FORMS, download

MOST_CALLED = 3  # of those named, in a title


@kept_while(PersonaType)
def types() -> tuple[tuple[str, str], ...]:
    """Addresses and names of all types of persona."""
    return tuple(PersonaType.objects.values_list("slug", "name"))


class ChartPage:
    """What an address of a chart asks for: whom, in which state, and what there are charts of."""

    def __init__(self, request):
        self.picks = picks_of(request.GET.getlist("p"), request.user, MOST_NAMED)
        self.types = types()
        self.form = ChartForm(request.GET, self.types)
        self.is_valid = self.form.is_valid() and not self.picks.is_lost
        self.state = self.form.cleaned_data
        self.user = request.user
        self.subjects = charted()

    @property
    def cast(self) -> Cast:
        return Cast(self.user, self.picks.personas, self.state["type"], self.state["deprecated"], self.called)

    @property
    def called(self) -> list[str]:
        """Whom the address asks for, in words; nothing where that is everybody in use."""
        names = [persona.name for persona in self.picks.personas]
        more = [f"{len(names) - MOST_CALLED} more"] if len(names) > MOST_CALLED else []
        chosen = [name for slug, name in self.types if slug in self.state["type"]]
        deprecated = ["with deprecated personas"] if self.state["deprecated"] else []
        return [*names[:MOST_CALLED], *more, *chosen, *deprecated]

    def chart(self, key: str) -> Chart:
        """The chart of that subject. Raises Http404 when there is none."""
        return Chart(self.subject(key), self.cast, self.state["sort"], self.state["only"] == SHARED)

    def subject(self, key: str):
        found = next((subject for subject in self.subjects if subject.key == key), None)
        if found is None:
            raise Http404("There is no such chart.")
        return found

    def titled(self, what: str) -> dict:
        """The title of a page, and whom it is of where the address can be answered."""
        called = self.called if self.is_valid else []
        return {"title": captioned(what, called), "called": called}

    @property
    def context(self) -> dict:
        return {
            "section": "charts",
            "picks": self.picks,
            "form": self.form,
            "types": self.types,
            "subjects": tuple(subject.group for subject in self.subjects),
            "problems": [*self.picks.problems, *self.form.problems],
            "forms": tuple(FORMS),
            "saved_as": SavedView.Page.CHARTS,
        }


def of_overview(request) -> Sequence[Numbered]:
    """What the overview is made of: of names only where somebody is named."""
    return () if "p" in request.GET else (STANDING, PersonaType, PersonaTrait, Trait, Facet)


@require_safe
@kept(made_of=of_overview)
def overview(request):
    """What most personas of the set share, facet by facet, and the way to every chart.

    A saved view knows one address for all charts: `subject` leads on to the one that it is of.
    """
    asked = ChartPage(request)
    if "subject" in request.GET:
        return redirect(address_of(asked.subject(request.GET["subject"]), request.GET))
    matrix = most_shared(asked.subjects, asked.cast) if asked.is_valid else None
    most = max((row.head.count for row in matrix.rows), default=0) if matrix else 0
    context = asked.context | {"matrix": matrix, "most": most} | asked.titled("Charts")
    return page_or_partial(request, "charts/overview.html", "charts/_overview.html", "results", context)


def address_of(subject, data) -> str:
    """Where the chart of the subject stands, with the rest of that address."""
    rest = data.copy()
    del rest["subject"]
    address = reverse("personas:chart", args=[subject.key])
    return f"{address}?{rest.urlencode()}" if rest else address


@require_safe
@kept()
def chart(request, subject):
    """One subject × the personas of the set."""
    asked = ChartPage(request)
    chosen = asked.subject(subject)
    context = asked.context | asked.titled(f"{chosen.name}, a chart")
    context |= {"subject": chosen, "links": CatalogueLinks(request.user)}
    if asked.is_valid:
        context |= chart_context(asked.chart(subject), asked.state, context["problems"])
        context["why"] = asked_why(request, [chosen], asked.cast.personas)
    part = ("includes/matrix_why.html", "why") if asks_why(request) else ("charts/_results.html", "results")
    return page_or_partial(request, "charts/chart.html", *part, context)


def chart_context(chart: Chart, state: dict, problems: list[str]) -> dict:
    """The page of the chart that was asked for; a page that isn't there is one more problem."""
    context = {"chart": chart, "sorting": chart.sorting, "total": chart.cast.count}
    if chart.sorting.column and not chart.cast.personas.filter(slug=chart.sorting.column).exists():
        problems.append(f"“{chart.sorting.column[:60]}” isn't in this chart, so nothing can be sorted by it.")
        return context
    try:
        matrix = chart.page(state["page"], state["rows"])
    except InvalidPage:
        problems.append("There is no such page of this chart.")
        return context
    needed = slides_needed(matrix, chart.heads.count, chart.personas.count)
    return context | {
        "matrix": matrix,
        "columns_page": chart.personas.page(state["page"]),
        "rows_page": chart.heads.page(state["rows"]),
        "silent": len(chart.silent),
        "no_slides": needed > MOST_SLIDES,
    }


@require_safe
def overview_download(request, form):
    """What most personas share, as a file."""
    asked = ChartPage(request)
    address = f"{reverse('personas:charts')}?{request.GET.urlencode()}"
    if not asked.is_valid:
        return redirect(address)
    return download(request, form, most_shared(asked.subjects, asked.cast), address)


@require_safe
def chart_download(request, subject, form):
    """The whole chart, all pages of it, as a file."""
    asked = ChartPage(request)
    address = f"{reverse('personas:chart', args=[asked.subject(subject).key])}?{request.GET.urlencode()}"
    if not asked.is_valid:
        return redirect(address)
    return download(request, form, asked.chart(subject).whole(), address)
