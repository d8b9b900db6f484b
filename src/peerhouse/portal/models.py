"""The pages that the secretariat writes itself, in Wagtail: one front page a language, and pages below it.

What the house promises (confidentiality, privacy, accessibility) is not here: those pages are templates, versioned with
the code that keeps them.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from peerhouse.portal import queries

if TYPE_CHECKING:
    from django.http import HttpRequest


class HomePage(Page):  # type: ignore[misc]  # Wagtail publishes no types
    """The front page in one language; its lists come from the programmes."""

    second_line = models.CharField(max_length=120)
    lead = models.CharField(max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("second_line"), FieldPanel("lead")]
    # Neither is shown: a page is public or it is not, and Wagtail's preview is a frame, which our policy refuses.
    settings_panels: ClassVar[list[FieldPanel]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    parent_page_types = ["wagtailcore.Page"]
    template = "portal/home.html"

    def get_context(self, request: "HttpRequest", *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **queries.front_page()}


class ContentPage(Page):  # type: ignore[misc]  # Wagtail publishes no types
    """A page of text, below the front page of its language."""

    body = RichTextField(features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])

    content_panels = [*Page.content_panels, FieldPanel("body")]
    settings_panels: ClassVar[list[FieldPanel]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    parent_page_types = ["portal.HomePage", "portal.ContentPage"]
    template = "portal/content.html"
