import pytest


@pytest.mark.django_db
def test_signing_out_leaves_no_page_behind(reader_client):
    assert "Clear-Site-Data" not in reader_client.get("/").headers
    response = reader_client.post("/accounts/logout/")
    assert (response["Location"], response["Clear-Site-Data"]) == ("/accounts/login/", '"cache"')
