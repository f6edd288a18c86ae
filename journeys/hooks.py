"""What journeys add to the pages of the apps below."""

from pathlib import Path

from personas.data_version import register_versioned
from personas.handbook.own_pages import register_own_pages
from personas.handbook.section_readers import register_passage_reader, register_section_reader
from personas.history.parts import register_part
from personas.history.rows import register_recoverable
from personas.panels import register_panel
from personas.saved_pages import register_saved_page
from personas.search.kinds import register_search_kind
from personas.starter import register_starter

STARTER = Path(__file__).parent / "starter"


def register() -> None:
    """Offer journeys to persona pages, the search and the handbook."""
    from journeys import models
    from journeys.handbook import tables
    from journeys.handbook.bullets import read_journey
    from journeys.handbook.grids import read_tables
    from journeys.handbook.own_pages import KIND, read_journey_page, write_journeys
    from journeys.history import PART
    from journeys.panel import journeys_of
    from journeys.retirement import register as register_uses
    from journeys.search import journeys, stages

    shown = models.Journey, models.Stage, models.Touchpoint
    register_panel("journeys", journeys_of, order=40, made_of=shown, plain=True)
    register_search_kind("journeys", "Journeys", journeys, order=52, made_of=[models.Journey])
    told = models.Journey, models.Stage, models.StageAlias
    register_search_kind("stages", "Stages", stages, order=54, made_of=told)
    register_saved_page("journeys", "Journeys", "journeys:list")
    tables.register()
    register_own_pages(KIND, read_journey_page, write_journeys)
    register_passage_reader("journeys", read_journey)
    register_section_reader("journeys", read_tables)
    register_starter("journeys", pages=STARTER)
    register_part(PART)
    register_recoverable(models.Journey, "stages", "stages__aliases")
    register_recoverable(models.Touchpoint, "format_links")
    for model in (models.Asset, models.ContentTask):
        register_recoverable(model)
    register_uses()
    register_versioned(models.Journey, models.Stage, models.StageAlias, models.Touchpoint, models.TouchpointFormat)
