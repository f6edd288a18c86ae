"""How often each persona stands in a number of sets."""

from collections.abc import Iterable

from personas.census import Crowd


def times_in(sets: Iterable[int], size: int) -> list[int]:
    """For each place of a census of that size, in how many of the sets, given as bits, it stands.

    All places are counted at once: the first number has the lowest binary digit of every count, the second the next,
    so that adding a set takes as many steps as the counts have digits, however many personas there are.
    """
    digits: list[int] = []
    for carried in sets:
        for number, digit in enumerate(digits):
            if not carried:
                break
            digits[number], carried = digit ^ carried, digit & carried
        if carried:
            digits.append(carried)
    counts = list(zip(*(Crowd(digit, size).flags for digit in digits), strict=True)) or [()] * size
    # Few counts differ, however many places there are.
    value = {flags: sum(flag << number for number, flag in enumerate(flags)) for flags in set(counts)}
    return [value[flags] for flags in counts]
