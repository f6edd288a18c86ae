"""The list of guides in the admin."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from personas.models import Guide
from tests.personas.factories import GuideFactory

LIST = reverse("admin:personas_guide_changelist")


@pytest.mark.parametrize(
    ("place", "titles"), [("top", ["Questions"]), ("part", ["Who?"]), ("", ["Questions", "Who?"])]
)
def test_guides_are_filtered_by_their_place(desk, place, titles):
    GuideFactory(title="Who?", parent=GuideFactory(title="Questions", order=1), order=2)
    changelist = desk.get(LIST, {"place": place}).context["cl"]
    assert [guide.title for guide in changelist.result_list] == titles


def test_the_list_says_when_a_guide_changed(desk):
    GuideFactory()
    Guide.objects.update(updated_at=datetime(2026, 3, 1, 12, tzinfo=timezone.get_current_timezone()))
    assert '<td class="field-changed_on">1 Mar 2026</td>' in desk.get(LIST).content.decode()


@pytest.mark.parametrize("pk", ["x", "\0", "-1", "9" * 30, ""])
def test_forged_choices_are_nobody(desk, pk):
    GuideFactory()
    response = desk.post(LIST, {"action": "delete_selected", "_selected_action": [pk], "index": 0, "post": "yes"})
    assert (response.status_code in (200, 302), Guide.objects.count()) == (True, 1)
