"""What stands outside personas becomes guides."""

from personas.handbook.guide_reader import read_guides

from .samples import outlined, words


def read(text: str) -> list[tuple]:
    """(title, title of the whole, text, line) of each guide of a page."""
    guides = read_guides(outlined(text).root, "people.md", words())
    assert [guide.order for guide in guides] == list(range(1, len(guides) + 1))
    return [(guide.title, guide.parent and guide.parent.title, guide.body, guide.line) for guide in guides]


def test_each_heading_is_a_guide_and_parts_know_their_whole():
    text = "## Tips\n\nGreet **them**.\n\n### Mornings\n\nBring [coffee](https://a.example).\n\n## Tours\n\nx\n"
    assert read(text) == [
        ("Tips", None, "Greet **them**.", 1),
        ("Mornings", "Tips", "Bring [coffee](https://a.example).", 5),
        ("Tours", None, "x", 9),
    ]


def test_text_of_the_page_itself_is_the_guide_of_its_title_and_the_whole_of_the_others():
    assert read("# Shop\n\nWelcome.\n\n## Tips\n\nGreet.\n") == [
        ("Shop", None, "Welcome.", 1),
        ("Tips", "Shop", "Greet.", 5),
    ]


def test_a_page_without_a_title_lends_its_file_name():
    assert read("Welcome.\n\n## Tips\n\nGreet.\n") == [
        ("people.md", None, "Welcome.", 1),
        ("Tips", "people.md", "Greet.", 3),
    ]


def test_a_heading_over_guides_is_a_guide_without_text():
    assert read("## FAQ\n\n### Who bakes?\n\nBente.\n\n## Tips\n\nx\n") == [
        ("FAQ", None, "", 1),
        ("Who bakes?", "FAQ", "Bente.", 3),
        ("Tips", None, "x", 7),
    ]


def test_a_bare_heading_takes_those_that_follow_on_its_level():
    assert read("## FAQ\n\n## Who bakes?\n\nBente.\n\n## Who mills?\n\nMio.\n") == [
        ("FAQ", None, "", 1),
        ("Who bakes?", "FAQ", "Bente.", 3),
        ("Who mills?", "FAQ", "Mio.", 7),
    ]


def test_the_head_of_a_group_of_personas_is_no_guide():
    assert read("## Buyer personas\n\n### Tips\n\nGreet.\n\n## Tours\n\n") == [("Tips", None, "Greet.", 3)]


def test_headings_with_nothing_below_are_no_guides():
    assert read("## Tips\n\n## Tours\n") == []


def test_a_long_title_is_cut_to_what_the_catalogue_holds():
    assert [len(title) for title, *_ in read(f"## {'x' * 300}\n\ny\n\n## Tips\n")] == [200]
