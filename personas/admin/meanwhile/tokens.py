"""What a page showed, carried by the page itself: signed, so that nothing has to be believed."""

from dataclasses import dataclass

from django.core import signing

from .states import State

SHOWN = "_shown"  # the page as it was shown last
BEFORE = "_before"  # the page as it was when somebody began to type
SALT = "admin.meanwhile"


@dataclass(frozen=True)
class Shown:
    """`of` says of what, `mark` where its history stood, and `state` what the fields showed."""

    of: str
    mark: int
    state: State


def sealed(shown: Shown) -> str:
    return signing.dumps([shown.of, shown.mark, shown.state], salt=SALT, compress=True)


def opened(text: str, of: str) -> Shown | None:
    """None for what isn't ours, or tells of something else."""
    try:
        shown = Shown(*signing.loads(text, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return shown if shown.of == of else None


def name_of(row) -> str:
    """Of what a page is: "personas.persona 7"."""
    return f"{row._meta.label_lower} {row.pk}"
