"""The usual kinds of rows: a field says whose they are, and what becomes of them is one of three things."""

from collections.abc import Mapping

from django.db.models import Model

from .registry import PersonalData, columns_of, delete_rows, empty_field, keep_rows

DELETED = "deleted"
NAMELESS = "stays, under a name that says nothing"
WITHOUT_OWNER = "stay, without an owner"


def tied(
    key: str,
    label: str,
    model: type[Model],
    field: str,
    columns: Mapping[str, str],
    *,
    named: tuple[str, ...] = (),
    **more,
) -> PersonalData:
    """The rows whose field is the person, with what `more` says of them. `named` are those columns of text that may
    say a name."""
    return PersonalData(
        key=key,
        label=label,
        find=lambda user: model.objects.filter(**{field: user}),
        columns=columns,
        covers=columns_of(model, field, *named),
        **more,
    )


def own(key: str, label: str, model: type[Model], columns: Mapping[str, str], **more) -> PersonalData:
    """Rows that are nobody else's business, and deleted."""
    return tied(key, label, model, columns=columns, **{"field": "user", "fate": DELETED, "forget": delete_rows} | more)


def done(key: str, label: str, model: type[Model], field: str, columns: Mapping[str, str], **more) -> PersonalData:
    """Rows that say who did something: they point to the account, which has no name any more."""
    return tied(key, label, model, field, columns, **{"fate": NAMELESS, "forget": keep_rows} | more)


def held(key: str, label: str, model: type[Model], field: str, columns: Mapping[str, str], **more) -> PersonalData:
    """Rows that somebody else can take over: nobody is in the field then."""
    return tied(key, label, model, field, columns, **{"fate": WITHOUT_OWNER, "forget": empty_field(field)} | more)
