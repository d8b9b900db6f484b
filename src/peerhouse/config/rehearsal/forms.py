"""Reads the forms of a page as a browser does, so that a simulated person fills in what is really there."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """One form: where it goes, and the fields with the values it would send untouched."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class FormReader(HTMLParser):
    """Collects the forms of a page. Of a select only the chosen option counts, of a box only a ticked one."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select: str | None = None
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name"), given.get("value") or ""
        match tag:
            case "form":
                self._open = Form(given.get("action") or "")
                self.forms.append(self._open)
            case "input" if self._open and name:
                boxed = given.get("type") in {"radio", "checkbox"}
                if not boxed or "checked" in given:
                    self._open.fields.setdefault(name, []).append(value or ("on" if boxed else ""))
            case "select":
                self._select = name
            case "option" if self._open and self._select and "selected" in given:
                self._open.fields[self._select] = [value]
            case "textarea" if self._open and name:
                self._textarea = name
                self._open.fields[name] = [""]
            case _:
                return

    def handle_data(self, data: str) -> None:
        if self._open and self._textarea:
            self._open.fields[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "form":
                self._open = None
            case "select":
                self._select = None
            case "textarea":
                self._textarea = None
            case _:
                return


def form_with(page: str, *names: str) -> Form:
    """The first form of the page that has all these fields; LookupError where the page has none."""
    reader = FormReader()
    reader.feed(page)
    for form in reader.forms:
        if set(names) <= set(form.fields):
            return form
    message = f"The page has no form with {', '.join(names)}."
    raise LookupError(message)
