import pytest

from enablement.mail.figures import mails_by_state
from tests.enablement.factories import ReminderFactory


@pytest.mark.django_db
def test_every_state_has_a_figure(django_assert_num_queries):
    ReminderFactory()
    ReminderFactory()
    ReminderFactory(state="sent")
    with django_assert_num_queries(1):
        assert mails_by_state() == {"waiting": 2, "claimed": 0, "sent": 1, "failed": 0, "dropped": 0}
