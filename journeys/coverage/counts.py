"""How often each persona stands in a number of crowds."""

from collections.abc import Iterable

from personas.census import Crowd


def times_in(crowds: Iterable[Crowd], size: int) -> list[int]:
    """For each place of a census of that size, in how many of the crowds it stands.

    All places are counted at once: the first number has the lowest binary digit of every count, the second the next,
    so that adding a crowd takes as many steps as the counts have digits, however many personas there are.
    """
    digits: list[int] = []
    for crowd in crowds:
        carried = crowd.bits
        for number, digit in enumerate(digits):
            if not carried:
                break
            digits[number], carried = digit ^ carried, digit & carried
        if carried:
            digits.append(carried)
    flags = [Crowd(digit, size).flags for digit in digits]
    return [sum(flag << number for number, flag in enumerate(each)) for each in zip(*flags, strict=True)] or [0] * size
