import pytest

from journeys.models import Asset, ContentTask

pytestmark = pytest.mark.django_db
HUGE = "9" * 20


@pytest.mark.parametrize("value", ["\0", HUGE, f"-{HUGE}", "x", "²", "1.5", "9" * 5000])
@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("journeys/asset", "content_format"),
        ("journeys/asset", "personas"),
        ("journeys/asset", "stages"),
        ("journeys/contenttask", "persona"),
        ("journeys/contenttask", "asset"),
        ("auth/group", "permissions"),
    ],
)
def test_what_can_be_no_row_is_told_beside_its_field(admin_client, address, field, value):
    response = admin_client.post(f"/admin/{address}/add/", {field: value})
    form = response.context["adminform"].form
    assert (response.status_code, field in form.errors) == (200, True)
    assert (Asset.objects.count(), ContentTask.objects.count()) == (0, 0)
