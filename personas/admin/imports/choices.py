"""What the plan's form says: lines ticked or not, and unknown words that are the same as known ones."""

import re
from dataclasses import replace

from django.http import QueryDict

from personas.handbook.plan import KEY_DIGITS
from personas.handbook.synonyms import Synonym, alias_key

from .order import MODELS, ImportOrder

KEY = re.compile(rf"[0-9a-f]{{{KEY_DIGITS}}}")
SAME = "same"


def with_choices(order: ImportOrder, data: QueryDict) -> ImportOrder:
    """The order with what the form decides. `shown` lists the lines and groups that the form had, `take` those of them
    that are ticked; what it didn't show stays as decided before."""
    shown = keys_in(data.get("shown", "").split())
    choices = order.choices.decided(shown, keys_in(data.getlist("take")))
    return replace(order, choices=choices, synonyms=synonyms_in(order.synonyms, data))


def keys_in(texts: list[str]) -> frozenset[str]:
    """Those of the texts that can be keys of lines."""
    return frozenset(text for text in texts if KEY.fullmatch(text))


def synonyms_in(before: tuple[Synonym, ...], data: QueryDict) -> tuple[Synonym, ...]:
    """The synonyms decided before, with those that the form's lists choose; an empty choice is none."""
    chosen = {(each.model, each.wording): each for each in before}
    for name, value in data.items():
        model, wording = word_of(name)
        if model and value:
            chosen[model, wording] = Synonym(model, wording, value)
        elif model:
            chosen.pop((model, wording), None)
    return tuple(chosen.values())


def field_name(model, wording: str) -> str:
    """The name of the list that says what an unknown word is the same as."""
    return f"{SAME}:{model._meta.model_name}:{wording}"


def word_of(name: str):
    """The model and wording of a field of that name, or two Nones."""
    kind, _, rest = name.partition(":")
    model_name, _, wording = rest.partition(":")
    is_word = kind == SAME and model_name in MODELS and "\0" not in wording and alias_key(wording)
    return (MODELS[model_name], wording) if is_word else (None, None)
