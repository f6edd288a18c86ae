"""The reader's own pages about what is known of them, and the administrators'."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.test import Client

from config.access.models import AuditEntry
from config.access.names import ADMINISTRATOR, EDITOR
from config.access.personal_data.plan import LAST, is_forgotten, plan_for
from config.access.roles import set_roles
from personas.personal_data.taking_out import UNPUBLISHED, as_zip
from personas.views.own_data import WRONG_NAME, WRONG_PASSWORD
from tests.personas.factories import AdministratorFactory, PersonaFactory, SavedViewFactory, StarFactory, UserFactory

from .everything import NAMES, person, still_told

pytestmark = pytest.mark.django_db
PAGE, FILE, FORGET = "/account/data/", "/account/data/file/", "/account/data/forget/"
PASSWORD = "open sesame, open"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def somebody():
    user = UserFactory(username="dana")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def administrator():
    user = UserFactory()
    set_roles(user, [ADMINISTRATOR])
    return type(user).objects.get(pk=user.pk)


def asked(client, proof: str, agreed: str = ""):
    agreed = agreed or client.get(FORGET).context["plan"].fingerprint
    return client.post(FORGET, {"proof": proof, "agreed": agreed})


def tables(content: bytes) -> dict[str, list[list[str]]]:
    with ZipFile(BytesIO(content)) as file:
        names = [name for name in file.namelist() if name.endswith(".csv")]
        return {name: list(csv.reader(StringIO(file.read(name).decode("utf-8-sig")))) for name in names}


def test_the_page_says_how_much_there_is(somebody):
    StarFactory(user=somebody)
    client = signed_in(somebody)
    told = {effect.kind.key: effect.count for effect in client.get(PAGE).context["plan"].effects}
    assert told == {"account": 1, "audit_log": 1, "stars": 1}


def test_the_file_holds_everything():
    user = person()
    content = signed_in(user).get(FILE).content
    with ZipFile(BytesIO(content)) as file:
        data = json.loads(file.read("data.json"))
    assert [kind for kind, told in data.items() if not told["rows"]] == []
    assert data["account"]["rows"][0]["E-mail address"] == NAMES[2]
    assert {f"{key}.csv" for key in data} == set(tables(content))
    assert {name: len(rows) - 1 for name, rows in tables(content).items()} == {
        f"{key}.csv": len(told["rows"]) for key, told in data.items()
    }


def test_formulas_in_the_file_run_nothing(somebody):
    SavedViewFactory(owner=somebody, name='=HYPERLINK("http://evil.example")')
    assert tables(as_zip(somebody))["saved_views.csv"][1][0] == '\'=HYPERLINK("http://evil.example")'


def test_drafts_are_not_told_of(somebody):
    StarFactory(user=somebody, persona=PersonaFactory(name="Zyxw", role_label="Zyxw", status="draft"))
    assert tables(as_zip(somebody))["stars.csv"][1][:2] == [UNPUBLISHED, UNPUBLISHED]


def test_taking_it_out_is_written_down_without_a_name(somebody):
    signed_in(somebody).get(FILE)
    assert AuditEntry.objects.get(kind="taken_out").subject == f"Personal data of account {somebody.pk}"


def test_somebody_closes_their_account_and_is_forgotten(somebody):
    client = signed_in(somebody)
    response = asked(client, PASSWORD)
    assert response.headers["Location"] == "/accounts/login/"
    somebody.refresh_from_db()
    assert is_forgotten(somebody)
    assert client.get(PAGE).status_code == 302
    assert not AuditEntry.objects.filter(actor_name="dana").exists()


def test_without_the_password_nothing_happens(somebody):
    response = asked(signed_in(somebody), "open")
    assert (response.status_code, response.context["problem"]) == (422, WRONG_PASSWORD)
    somebody.refresh_from_db()
    assert somebody.is_active


def test_who_has_no_password_types_the_user_name(somebody):
    somebody.set_unusable_password()
    somebody.save()
    client = signed_in(somebody)
    assert asked(client, "Dana").context["problem"] == WRONG_NAME
    assert asked(client, "dana").status_code == 302


def test_what_changed_meanwhile_is_shown_first(somebody):
    client = signed_in(somebody)
    agreed = plan_for(somebody).fingerprint
    StarFactory(user=somebody)
    assert asked(client, PASSWORD, agreed).status_code == 409
    assert asked(client, PASSWORD, "rubbish").status_code == 409


def test_guessing_the_password_there_is_held_back(somebody, settings):
    settings.AXES_FAILURE_LIMIT = 2
    client = signed_in(somebody)
    assert [asked(client, "guess").status_code for _ in range(2)] == [422, 429]


def test_the_last_administrator_is_told_why_not(administrator):
    client = signed_in(administrator)
    assert client.get(FORGET).context["plan"].refusal == LAST
    assert client.post(FORGET, {"proof": administrator.username}).status_code in (409, 422)
    administrator.refresh_from_db()
    assert administrator.is_active


def desk(user) -> str:
    return f"/admin/auth/user/{user.pk}/personal-data/"


def test_an_administrator_forgets_somebody(administrator):
    user, client = person(), signed_in(administrator)
    page = client.get(desk(user))
    response = client.post(desk(user), {"agreed": page.context["plan"].fingerprint})
    assert response.headers["Location"] == "/admin/auth/user/"
    assert still_told() == []


def test_an_administrator_without_the_plan_gets_it(administrator, somebody):
    assert signed_in(administrator).post(desk(somebody)).status_code == 409
    somebody.refresh_from_db()
    assert somebody.is_active


def test_an_administrator_takes_out_the_file(administrator, somebody):
    response = signed_in(administrator).get(desk(somebody).rstrip("/") + ".zip")
    assert tables(response.content)["account.csv"][1][0] == "dana"


def test_nobody_else_may(somebody):
    set_roles(somebody, [EDITOR])
    other = UserFactory()
    assert [signed_in(somebody).get(address).status_code for address in (desk(other), desk(other)[:-1] + ".zip")] == [
        403,
        403,
    ]


def test_nobody_reaches_above_themselves(administrator):
    superuser = AdministratorFactory()
    assert signed_in(administrator).post(desk(superuser)).status_code == 403


def test_ones_own_account_has_its_own_page(administrator):
    assert signed_in(administrator).get(desk(administrator)).headers["Location"] == PAGE


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 40, "rubbish"])
def test_there_is_no_such_account(administrator, pk):
    assert signed_in(administrator).get(f"/admin/auth/user/{pk}/personal-data/").status_code == 404


def test_the_account_page_leads_there(administrator, somebody):
    page = signed_in(administrator).get(f"/admin/auth/user/{somebody.pk}/change/").content.decode()
    assert desk(somebody) in page
