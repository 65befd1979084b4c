"""Words that tell who said something, that nobody said it, or when: English, Italian, Russian, Ukrainian.

Plain lists, so that anybody who reads one of the languages can mend them.
"""

from __future__ import annotations

import re

_SAYS = (
    "said says say saying told tells tell stated states state claimed claims claim alleged alleges wrote"
    " writes write reported reports announced announces added adds admitted admits explained explains"
    " confirmed confirms insisted insists warned warns argued argues revealed reveals declared declares noted"
    " notes recalled replied testified acknowledged asserted asserts maintained maintains predicted predicts",
    "disse dice dicono detto dichiara dichiarato afferma affermato affermano racconta raccontato spiega"
    " spiegato scrive scritto scrivono sostiene sostengono sostenuto aggiunge aggiunto conferma confermato"
    " rivela rivelato avverte avvertito riferisce riferito riporta riportato",
    "сказал сказала сказали говорит говорят заявил заявила заявили заявляет заявляют сообщил сообщила"
    " сообщили сообщает сообщают рассказал рассказала рассказали рассказывает утверждал утверждала утверждает"
    " утверждают написал написала написали пишет пишут добавил добавила подтвердил подтвердила подтвердили"
    " объяснил объяснила признал признала отметил отметила подчеркнул подчеркнула предупредил предупредила",
    "сказав сказала сказали каже кажуть говорить говорять заявив заявила заявили заявляє повідомив повідомила"
    " повідомили повідомляє розповів розповіла розповіли стверджує стверджують стверджував стверджувала"
    " написав написала пише пишуть додав додала підтвердив підтвердила підтвердили пояснив пояснила зазначив"
    " зазначила наголосив наголосила визнав визнала попередив попередила",
)
_DENIES = (
    "denied denies deny denying rejected rejects dismissed dismisses disputed disputes refuted refutes negato"
    " nega negano smentito smentisce smentiscono отрицал отрицала отрицали отрицает отрицают опроверг"
    " опровергла опровергли опровергает заперечив заперечила заперечили заперечує спростував спростувала"
    " спростували спростовує"
)
_ACCORDING = (
    "according to", "in the words of", "as reported by", "as told by", "citing", "quoted by",
    "secondo", "a detta di", "stando a", "come riferisce", "a parere di", "citando",
    "по словам", "по данным", "по мнению", "по сообщению", "по информации", "со ссылкой на", "как сообщил",
    "как сообщила", "как сообщили", "как сообщает", "как сообщают", "как пишет",
    "за словами", "за даними", "на думку", "за повідомленням", "за інформацією", "з посиланням на",
    "як повідомив", "як повідомила", "як повідомляє", "як пише",
)  # fmt: skip
_HEDGES = (
    "reportedly", "allegedly", "purportedly", "supposedly", "apparently", "presumably", "probably",
    "possibly", "perhaps", "may have", "might have", "could have", "would have", "appears to", "seems to",
    "presumibilmente", "probabilmente", "forse", "avrebbe", "avrebbero", "sarebbe", "sarebbero", "sembra che",
    "якобы", "предположительно", "вероятно", "возможно", "видимо", "по-видимому", "судя по всему",
    "нібито", "імовірно", "ймовірно", "можливо", "мабуть", "начебто",
)  # fmt: skip
_HEARSAY = (
    "it is said", "it is believed", "it is thought", "it is rumoured", "it is rumored", "it is reported",
    "it is understood", "it was reported", "it was said", "is said to", "are said to", "was said to",
    "is believed to", "are believed to", "is thought to", "are thought to", "is reported to",
    "are reported to", "is rumoured to", "is rumored to", "was told that", "were told that",
    "sources say", "sources said", "rumour has it", "rumor has it", "rumours say", "word has it",
    "si dice", "pare che", "si parla di", "corre voce", "a quanto pare", "secondo indiscrezioni",
    "по слухам", "ходят слухи", "говорят, что", "сообщается", "как сообщается", "как стало известно",
    "по некоторым данным", "за чутками", "ходять чутки", "кажуть, що", "повідомляється", "як повідомляється",
    "як стало відомо", "за деякими даними",
)  # fmt: skip
_PRONOUNS = "he she they lui lei egli ella essi loro он она они він вона вони"
_ROLES = (
    "letter letters document documents report article statement memo recording lettera lettere documento"
    " documenti articolo письмо письма письмам документ документы документи лист листи"
    " source sources official officials officer officers spokesman spokeswoman spokesperson spokesperson "
    "witness witnesses insider insiders analyst analysts expert experts minister ministry government "
    "newspaper paper weekly magazine tabloid broadcaster website outlet agency police "
    "prosecutor prosecutors lawyer lawyers dissident "
    "activist fonte fonti funzionario ufficiale portavoce testimone testimoni quotidiano giornale "
    "settimanale rivista agenzia "
    "polizia источник источники чиновник чиновники офицер офицеры представитель представители свидетель "
    "газета журнал еженедельник издание агентство полиция адвокат "
    "джерело джерела чиновник посадовець офіцер речник речниця "
    "свідок газета тижневик видання агентство поліція"
)
_STARTERS = (
    "a an and as at after all also although another any are because been before both but by can could did "
    "do does during each even every few for from had has have he her here his how however i if in indeed "
    "instead is it its later like many meanwhile more most much my nevertheless no nobody none nor not "
    "nothing now of on one only or other our perhaps since so some soon still such than that the their "
    "them then there these they this those though thus to today tomorrow two under until was we were what "
    "when where whether which while who why will with within without would yes yesterday yet you your "
    "according despite among between against il lo la i gli le un uno una e o ma che non di da del della "
    "dei delle dal dalla nel nella in con su per tra fra anche come quando dove chi cosa se ora poi già "
    "ancora secondo dopo prima questo questa quello quella и в во на с со по к ко у о об от до за из не "
    "но а что как это то он она они мы вы я так же бы если когда где кто после перед также его её ее их "
    "при для без или і й та в у на з зі по до від за із не але що як це то він вона вони ми ви я так же "
    "би якщо коли де хто після перед також його її їх при для без або"
)
_MONTHS = {
    1: "january jan gennaio gen января январь январе січня січень січні",
    2: "february feb febbraio feb февраля февраль феврале лютого лютий лютому",
    3: "march mar marzo mar марта март марте березня березень березні",
    4: "april apr aprile apr апреля апрель апреле квітня квітень квітні",
    5: "may maggio mag мая май мае травня травень травні",
    6: "june jun giugno giu июня июнь июне червня червень червні",
    7: "july jul luglio lug июля июль июле липня липень липні",
    8: "august aug agosto ago августа август августе серпня серпень серпні",
    9: "september sept sep settembre set сентября сентябрь сентябре вересня вересень вересні",
    10: "october oct ottobre ott октября октябрь октябре жовтня жовтень жовтні",
    11: "november nov novembre nov ноября ноябрь ноябре листопада листопад листопаді",
    12: "december dec dicembre dic декабря декабрь декабре грудня грудень грудні",
}

_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_TITLES = (
    "mr mrs ms miss dr doctor prof professor sir lord lady captain general colonel major lieutenant sergeant"
    " president minister senator judge king queen prince father sister brother saint signor signora господин"
    " госпожа пан пані"
)
_NEGATIONS = "not never neither nor non né не ні нікто ніхто никто nobody cannot"

SAYS = frozenset(word for words in _SAYS for word in words.split())
DENIES = frozenset(_DENIES.split())
PRONOUNS = frozenset(_PRONOUNS.split())
ROLES = frozenset(_ROLES.split())
DAYS = frozenset(_DAYS.split())
TITLES = frozenset(_TITLES.split())
NEGATIONS = frozenset(_NEGATIONS.split())
TELLS = frozenset(("told", "tell", "tells"))
"""Words of saying that are followed by who was told, never by who says."""
STARTERS = frozenset(_STARTERS.split())
PARTICLES = frozenset(
    ("de", "di", "da", "del", "della", "von", "van", "der", "den", "bin", "ibn", "al", "el", "la")
)
MONTHS = {name: number for number, names in _MONTHS.items() for name in names.split()}


def phrases(*lists: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words, the longest first, whatever the white space between them."""
    every = sorted({phrase for phrases in lists for phrase in phrases}, key=len, reverse=True)
    parts = (r"\s{1,3}".join(map(re.escape, phrase.split())) for phrase in every)
    return re.compile(rf"(?<![\w’'])(?:{'|'.join(parts)})(?![\w’'])", re.IGNORECASE)


ACCORDING = phrases(_ACCORDING)
HEDGE = phrases(_HEDGES)
HEARSAY = phrases(_HEARSAY)
