"""What a reader finds on an answered page."""

from bs4 import BeautifulSoup
from django.http import HttpResponse


def page_of(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def errors_of(response: HttpResponse) -> dict[str, str]:
    """The error beside each field, by the field's name."""
    errors = page_of(response).select("[id$=_error]")
    return {str(tag["id"]).removeprefix("id_").removesuffix("_error"): tag.get_text(" ", strip=True) for tag in errors}
