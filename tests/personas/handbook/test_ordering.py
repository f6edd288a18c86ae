"""Two orders as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personas.handbook.ordering import interleaved

orders = st.lists(st.sampled_from("abcdef"), unique=True)


@pytest.mark.parametrize(
    ("before", "page", "both"),
    [
        ("", "ab", "ab"),
        ("ab", "", "ab"),
        ("abc", "ac", "abc"),
        ("abc", "axc", "axbc"),
        ("abc", "xab", "xabc"),
        ("abc", "cx", "abcx"),
        ("abc", "ba", "bac"),
        ("abc", "xcay", "xcayb"),
    ],
)
def test_where_they_agree_the_old_order_stays_and_elsewhere_the_page_counts(before, page, both):
    assert "".join(interleaved(list(before), list(page))) == both


@given(orders, orders)
def test_everything_is_there_once_in_the_order_of_the_page(before, page):
    both = interleaved(before, page)
    assert sorted(both) == sorted({*before, *page})
    assert [key for key in both if key in page] == page


@given(orders, orders)
def test_doing_it_again_moves_nothing(before, page):
    both = interleaved(before, page)
    assert interleaved(both, page) == both
