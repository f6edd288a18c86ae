"""A matrix as a file to take away."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.text import slugify

from config.access import audit
from personas.matrix import Matrix
from personas.matrix.slides import TooManySlides, as_pptx
from personas.matrix.tables_out import as_csv, as_xlsx
from personas.spreadsheets.errors import SheetError

OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, f"{OFFICE}.spreadsheetml.sheet"),
    "pptx": (as_pptx, f"{OFFICE}.presentationml.presentation"),
}


def download(request, form: str, matrix: Matrix, address: str, notes: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    """The matrix as "csv", "xlsx" or "pptx"; `address` is where it stands on screen, `notes` are pairs of a word and
    what else there is to say about it. Raises Http404 for another form. What doesn't fit into the form is said on
    a page, with a status of 422."""
    if form not in FORMS:
        raise Http404("There is no such form of download.")
    make, content_type = FORMS[form]
    about = [
        ("Shows", matrix.caption),
        ("Link", request.build_absolute_uri(address.removesuffix("?"))),
        ("Taken on", date_format(timezone.localtime(), "j M Y, H:i e")),
        *notes,
    ]
    try:
        content = make(matrix, about)
    except (TooManySlides, SheetError) as error:
        return render(request, "charts/no_download.html", {"reason": str(error), "back": address}, status=422)
    name = f"{slugify(matrix.caption)[:80] or 'personas'}.{form}"
    audit.record("taken_out", by=request.user, subject=name, detail=address, request=request)
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )
