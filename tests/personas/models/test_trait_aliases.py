"""Other wordings of traits: each means one trait in its facet."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from personas.models import TraitAlias
from tests.personas.factories import FacetFactory, TraitAliasFactory, TraitFactory

pytestmark = pytest.mark.django_db


def test_a_wording_means_one_trait_in_a_facet():
    alias = TraitAliasFactory(wording="Teams that don't talk")
    other = TraitFactory(facet=alias.trait.facet)
    with pytest.raises(ValidationError, match="This facet has the wording as an alias already"):
        TraitAlias(trait=other, wording="teams that don’t talk.").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        TraitAliasFactory(trait=other, wording="Teams that don't talk")
    TraitAlias(trait=TraitFactory(), wording="Teams that don't talk").full_clean()


def test_a_wording_that_is_a_statement_of_another_trait_is_refused():
    trait = TraitFactory(statement="Silos")
    with pytest.raises(ValidationError, match="This facet has the statement already: “Silos”"):
        TraitAlias(trait=TraitFactory(facet=trait.facet), wording="silos").full_clean()


def test_the_statement_itself_is_no_alias():
    trait = TraitFactory(statement="Silos")
    with pytest.raises(ValidationError, match="That is the statement itself"):
        TraitAlias(trait=trait, wording="SILOS.").full_clean()


def test_a_new_statement_that_is_an_alias_of_another_trait_is_refused():
    alias = TraitAliasFactory(wording="Silos")
    with pytest.raises(ValidationError, match="This facet has the wording as an alias already: “Silos”"):
        TraitFactory.build(facet=alias.facet, statement="silos").full_clean()


def test_aliases_follow_their_trait_into_another_facet():
    alias = TraitAliasFactory()
    alias.trait.facet = FacetFactory()
    alias.trait.full_clean()
    alias.trait.save()
    assert TraitAlias.objects.get().facet == alias.trait.facet


def test_a_trait_stays_out_of_a_facet_that_has_one_of_its_aliases():
    alias = TraitAliasFactory(wording="Silos")
    alias.trait.facet = TraitFactory(statement="Silos").facet
    with pytest.raises(ValidationError, match="This facet has the statement already: “Silos”"):
        alias.trait.full_clean()
