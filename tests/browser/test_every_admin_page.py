"""Every page of the admin in a browser that reports whatever the content security policy forbids."""

from contextlib import suppress

import pytest
from django.contrib.admin.utils import quote
from django.urls import NoReverseMatch, reverse

from tests.personas.admin.test_every_page import MODELS, make_rows
from tests.personas.factories import AdministratorFactory

# Beside those of the models; the steps after a form was sent have browser tests of their own.
OTHERS = ("index", "password_change", "personas_import", "personas_tables", "personas_trait_near_duplicates")
OF_A_MODEL = ("changelist", "add")
OF_A_ROW = ("change", "delete", "history", "merge_into")


def addresses():
    """Yields the address of every page: the admin's own, then those of each model with one row of it."""
    yield from (reverse(f"admin:{name}") for name in OTHERS)
    for model in MODELS:
        (row,) = make_rows(model, 1)
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield from (reverse(f"{name}_{page}") for page in OF_A_MODEL)
        for page in OF_A_ROW:
            with suppress(NoReverseMatch):  # not every model can be merged
                yield reverse(f"{name}_{page}", args=[quote(row.pk)])


@pytest.mark.once
def test_no_page_of_the_admin_breaks_the_policy(page, transactional_db, sign_in):
    sign_in(AdministratorFactory())
    statuses = {}
    for address in addresses():
        statuses[address] = page.goto(address).status
    # Some rows are made, and some taken away, elsewhere than in the admin.
    refused = {(address.split("/")[-2], status) for address, status in statuses.items() if status != 200}
    assert refused == {("add", 403), ("delete", 403)}
    assert len(statuses) > 60
