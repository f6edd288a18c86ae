"""What enablement adds to imports and exports of pages, and to the starter."""

from personas.handbook.own_pages import register_own_pages
from personas.handbook.section_readers import register_section_reader
from personas.starter import register_starter


def register() -> None:
    """Offer sessions, series and resources to the handbook, and a year of them, with people, to the starter."""
    from enablement.handbook import tables
    from enablement.handbook.own_pages import KIND, read_page, write_pages
    from enablement.handbook.sections import read_section
    from enablement.starter.people import load_people
    from enablement.starter.year import load_year

    tables.register()
    register_own_pages(KIND, read_page, write_pages)
    register_section_reader("enablement", read_section, order=50)
    register_starter("enablement", load=load_year)
    register_starter("enablement's people", load=load_people)
