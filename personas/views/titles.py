"""Job title → persona: one as it is typed, and many at once."""

from collections import Counter
from collections.abc import Generator

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from config.access import audit
from personas.growing import grown
from personas.handbook.progress import finish
from personas.models.titles import TITLE_LENGTH
from personas.spreadsheets.csv_files import csv_bytes
from personas.spreadsheets.defusing import defused
from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.xlsx_files import xlsx_bytes
from personas.title_lists import (
    HEADINGS,
    LIMITS,
    MOST,
    STEP,
    WIDTHS,
    Matched,
    TitleList,
    matching_steps,
    pasted,
    table_of,
    uploaded,
)
from personas.title_queue import may_assign
from personas.titles.catalogue import load
from personas.titles.matching import match
from personas.titles.unmatched import count_unmatched, is_countable, tidy
from personas.wording import one_line

RESULTS = "title-results"
SHOWN = 500  # rows on the page; the files have all
A_DAY = 24 * 60 * 60
TOO_LONG = f"A title has at most {TITLE_LENGTH} characters: this is more than one."
FORMS = {
    "csv": ("text/csv; charset=utf-8", lambda rows: csv_bytes(HEADINGS, rows)),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda rows: xlsx_bytes("Titles", HEADINGS, WIDTHS, rows),
    ),
}


@require_safe
def titles(request):
    """Who `?title=` means, ranked, each with the reason. Asked by htmx for the results, it answers them alone."""
    typed = one_line(request.GET.get("title", "").replace("\0", " "))
    is_too_long = len(typed) > TITLE_LENGTH
    context = {
        "section": "titles",
        "title": f"“{typed[:60]}”: job titles" if typed else "Job titles",
        "typed": typed[:TITLE_LENGTH],
        "problem": TOO_LONG if is_too_long else "",
        "match": match(typed, load(request.user)) if typed and not is_too_long else None,
        "was_counted": "counted" in request.GET,
        "longest": TITLE_LENGTH,
        "may_assign": request.user.is_staff and may_assign(request.user),
    }
    alone = request.htmx.target == RESULTS
    response = render(request, "personas/titles/_results.html" if alone else "personas/titles/page.html", context)
    patch_vary_headers(response, ["HX-Target"])
    return response


@require_POST
def unmatched(request):
    """Counts a title that nobody matches, for editors; without saying who met it."""
    typed = tidy(request.POST.get("title", ""))
    if is_countable(typed) and not match(typed, load(request.user)).best and first_today(typed, request.user):
        count_unmatched({typed: 1})
    if request.htmx:
        return render(request, "personas/titles/_counted.html")
    return redirect(f"{reverse('personas:titles')}?{urlencode({'title': typed[:TITLE_LENGTH], 'counted': 1})}")


def first_today(title: str, user) -> bool:
    """Whether this user hasn't told of it for a day. What is remembered names neither the user nor the title."""
    secret = salted_hmac("personas.titles", f"{user.pk} {title.casefold()}").hexdigest()
    return cache.add(f"title-told:{secret}", True, A_DAY)


def many(request):
    """GET: the form for a list. POST: the table of all matches; of long lists, with progress. Writes nothing."""
    if request.method != "POST":
        return form_page(request)
    try:
        catalogue = load(request.user)
        wanted = titles_sent(request, catalogue)
    except SheetError as error:
        return form_page(request, str(error))
    steps = ended(request, wanted, matching_steps(wanted.titles, catalogue))
    if len(wanted.titles) <= STEP:
        return render(request, "personas/titles/table.html", {"section": "titles", "end": finish(steps)})
    expected = -(-len(wanted.titles) // STEP)
    context = {"section": "titles"}
    return grown(
        request, "personas/titles/table.html", context, steps, expected=expected, broken="personas/titles/_broken.html"
    )


def titles_sent(request, catalogue) -> TitleList:
    """The titles of the file, else those pasted. Raises SheetError."""
    upload = request.FILES.get("file")
    if upload:
        return uploaded(upload, request.POST.get("column", "").replace("\0", ""), catalogue)
    return pasted(request.POST.get("titles", ""))


def ended(request, wanted: TitleList, steps: Generator[str, None, Matched]) -> Generator[str, None, str]:
    """The steps, and then the table as the end of the page."""
    matched = yield from steps
    context = {
        "wanted": wanted,
        "rows": matched.rows[:SHOWN],
        "hidden": max(0, len(matched.rows) - SHOWN),
        "total": len(matched.rows),
        "kinds": matched.kinds,
        "nobody": matched.nobody.most_common(20),
        "nobody_more": max(0, len(matched.nobody) - 20),
        "different": len(matched.nobody),
        "text": "\n".join(wanted.titles),
        "unmatched_text": "\n".join(matched.nobody.elements()),
    }
    return render_to_string("personas/titles/_table.html", context, request)


def form_page(request, problem: str = ""):
    """The form, with what was sent and what was wrong with it."""
    context = {
        "section": "titles",
        "problem": problem,
        "titles": request.POST.get("titles", "").replace("\0", ""),
        "column": request.POST.get("column", "").replace("\0", ""),
        "limits": LIMITS,
        "most": MOST,
    }
    return render(request, "personas/titles/many.html", context, status=422 if problem else 200)


@require_POST
def download(request, form):
    """The table of the titles sent, as CSV or XLSX; formulas are defused."""
    if form not in FORMS:
        raise Http404("There is no such form of download.")
    try:
        wanted = pasted(request.POST.get("titles", ""))
        matched = finish(matching_steps(wanted.titles, load(request.user)))
        content_type, write = FORMS[form]
        content = write([[harmless(cell) for cell in row] for row in table_of(matched)])
    except SheetError as error:
        return form_page(request, str(error))
    audit.record("taken_out", by=request.user, subject=f"titles.{form}", request=request)
    headers = {"Content-Disposition": f'attachment; filename="titles.{form}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def harmless(cell):
    """A cell that no spreadsheet program runs."""
    return defused(cell) if isinstance(cell, str) else cell


@require_POST
def many_unmatched(request):
    """Counts the titles of a list that nobody matches, for editors."""
    try:
        wanted = pasted(request.POST.get("titles", ""))
    except SheetError as error:
        return form_page(request, str(error))
    matched = finish(matching_steps(wanted.titles, load(request.user)))
    new = Counter({title: times for title, times in matched.nobody.items() if is_countable(title)})
    told = {title: times for title, times in new.items() if first_today(title, request.user)}
    if told:
        count_unmatched(told)
    context = {"section": "titles", "told": len(new)}
    return render(request, "personas/titles/told.html", context)
