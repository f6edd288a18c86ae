"""What a browser would send back from the form of an import's plan."""

from html.parser import HTMLParser


class PlanForm(HTMLParser):
    """The fields of the plan in a page: hidden ones, ticked boxes, chosen options; and each box's key by its name."""

    def __init__(self, html: str):
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.boxes: dict[str, str] = {}
        self.select = ""
        self.is_plan = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.is_plan = "plan" in given.get("class", "")
        elif tag == "input" and self.is_plan:
            self.read_input(given)
        elif tag == "select":
            self.select = given["name"]
            self.fields[self.select] = [""]
        elif tag == "option" and "selected" in given:
            self.fields[self.select] = [given["value"]]

    def read_input(self, given):
        if given["type"] == "checkbox" and "aria-label" in given:
            self.boxes[given["aria-label"]] = given["value"]
        if given["type"] == "hidden" or "checked" in given:
            self.fields.setdefault(given["name"], []).append(given["value"])


def plan_form(response, *, tick=(), untick=(), html=None) -> dict:
    """The fields as they would be sent, after ticking and unticking boxes by their names or their keys."""
    form = PlanForm(html or response.content.decode())
    ticked = set(form.fields.get("take", [])) | {form.boxes.get(name, name) for name in tick}
    return form.fields | {"take": sorted(ticked - {form.boxes.get(name, name) for name in untick})}


def boxes(response) -> dict[str, bool]:
    """The name of each box and whether it is ticked."""
    form = PlanForm(response.content.decode())
    return {name: key in form.fields.get("take", []) for name, key in form.boxes.items()}


def streamed_text(response) -> str:
    """The whole of an answer that comes in pieces."""
    return b"".join(response.streaming_content).decode()
