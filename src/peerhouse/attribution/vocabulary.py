"""Small closed word lists of the six languages, folded where the text is compared folded."""

from peerhouse.attribution.normalise import fold_words


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


# Longest first; as folding leaves them: й is и, ё is е.
RUSSIAN_ENDINGS = tuple(
    sorted(
        _words("""
            а я у ю е и ы о ь ом ем ым им ои еи ою ею ого его ому ему ых их ами ями ах ях ые ие ии ыи ая яя ую юю ия ию
            иеи иею ием ея ее еем
        """),
        key=len,
        reverse=True,
    )
)
SMALL_WORDS = frozenset(
    _words("""
        of the and for in on de la le les du des d l et y e del las los el i и в по на с für und der die das
    """)
)
HONORIFICS = frozenset(_words("dr mr mrs ms mx prof professor mme mlle sr sra srta dra г-н г-жа"))
# Before these a full stop ends no sentence.
ABBREVIATIONS = frozenset(_words("mr mrs ms mx dr prof st mt vs cf eg ie m mme mlle sr sra srta dra г ул проф акад гр"))
SURNAME_PARTICLES = frozenset(
    _words("de la le du des del da das do dos di van von der den ter bin ibn ben abu al el y e st")
)
HAN_TITLES = _words("先生 女士 小姐 总 经理 博士 教授 老师 主任 律师")
HAN_DOUBLE_SURNAMES = frozenset(_words("欧阳 司马 诸葛 上官 司徒 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐"))
_LEGAL_FORMS = """
    Inc|Incorporated|Ltd|Limited|LLC|L.L.C.|LLP|L.P.|LP|PLC|Corp|Corporation|Co|Company|Pty|Pte|PBC|GmbH|UG|AG|KG|KGaA|SE|
    e.V.|SA|S.A.|SAS|S.A.S.|SARL|S.à r.l.|SASU|SNC|SL|S.L.|SLU|S.L.U.|SpA|S.p.A.|Srl|S.r.l.|SA de CV|S.A. de C.V.|Ltda|
    S.A.C.|NV|N.V.|BV|B.V.|AB|AS|ASA|A/S|ApS|Oy|Oyj|K.K.|Kft|sp. z o.o.|Limitada|Sociedad Anónima|Société Anonyme|
    ООО|ОАО|ЗАО|ПАО|АО|НКО|ИП|ФГУП|ТОО|المحدودة|ذ.م.م|ش.م.م|ش.م.ع|ش.م.ل|ذات المسؤولية المحدودة
"""
LEGAL_FORMS_BEHIND = tuple(fold_words(form) for form in _LEGAL_FORMS.split("|"))
LEGAL_FORMS_BEFORE = tuple(fold_words(form) for form in _words("The ООО ОАО ЗАО ПАО АО НКО ИП ФГУП ТОО شركة"))
