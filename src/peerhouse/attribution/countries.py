"""Names of countries and large languages: capitals that explain themselves. From pycountry, nothing is fetched."""

import gettext
from functools import cache

import pycountry

from peerhouse.attribution.words import base_language

_CATALOGUES = {"zh": "zh_CN"}


@cache
def country_names(language: str) -> frozenset[str]:
    """Names of countries in English and in `language`, and of languages with a two-letter code in English."""
    names: set[str] = set()
    for country in pycountry.countries:
        names.add(country.name)
        names.update(getattr(country, part) for part in ("common_name", "official_name") if hasattr(country, part))
    base = base_language(language)
    if base != "en":
        catalogue = gettext.translation(
            "iso3166-1", pycountry.LOCALES_DIR, languages=[_CATALOGUES.get(base, base)], fallback=True
        )
        names |= {catalogue.gettext(name) for name in names}
    tongues = {tongue.name for tongue in pycountry.languages if hasattr(tongue, "alpha_2")}
    short = {name.partition(",")[0].partition(" (")[0] for name in names | tongues}
    return frozenset(names | short)
