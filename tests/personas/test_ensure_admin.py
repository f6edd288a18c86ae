import re

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_the_printed_password_opens_the_admin(client, capsys):
    call_command("ensure_admin")
    username, password = re.search(r"User name: (\S+)   Password: (\S+)\n", capsys.readouterr().out).groups()
    assert client.login(username=username, password=password)
    assert client.get("/admin/").status_code == 200


def test_an_installation_with_an_administrator_is_left_alone(admin_user, django_user_model, capsys):
    call_command("ensure_admin", username="another")
    assert (django_user_model.objects.get(), capsys.readouterr().out) == (admin_user, "")


def test_nobody_is_promoted_by_name(django_user_model):
    django_user_model.objects.create_user("admin")
    with pytest.raises(CommandError, match="“admin” is a user without administrator rights"):
        call_command("ensure_admin")
    assert django_user_model.objects.filter(is_superuser=True).count() == 0
