"""What Mozilla's Observatory looks for, held against one answer of a site with HTTPS: an answer without faults loses
no points, and pages without faults on all sides make an A+.

The tests are those of https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring.
"""

import re
from collections.abc import Iterator

from lxml import html

HALF_A_YEAR = 15_768_000
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
NOTHING = ["'none'"]
NONCE = re.compile(r"'nonce-([\w+/-]{22,}={0,2})'")
# Data that a script reads, which no browser runs.
DATA = {"application/json"}
LINKS = {"href", "src", "action", "formaction", "data", "poster", "srcset", "cite", "hx-get", "hx-post", "xlink:href"}
SCHEMES = {"http", "https", "mailto", "webcal"}
UNSEEN = re.compile(r"[\x00-\x20]")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):|//")


def faults_of(response) -> list[str]:
    """What is wrong with the answer, which was asked for by HTTPS."""
    policy = policy_of(response)
    found = [*header_faults(response.headers), *cookie_faults(response.cookies), *policy_faults(policy)]
    content = b"".join(response)  # which closes a file that it comes from
    if response.headers.get("Content-Type", "").startswith("text/html") and content.strip():
        found += page_faults(content.decode(), policy)
    return found


def policy_of(response) -> dict[str, list[str]]:
    """The directives of the policy with their sources."""
    parts = [each.split() for each in response.headers.get("Content-Security-Policy", "").split(";")]
    return {name: sources for name, *sources in filter(None, parts)}


def header_faults(headers) -> Iterator[str]:
    age = re.match(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    if not age or int(age[1]) < HALF_A_YEAR:
        yield "HTTPS isn't kept for half a year"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "it may be taken for something else"
    if headers.get("X-Frame-Options") != "DENY":
        yield "old browsers may show it in a frame"
    if headers.get("Referrer-Policy") not in PRIVATE_REFERRERS:
        yield "its address is told to others"
    for name in ("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"):
        if headers.get(name) != "same-origin":
            yield f"no {name}"
    if "Access-Control-Allow-Origin" in headers:
        yield "others may read it"


def cookie_faults(cookies) -> Iterator[str]:
    for name, cookie in cookies.items():
        # A browser takes `__Host-` only with Secure, a path of "/" and no domain.
        if not (name.startswith("__Host-") and cookie["secure"] and cookie["path"] == "/" and not cookie["domain"]):
            yield f"{name} isn't this host's alone"
        if not cookie["httponly"] or cookie["samesite"] not in ("Lax", "Strict"):
            yield f"{name} can be read or sent by others"


def policy_faults(policy: dict[str, list[str]]) -> Iterator[str]:
    for name in ("default-src", "base-uri", "frame-ancestors"):
        if policy.get(name) != NOTHING:
            yield f"{name} isn't 'none'"
    if "form-action" not in policy:
        yield "forms may be sent anywhere"
    for name, sources in policy.items():
        fine = {"'self'", "'none'"} if name != "script-src" else {"'none'"}
        yield from (f"{name} allows {each}" for each in sources if each not in fine and not is_nonce(name, each))


def is_nonce(name: str, source: str) -> bool:
    return name == "script-src" and NONCE.fullmatch(source) is not None


def page_faults(page: str, policy: dict[str, list[str]]) -> list[str]:
    """What the policy would stop, what comes from elsewhere, and links that run something."""
    nonce = next((found[1] for each in policy.get("script-src", ()) if (found := NONCE.fullmatch(each))), None)
    elements = list(html.document_fromstring(page).iter(html.etree.Element))
    scripts = [each for each in elements if each.tag == "script" and each.get("type") not in DATA]
    found = [fault for each in elements for fault in element_faults(each)]
    return found + [fault for each in scripts for fault in script_faults(each, nonce)]


def element_faults(element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name == "style" or name.startswith(("on", "hx-on")) or name == "http-equiv":
            yield f"<{element.tag} {name}>"
        if name in LINKS and not leads_well(value):
            yield f"{name}={value}"
    if element.tag in ("style", "iframe", "object", "embed", "base", "frame", "applet"):
        yield f"<{element.tag}>"
    if element.tag in ("link", "img") and not is_ours(element.get("href") or element.get("src", "")):
        yield f"<{element.tag}> from elsewhere"


def leads_well(address: str) -> bool:
    """Whether the address is of ours, or of a kind that runs nothing and says where it leads."""
    found = SCHEME.match(UNSEEN.sub("", address.casefold()).replace("\\", "/"))
    return found is None or found[1] in SCHEMES


def script_faults(script, nonce: str | None) -> Iterator[str]:
    if (script.text or "").strip() or not is_ours(script.get("src", "")):
        yield "a script that is no file of ours"
    if nonce is None or script.get("nonce") != nonce:
        yield f"a script without the nonce: {script.get('src')}"


def is_ours(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")
