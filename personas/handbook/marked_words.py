"""Old and new text as HTML that marks what was removed and what was added."""

from django.utils.html import format_html, format_html_join

from .word_diff import Fate, Stretch, compared

# Of a long stretch that both have, this many words at each end are shown.
SHOWN_WORDS = 12
LONG_WORDS = 40
MARKUP = {Fate.SAME: "{}", Fate.REMOVED: "<del>{}</del>", Fate.ADDED: "<ins>{}</ins>"}


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts as safe HTML: the old with what is removed marked, the new with what is added."""
    if not old or not new:
        return html_of([Stretch(Fate.REMOVED, old)], Fate.REMOVED), html_of([Stretch(Fate.ADDED, new)], Fate.ADDED)
    stretches = compared(old, new)
    return html_of(stretches, Fate.REMOVED), html_of(stretches, Fate.ADDED)


def html_of(stretches: list[Stretch], fate: Fate) -> str:
    """The stretches that are the same or of that fate."""
    chosen = [stretch for stretch in stretches if stretch.fate in (Fate.SAME, fate) and stretch.text]
    return format_html_join("", "{}", ((shown(stretch),) for stretch in chosen))


def shown(stretch: Stretch) -> str:
    """One stretch; of a long one that stays, the middle is only counted."""
    words = stretch.text.split()
    if stretch.fate != Fate.SAME or len(words) <= LONG_WORDS:
        # Marks end with the last word, so that lines aren't struck through beyond it.
        bare = stretch.text.rstrip()
        return format_html(MARKUP[stretch.fate] + "{}", bare, stretch.text[len(bare) :])
    start, end = " ".join(words[:SHOWN_WORDS]), " ".join(words[-SHOWN_WORDS:])
    count = len(words) - 2 * SHOWN_WORDS
    return format_html('{} <span class="same">… {} words the same …</span> {} ', start, count, end)
