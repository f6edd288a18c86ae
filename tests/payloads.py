"""Fifty texts that would like to be run: by a browser, a template, a spreadsheet, a program that reads calendars."""

from collections.abc import Iterator
from itertools import cycle, islice

from django.apps import apps
from django.db import models

RUN = "window.xqran=1"
PAYLOADS = (
    # Elements, attributes, and what gets out of where a text stands.
    f"<script>{RUN}</script>",
    f'"><script>{RUN}</script>',
    f"'><img src=x onerror={RUN}>",
    f'<img src="x" onerror="{RUN}">',
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f'<math><mtext></form><form><mglyph><style></math><img src onerror="{RUN}">',
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<input autofocus onfocus={RUN}>",
    f'" autofocus onfocus="{RUN}" x="',
    f"' onmouseover='{RUN}' x='",
    f"x onerror={RUN} y",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"</template><img src=x onerror={RUN}>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<object data=javascript:{RUN}></object>",
    f"<form action=javascript:{RUN}><button>go</button></form>",
    f'<meta http-equiv="refresh" content="0;url=javascript:{RUN}">',
    '<base href="https://evil.example/">',
    "<style>*{background:url(https://evil.example/)}</style>",
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    # Addresses.
    f"javascript:{RUN}",
    f"[go](javascript:{RUN})",
    f"[go](JaVaScRiPt&colon;{RUN})",
    f"[go](data:text/html,<script>{RUN}</script>)",
    f"[go](vbscript:{RUN})",
    f"![x](javascript:{RUN})",
    f"<javascript:{RUN}>",
    f"[x]: javascript:{RUN}\n[x]",
    f'[go](https://example.com/"onmouseover="{RUN})',
    f"![x](x'onerror='{RUN})",
    "[go](//evil.example/)",
    # Templates and scripts that read attributes.
    "{{ 7|add:7 }}{% load static %}{{ request.user.password }}",
    "${7*7}#{7*7}{{constructor.constructor('window.xqran=1')()}}",
    f'" hx-on:load="{RUN}" hx-get="/accounts/logout/" x="',
    # Spreadsheets, calendars, what no screen shows, and what is very long.
    f'=HYPERLINK("javascript:{RUN}")',
    "+cmd|'/C calc'!A0",
    "x\r\nATTENDEE:mailto:evil@evil.example\r\nEND:VEVENT",
    "\u202e\u2066evil\u2069\ufeff\u200b\x07\x1b[31m" + "W" * 3000,
)
ADDRESSES = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f" java\nscript:{RUN}",
    f"\x01javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    f"javascript://example.com/%0a{RUN}",
)
OURS = ("personas", "journeys", "enablement")
# What isn't text that people write.
NO_TEXT = {"key", "zone", "rule", "nonce", "digest", "occasion", "check_in_code", "password", "object_id", "kind"}
# Written in a language of their own, which a check reads first.
NO_TEXT |= {"includes", "excludes"}


def text_fields(model) -> list[models.Field]:
    """The fields that hold texts of people, addresses included."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.primary_key or isinstance(field, models.SlugField | models.UUIDField))
        and field.name not in NO_TEXT
    ]


def written_models() -> list[type[models.Model]]:
    return [model for app in OURS for model in apps.get_app_config(app).get_models()] + [
        apps.get_model("auth.User"),
        apps.get_model("access.AuditEntry"),
        apps.get_model("admin.LogEntry"),
    ]


def fill_with(texts: Iterator[str], addresses: Iterator[str]) -> None:
    """Write the texts into all fields of all rows, and the addresses into those for addresses, around every check."""
    for model in written_models():
        fields = text_fields(model)
        for pk in model._base_manager.values_list("pk", flat=True) if fields else ():
            values = {field.name: fitting(addresses if is_address(field) else texts, field) for field in fields}
            model._base_manager.filter(pk=pk).update(**values)


def is_address(field: models.Field) -> bool:
    return isinstance(field, models.URLField)


def fitting(texts: Iterator[str], field: models.Field) -> str:
    """As many of the next texts as the field takes: all where it may be long."""
    if field.max_length is None:
        return "\n\n".join(islice(texts, len(PAYLOADS)))
    return next(texts)[: field.max_length]


def write_payloads() -> None:
    fill_with(cycle(PAYLOADS), cycle(ADDRESSES))
