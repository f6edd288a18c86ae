"""What to make next: the score, and the words for it."""

from collections import Counter

from journeys.coverage.ledger import Lack
from journeys.coverage.pieces import next_pieces

from .conftest import IS_INFORMED, LEADS, TAKES_PART

REPORT, PODCAST, FILM, BOOK = range(1, 5)


def lack(form=REPORT, tier=1, involvement=LEADS, is_weak=False, stage=1):
    return Lack(stage, form, tier, involvement, is_weak)


def order(*lacks, planned=()):
    return [(piece.format, piece.score) for piece in next_pieces(Counter(lacks), set(planned), 9)]


def test_primary_counts_more_than_secondary_and_that_more_than_tertiary():
    assert order(lack(PODCAST, 2), lack(FILM, 3), lack(REPORT, 1)) == [(REPORT, 12), (PODCAST, 6), (FILM, 3)]


def test_leading_counts_more_than_taking_part_and_that_more_than_being_informed():
    rows = lack(PODCAST, involvement=TAKES_PART), lack(FILM, involvement=IS_INFORMED), lack(REPORT)
    assert order(*rows) == [(REPORT, 12), (PODCAST, 8), (FILM, 4)]


def test_every_persona_served_counts():
    assert order(lack(PODCAST, 2), lack(PODCAST, 2), lack(PODCAST, 2), lack(REPORT)) == [(PODCAST, 18), (REPORT, 12)]


def test_an_old_piece_or_a_planned_one_halves_it():
    rows = lack(REPORT), lack(PODCAST, is_weak=True), lack(FILM)
    assert order(*rows, planned=[(1, FILM)]) == [(REPORT, 12), (PODCAST, 6), (FILM, 6)]


def test_three_are_enough_and_equals_keep_their_order():
    rows = [lack(form) for form in (BOOK, FILM, PODCAST, REPORT)]
    assert [piece.format for piece in next_pieces(Counter(rows), set())] == [REPORT, PODCAST, FILM]


def test_the_reason_says_all_that_counted():
    rows = [lack(), lack(), lack(tier=2, involvement=TAKES_PART, is_weak=True)]
    [piece] = next_pieces(Counter(rows), set())
    assert piece.reason == (
        "It would serve 3 personas, a primary content type for 2, 2 lead the stage. "
        "For 1 there is only an old or broken one. Nothing is planned yet."
    )
    assert piece.shown_score == "26"
    [piece] = next_pieces(Counter([lack(tier=3, involvement=IS_INFORMED)]), {(1, REPORT)})
    assert piece.reason == "It would serve 1 persona. One like it is planned for somebody else."
    assert piece.shown_score == "0.5"
    assert next_pieces(Counter(), set()) == []
