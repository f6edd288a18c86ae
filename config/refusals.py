"""Addresses that no page of ours has, and forms that aren't text, refused with a sentence before anything looks at
them."""

from urllib.parse import unquote_to_bytes

from django.http import HttpResponse, JsonResponse, UnreadablePostError
from django.template.loader import render_to_string

LONGEST_QUERY = 8100  # bytes: the server in front of us takes 8190 with the path
MOST_PARAMETERS = 1000
TOO_LONG = "The address is too long. Narrow down by fewer things at once, or type it anew."
TOO_MANY = f"The address has more than {MOST_PARAMETERS:,} parameters, which is more than any page takes."
NO_TEXT = "The address holds characters that aren't text. Type it anew, or go to the start page."
NO_TEXT_SENT = "What was sent holds characters that aren't text, so nothing was saved. Go back, and type them anew."
ONLY_SENT = "This address takes what a form sends, and shows nothing by itself. Go back to the page with the form."
ONLY_SHOWN = "This address takes nothing that is sent. Go back to the page that you came from."
FORM = "application/x-www-form-urlencoded"
UTF_8 = ("utf-8", "utf8")


def refuse_odd_addresses(get_response):
    """Middleware, before those that look at the address or at what was sent."""

    def middleware(request):
        # As WSGI has it: a letter a byte.
        status, sentence = fault_of(request.META.get("QUERY_STRING", "").encode("latin-1"))
        if not sentence and not is_form_of_text(request):
            status, sentence = 400, NO_TEXT_SENT
        return refused(request, status, sentence) if sentence else told(request, get_response(request))

    return middleware


def fault_of(query: bytes) -> tuple[int, str]:
    """The status and the sentence that a query gets; nought and nothing for one that is well."""
    if query.count(b"&") >= MOST_PARAMETERS:
        return 400, TOO_MANY
    if len(query) > LONGEST_QUERY:
        return 414, TOO_LONG
    return (0, "") if is_text(query) else (400, NO_TEXT)


def is_text(fields: bytes) -> bool:
    """Whether what stands in a query or a form is UTF-8; Django would make something of it that nobody typed. What
    else no text has, such as NUL, pages say beside the field it stands in."""
    if fields.isascii() and b"%" not in fields:
        return True
    try:
        unquote_to_bytes(fields).decode()
    except UnicodeError:
        return False
    return True


def is_form_of_text(request) -> bool:
    """Whether what was sent is in the one encoding that our forms have. Parts of files aren't looked into."""
    if request.content_params.get("charset", "utf-8").lower() not in UTF_8:
        return False
    return request.content_type != FORM or is_text(sent(request))


def sent(request) -> bytes:
    """The fields of a form; nothing where the browser went away meanwhile, which is found out again later."""
    try:
        return request.body
    except UnreadablePostError:
        return b""


def told(request, response: HttpResponse) -> HttpResponse:
    """The answer; a page that says so where it would be an empty one, as the method is another than it should be."""
    if response.status_code != 405 or response.streaming or response.content:
        return response
    page = refused(request, 405, ONLY_SHOWN if "GET" in response.headers.get("Allow", "") else ONLY_SENT)
    response.content = page.content
    response.headers["Content-Type"] = page.headers["Content-Type"]
    response.headers["Content-Length"] = str(len(page.content))
    return response


def refused(request, status: int, sentence: str) -> HttpResponse:
    """The refusal, in the form that whoever asks can read."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": sentence}, status=status)
    return HttpResponse(render_to_string("refused.html", {"sentence": sentence}), status=status)
