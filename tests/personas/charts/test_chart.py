import pytest

from personas.charts.chart import alike_in, leading_of

SIZES = {1: 9, 2: 8, 3: 8, 4: 7, 5: 7, 6: 7, 7: 1}


@pytest.mark.parametrize(
    ("terms", "leading"),
    [
        ([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6]),
        ([7, 4, 1], [4, 1]),
        ([7, 8], []),
    ],
)
def test_leading_are_those_that_could_be_among_the_first_five(terms, leading):
    assert leading_of(terms, SIZES) == leading


def test_only_those_of_one_size_have_to_be_told_apart():
    assert alike_in([1, 3, 4, 2], SIZES) == [3, 2]
