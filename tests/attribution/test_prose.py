"""Meeting prose that names nobody stays free of hard findings, and nearly free of soft ones."""

import pytest

from peerhouse.attribution import Allow, Entry, Guard, Kind, Roster

ROSTER = Roster.of(
    [
        Entry(Kind.PERSON, "Jane Doe"),
        Entry(Kind.PERSON, "Élodie Dubois"),
        Entry(Kind.PERSON, "José García Lozano"),
        Entry(Kind.PERSON, "Мария Сидоренко"),
        Entry(Kind.PERSON, "فاطمة النموذجي"),
        Entry(Kind.PERSON, "王示例"),
        Entry(Kind.ORGANISATION, "Sample Messaging GmbH"),
        Entry(Kind.ORGANISATION, "ООО «Пример Связь»"),
        Entry(Kind.ORGANISATION, "样例通信科技有限公司"),
        Entry(Kind.PRODUCT, "ChatterBox"),
    ]
)
PROSE = {
    "en": """\
## What participants took from the session

Participants agreed that a grievance channel nobody uses is not a sign that all is well. Some
companies start with a map
of their products and ask, for each, who could be harmed. Others begin with complaints they already
hold. “We learned to
ask earlier,” as one put it. The UN Guiding Principles set the order: severity first, likelihood
second. Under the
Digital Services Act, very large platforms assess systemic risks every year. A few companies publish
the result. Several
participants noted that workplace monitoring raises questions of privacy, of equality and of freedom
of association.

- Engage the people affected before the design is fixed.
- Track whether remedy was seen as fair.

What should a small team do? It could share one assessor with its peers. On 13 September 2023 the
group met again.
""",
    "fr": """\
## Ce que le groupe retient

Les participants ont rappelé que la diligence raisonnable commence avant la mise sur le marché.
Certaines entreprises
partent de leurs produits, d’autres des plaintes reçues. L’essentiel reste d’écouter les personnes
concernées. Selon les
Principes directeurs, la gravité passe avant la probabilité. En septembre, le groupe a comparé
quatre manières de suivre
les résultats. Une question demeure : qui décide que la réparation est juste ? Aucune équipe ne peut
y répondre seule.
""",
    "es": """\
## Lo que aprendió el grupo

Los participantes coincidieron en que la reparación debe ser adecuada, efectiva y rápida. Algunas
empresas preguntan primero
a las personas afectadas. Otras empiezan por los contratos con sus proveedores. ¿Quién mide los
resultados? Los Principios
Rectores piden atender antes lo más grave. En marzo se compararon tres formas de publicar los
avances. Nadie tenía todas las
respuestas, y eso ayudó a la conversación.
""",
    "ru": """\
## Что вынесла группа

Участники согласились, что механизм жалоб должен быть понятен тем, кого затронул вред. Одни компании
начинают с оценки
рисков, другие спрашивают сотрудников. Руководящие принципы требуют сначала заняться самым тяжёлым
вредом. В марте группа
сравнила четыре способа отслеживать результаты. Кто решает, что возмещение справедливо? На этот
вопрос нет простого ответа.
""",
    "ar": """\
## ما تعلمته المجموعة

اتفق المشاركون على أن آلية التظلم يجب أن تكون واضحة لمن لحق به الضرر. تبدأ بعض الشركات بتقييم
المخاطر، وتسأل أخرى موظفيها أولا.
تطلب المبادئ التوجيهية معالجة أشد الأضرار قبل غيرها. من يقرر أن الانتصاف عادل؟ لا توجد إجابة سهلة.
ناقشت المجموعة أربع طرق لتتبع النتائج.
""",
    "zh-hans": """\
## 小组的收获

与会者一致认为,申诉机制应当让受影响的人看得懂。有的公司从风险评估开始,有的公司先询问员工。
指导原则要求先处理最严重的伤害。谁来决定补救是否公平?这个问题没有简单的答案。小组比较了四种跟踪成效的方法。
""",
}


@pytest.mark.parametrize("language", PROSE)
def test_scan_of_clean_prose_finds_no_trace(language: str) -> None:
    assert Guard(ROSTER, Allow.shipped(), language).scan(PROSE[language]) == []


@pytest.mark.parametrize("language", PROSE)
def test_scan_finds_one_name_in_the_same_prose(language: str) -> None:
    for entry in ROSTER.entries:
        text = f"{PROSE[language]}\n… {entry.name} …\n"
        findings = Guard(ROSTER, Allow.shipped(), language).scan(text)
        assert [(finding.severity, finding.term) for finding in findings] == [("hard", entry.name)]
