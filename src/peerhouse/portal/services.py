"""What the portal needs before its first reader: a front page in each language."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from peerhouse.kernel import audit
from peerhouse.portal.models import HomePage

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


@transaction.atomic
def open_portal(*, actor: "Person | None") -> None:
    """One front page a language, each a translation of the others; done again it changes nothing."""
    if HomePage.objects.exists():
        return
    root = Page.get_first_root_node()
    Page.objects.filter(depth=root.depth + 1).delete()  # Wagtail's own sample page
    root = Page.get_first_root_node()
    first = None
    for code, _name in sorted(settings.LANGUAGES, key=lambda language: language[0] != settings.LANGUAGE_CODE):
        with translation.override(code):
            page = HomePage(
                title=_("What was said is shared."),
                second_line=_("Who said it never is."),
                lead=_(
                    "People responsible for human rights in technology companies meet here to learn from one another."
                    " Afterwards we publish what was learned, for everyone, without names."
                ),
                slug=f"home-{code}",
                locale=Locale.objects.get_or_create(language_code=code)[0],
            )
        if first:
            page.translation_key = first.translation_key
        root.add_child(instance=page)
        first = first or page
        audit.record("portal opened", page, actor=actor, language=code)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "site_name": "Peerhouse", "root_page": first},
    )
