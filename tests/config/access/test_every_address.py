"""Everybody goes everywhere, by GET, by POST and by htmx, and gets as far as the table says."""

import pytest
from django.contrib import admin
from django.urls import Resolver404, get_resolver, resolve

from tests.config.access.table import MODELS, lines, rows
from tests.config.access.walker import NOBODY_SIGNED_IN, Walker
from tests.config.access.world import ROLES

# Each role's way is cut into as many pieces, so that processes share the work evenly; every model has six addresses.
PIECES = 5
STARTS = [pytest.param(letter, piece, id=f"{letter}{piece}") for letter in ROLES for piece in range(PIECES)]


@pytest.mark.django_db
@pytest.mark.parametrize(("letter", "piece"), [*STARTS, pytest.param(NOBODY_SIGNED_IN, None, id=NOBODY_SIGNED_IN)])
def test_everybody_gets_as_far_as_the_table_says(world, letter, piece, pages):
    piece = slice(None) if piece is None else slice(piece, None, PIECES)
    assert list(Walker(world, letter, pages).complaints(rows()[piece])) == []


def routes(patterns, before="") -> set[str]:
    """The routes of all addresses, as a match of one says them."""
    found = set()
    for pattern in patterns:
        route = before + str(pattern.pattern).removeprefix("^" if before else "")
        found |= routes(pattern.url_patterns, route) if hasattr(pattern, "url_patterns") else {route}
    return found


def route_of(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).route
    except Resolver404:
        return ""


@pytest.mark.django_db
def test_every_address_has_a_row(world):
    walked = {route_of(row.address.format(**world.names["R"])) for row in rows()}
    assert sorted(routes(get_resolver().url_patterns) - walked) == []


def test_every_model_of_the_admin_has_a_line():
    written = {line.split()[0] for line in lines(MODELS)}
    assert written == {model._meta.label_lower for model in admin.site._registry}
