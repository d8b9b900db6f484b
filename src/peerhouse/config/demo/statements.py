"""The ground rules and the antitrust statement of the demonstration, in our own words and six languages.

What they ask follows the programme's published rules of 2023; the sentences are ours and no legal advice.
"""

from typing import Final

GROUND_RULES: Final[dict[str, str]] = {
    "en": """\
- **Use what you hear. Never say who said it.** This is the Chatham House Rule: neither the speaker nor their organisation may be named or hinted at.
- **Nothing is recorded.** Do not record, photograph or transcribe, and do not let a tool do it for you.
- **Who takes part is not public.** Do not tell others who was here.
- **We talk about respect for human rights.** Sales, prices and commercial plans have no place here.
- **Taking part is not an endorsement.** Nobody is vetted, and nothing said here is legal advice.
""",
    "fr": """\
- **Utilisez ce que vous entendez. Ne dites jamais qui l’a dit.** C’est la règle de Chatham House : ni la personne ni son organisation ne peuvent être nommées ou suggérées.
- **Rien n’est enregistré.** N’enregistrez pas, ne photographiez pas, ne transcrivez pas, et ne laissez aucun outil le faire à votre place.
- **La participation n’est pas publique.** Ne dites pas qui était présent.
- **Nous parlons du respect des droits de l’homme.** Les ventes, les prix et les projets commerciaux n’ont pas leur place ici.
- **Participer ne vaut pas approbation.** Personne n’est contrôlé et rien de ce qui est dit n’est un avis juridique.
""",
    "es": """\
- **Utilice lo que oiga. Nunca diga quién lo dijo.** Es la regla de Chatham House: no se puede nombrar ni insinuar a la persona ni a su organización.
- **Nada se graba.** No grabe, no fotografíe ni transcriba, y no deje que una herramienta lo haga por usted.
- **La participación no es pública.** No cuente quién estuvo aquí.
- **Hablamos del respeto de los derechos humanos.** Las ventas, los precios y los planes comerciales no tienen cabida aquí.
- **Participar no es un respaldo.** No se examina a nadie y nada de lo dicho es asesoramiento jurídico.
""",
    "ar": """\
- **استخدم ما تسمعه، ولا تذكر أبدًا من قاله.** هذه قاعدة تشاتام هاوس: لا يجوز ذكر اسم المتحدث أو منظمته ولا التلميح إليهما.
- **لا يُسجَّل شيء.** لا تسجّل ولا تصوّر ولا تدوّن حرفيًا، ولا تدع أداة تفعل ذلك نيابة عنك.
- **أسماء المشاركين ليست علنية.** لا تخبر أحدًا بمن كان هنا.
- **حديثنا عن احترام حقوق الإنسان.** لا مكان هنا للمبيعات أو الأسعار أو الخطط التجارية.
- **المشاركة ليست تزكية.** لا نتحقق من أحد، وليس في ما يُقال هنا مشورة قانونية.
""",
    "zh-hans": """\
- **可以使用您听到的内容，但绝不说出是谁说的。**这就是查塔姆宫规则：不得指名或暗示发言人或其所属机构。
- **不做任何录制。**请勿录音、拍照或逐字记录，也不要让任何工具代您这样做。
- **参加者名单不公开。**请勿告诉他人谁在场。
- **我们讨论的是尊重人权。**销售、价格和商业计划不在讨论范围之内。
- **参加不等于认可。**我们不审查任何人，会上所说的内容也不构成法律意见。
""",
    "ru": """\
- **Используйте услышанное. Никогда не говорите, кто это сказал.** Это правило Чатем-Хаус: нельзя ни называть говорившего или его организацию, ни намекать на них.
- **Ничего не записывается.** Не записывайте, не фотографируйте, не ведите стенограмму и не поручайте этого программам.
- **Состав участников не разглашается.** Не рассказывайте, кто здесь был.
- **Мы говорим об уважении прав человека.** Продажам, ценам и коммерческим планам здесь не место.
- **Участие не означает одобрения.** Мы никого не проверяем, и сказанное здесь не является юридической консультацией.
""",
}

ANTITRUST: Final[dict[str, str]] = {
    "en": """\
Some of us compete with one another. We therefore do not talk about prices, costs, customers, suppliers, markets, bids or plans that are not public, and we agree on nothing that concerns competition. If the talk turns there, say so: the convenor will stop it, and you may leave. Each company decides for itself what it does after this session.
""",
    "fr": """\
Certains d’entre nous sont concurrents. Nous ne parlons donc pas de prix, de coûts, de clients, de fournisseurs, de marchés, d’offres ni de projets non publics, et nous ne convenons de rien qui touche à la concurrence. Si la conversation y glisse, dites-le : l’animateur l’arrêtera et vous pouvez quitter la salle. Chaque entreprise décide seule de ce qu’elle fera après cette séance.
""",
    "es": """\
Algunos de nosotros competimos entre sí. Por eso no hablamos de precios, costos, clientes, proveedores, mercados, ofertas ni planes que no sean públicos, y no acordamos nada que afecte a la competencia. Si la conversación va por ahí, dígalo: la persona que convoca la detendrá y usted puede retirarse. Cada empresa decide por sí misma lo que hará después de esta sesión.
""",
    "ar": """\
بعضنا يتنافس مع بعض. لذلك لا نتحدث عن الأسعار أو التكاليف أو العملاء أو الموردين أو الأسواق أو العطاءات أو الخطط غير المعلنة، ولا نتفق على أي أمر يمس المنافسة. إذا اتجه الحديث إلى ذلك فنبّه إليه: سيوقفه منظّم الجلسة، ويمكنك المغادرة. وتقرر كل شركة وحدها ما تفعله بعد هذه الجلسة.
""",
    "zh-hans": """\
我们当中有些机构彼此竞争。因此我们不谈论价格、成本、客户、供应商、市场、投标或未公开的计划，也不就任何涉及竞争的事项达成一致。如果谈话转到这些话题，请指出来：召集人会制止，您也可以离开。会后如何行动，由各公司自行决定。
""",
    "ru": """\
Некоторые из нас конкурируют между собой. Поэтому мы не обсуждаем цены, затраты, клиентов, поставщиков, рынки, заявки и непубличные планы и ни о чём, что касается конкуренции, не договариваемся. Если разговор зайдёт об этом, скажите: ведущий остановит его, а вы можете уйти. Что делать после этой сессии, каждая компания решает сама.
""",
}
