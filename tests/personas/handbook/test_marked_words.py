"""Old and new text with what differs marked."""

from personas.handbook.marked_words import marked


def test_each_side_marks_its_own():
    assert marked("two white ovens", "two black ovens") == (
        "two <del>white</del> ovens",
        "two <ins>black</ins> ovens",
    )


def test_one_side_alone_is_marked_whole():
    assert marked("", "new words") == ("", "<ins>new words</ins>")
    assert marked("old words", "") == ("<del>old words</del>", "")


def test_texts_are_escaped():
    old, new = marked("a <b>x</b>", "a <script>alert(1)</script>")
    assert (old, new) == (
        "a <del>&lt;b&gt;x&lt;/b&gt;</del>",
        "a <ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>",
    )


def test_the_middle_of_a_long_stretch_is_only_counted():
    words = " ".join(f"w{number}" for number in range(100))
    old, new = marked(f"{words} a", f"{words} b")
    assert old.startswith("w0 w1 ")
    assert '<span class="same">… 76 words the same …</span> w88' in old
    assert (old.endswith("w99 <del>a</del>"), new.endswith("w99 <ins>b</ins>")) == (True, True)
