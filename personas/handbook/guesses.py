"""What an import guessed or didn't understand, kept for an editor to settle."""

from collections.abc import Iterator

from personas.models import ImportGuess, Persona
from personas.models.guesses import guess_key

from .drafts import Reading
from .plan import Plan
from .vocabulary import ALIAS

SUBJECT_LENGTH = 300
PAGE_LENGTH = 200
CHUNK = 500


def keep_guesses(plan: Plan) -> None:
    """Store the plan's guesses and puzzles that aren't stored yet; a settled one stays settled.

    Guesses about a persona who isn't in the catalogue, because she was left, are left with her.
    """
    guesses = {guess.key: guess for guess in guesses_of(plan)}
    for key in stored(list(guesses)):
        del guesses[key]
    personas = personas_named({guess.subject for guess in guesses.values()}, plan)
    for guess in guesses.values():
        guess.persona_id = personas.get(guess.subject)
    kept = [guess for guess in guesses.values() if guess.persona_id or guess.subject not in headings(plan)]
    if kept:
        ImportGuess.objects.bulk_create(kept, batch_size=CHUNK, ignore_conflicts=True)


def guesses_of(plan: Plan) -> Iterator[ImportGuess]:
    """The guesses, not stored yet. What an editor has called the same is none."""
    for reading in plan.readings:
        if is_guess(reading):
            yield guess(reading.subject, reading.part, reading.written, reading.read_as, reading.how, reading)
    for puzzle in plan.puzzles:
        yield guess(puzzle.subject, "", puzzle.text, "", puzzle.why, puzzle)


def is_guess(reading: Reading) -> bool:
    return not (reading.is_spelling or reading.how == ALIAS)


def guess(subject: str, part: str, written: str, read_as: str, reason: str, place) -> ImportGuess:
    """One row with its key; `place` knows the page and the line."""
    subject, part = subject[:SUBJECT_LENGTH], part[:SUBJECT_LENGTH]
    return ImportGuess(
        subject=subject,
        part=part,
        written=written,
        read_as=read_as,
        reason=reason,
        page=place.page[:PAGE_LENGTH],
        line=place.line,
        key=guess_key(subject, part, written, read_as),
    )


def stored(keys: list[str]) -> Iterator[str]:
    """Those of the keys that are in the database."""
    for start in range(0, len(keys), CHUNK):
        yield from ImportGuess.objects.filter(key__in=keys[start : start + CHUNK]).values_list("key", flat=True)


def headings(plan: Plan) -> set[str]:
    return {heading[:SUBJECT_LENGTH] for heading in plan.personas}


def personas_named(subjects: set[str], plan: Plan) -> dict[str, int]:
    """The primary keys of the pages' personas by their headings, as far as they are in the catalogue."""
    slugs = {slug: heading[:SUBJECT_LENGTH] for heading, slug in plan.personas.items()}
    wanted = [slug for slug, heading in slugs.items() if heading in subjects]
    found = {}
    for start in range(0, len(wanted), CHUNK):
        rows = Persona.objects.filter(slug__in=wanted[start : start + CHUNK]).values_list("slug", "pk")
        found |= {slugs[slug]: pk for slug, pk in rows}
    return found
