"""What several browser tests do."""


def go_back(page, address):
    """Goes back to the address, a pattern: the page is loaded anew, which nobody has to wait for but the test."""
    with page.expect_event("load"):
        page.evaluate("history.back()")
    page.wait_for_url(address)
