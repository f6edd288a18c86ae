import pytest
from django.contrib.admin.models import CHANGE, LogEntry

from tests.personas.factories import AdministratorFactory, PersonaFactory, UserFactory


@pytest.mark.django_db
def test_the_start_page_tells_of_changes_to_what_one_may_see(client):
    editor, reader = AdministratorFactory(), UserFactory(is_staff=True, permissions=["personas.view_persona"])
    shown, draft = PersonaFactory(), PersonaFactory(status="draft")
    for persona in (shown, draft):
        LogEntry.objects.log_actions(editor.pk, [persona], CHANGE, "Renamed.", single_object=True)
    told = {}
    for user in (editor, reader):
        client.force_login(user)
        told[user] = [row.name for change in client.get("/admin/").context["recent_changes"] for row in change.rows]
    assert told == {editor: [str(draft), str(shown)], reader: [str(shown)]}
