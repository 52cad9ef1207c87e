"""Names of countries and capitals that stand for the government: "Damascus said", "via Baghdad and Moscow".

Decided by grammar, from the nearest word outwards: what the name is to its verb or preposition, and which verb or
noun that hangs on. Where the grammar does not tell, a name stays a place.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.lexicon.actors import agents

from .cast import state
from .draft import MetonymDraft, Words
from .grammar import is_passive
from .names import CountryName, Register


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALWAYS_PLACE = _set(
    "in inside outside over near at around across throughout into onto above beyond beneath off along within nearby "
    "toward towards north south east west northeast northwest southeast southwest amid"
)
_SAYING = _set(
    "say tell accuse deny claim insist announce warn report acknowledge admit call demand urge condemn blame allege threaten "
    "declare state believe confirm reject vow pledge promise argue maintain denounce respond reply retort protest express "
    "welcome praise ask sue request propose offer hint signal suggest note add stress reiterate describe dismiss estimate want "
    "hope fear think know see-as consider regard view oppose support back refuse agree decide plan seek try intend expect "
    "need wish prefer hail criticise criticize complain caution concede assert contend question doubt dispute challenge "
    "recognise recognize ratify sign negotiate mediate broker host-talks halt suspend impose lift ban expel recall summon "
    "invite send deploy withdraw supply provide give arm sell buy share finance fund sponsor train equip launch conduct "
    "carry wage pursue annex retaliate sanction veto abstain vote cooperate coordinate collaborate ally join intervene "
    "accept allow permit grant approve authorise authorize cut sever restore break cancel release free execute test fire "
    "help aid assist defend protect resist defy ignore violate breach comply withhold reserve intensify step press push "
    "mobilise mobilize strike attack bomb shell invade raid target hit down intercept capture seize arrest detain use "
    "begin start continue resume stop keep make take do have act work move go let turn lead hold get put set face fail "
    "rely depend look lean count opt choose bow yield cave withdraw pull stand bristle balk object complain lobby convene "
    "evacuate close open shut reopen block blockade deport extradite swap exchange hand deliver export import ship "
    "freeze unfreeze designate blacklist label brand treat tolerate shelter harbour harbor accommodate overhaul engage "
    "play enter lose win gain benefit pay spend owe appeal apologise apologize regret mourn send-back walk boycott"
)
# As subject of these even a country is only where it happens.
_HAPPENING = _set("lie sit witness see wake fall burn suffer shake experience border stretch overlook descend erupt slide mark reel sink lay remain become mourn awake")
_TREATED = _set(
    "accuse blame urge sue tell warn condemn ask sanction threaten criticise criticize pressure press arm supply provide give "
    "inform notify assure call back support help assist aid denounce defy isolate recognise recognize persuade convince allow "
    "invite join consult thank brief alert fund finance sponsor offer grant deny deprive reassure engage appease challenge "
    "confront provoke deter punish force compel oblige pledge promise sell lend owe send hand deliver show petition lobby "
    "expect want suspect trust mistrust anger infuriate irk please embarrass alarm worry upset enrage rattle outrage deal "
    "demand contact approach counter oppose fight defeat outmanoeuvre humiliate ally leave-to exclude include involve commit "
    "bind praise applaud congratulate lambast lambaste slam rebuke chide castigate chastise caution prod nudge remind implore beg "
    "empower strengthen weaken undermine destabilise destabilize protect defend represent serve betray abandon"
)
_WITH = _set(
    "border frontier crossing boundary"  # what keeps "with Syria" a place
)
_GIVING = _set(
    "give supply provide sell send transfer deliver hand pass share offer lend ship grant pledge promise appeal respond reply "
    "speak talk listen turn loyal aid support message ambassador envoy threat warning assistance help weapon arm apology "
    "challenge commitment opposition close allied deal answer report belong sale shipment delivery letter request concession "
    "signal return-to gift loan relay channel complain complaint protest note key important crucial vital according owe "
    "surrender bow submit defect extradite export link tie alternative response visit-to objection approach friendly hostile grateful "
    "sympathetic blow boost embarrassment rebuke resistance subject subservient beholden transfer extradition attribute pose explain justify due apologize apologise ultimatum plea demand overture demarche"
)
_TAKING = _set(
    "demand support pressure threat permission approval response weapon backing order help assistance aid independence "
    "green money fund funding funds receive buy get obtain seek demand hear hide learn commitment promise assurance pledge "
    "guarantee reaction condemnation criticism opposition request call invitation message statement signal warning "
    "protection interference instruction guidance arms cash loan intelligence information concession word condemnations distance"
)
_OF_STATE = _set(
    "ally allies critic critics support supporter supporters behalf role backing accusation accusations enemy enemies foe opponent opponents friend "
    "friends help knowledge consent policy policies intention intentions recognition criticism fear suspicion demand demands "
    "leadership rival rivals proxy proxies client approval condemnation view views hand influence interest interests position "
    "decision decisions tool puppet request insistence stance army military forces adversary adversaries complicity cooperation accuse complain suspicious wary critical supportive capable ahead"
)
_ON = _set("pressure sanction sanctions embargo call rely depend reliance press lean war impose dependence dependent ban tariff tariffs condition curb blame focus-on count hawkish tough hard soft")
_FOR = _set("aid assistance loan support blow setback victory defeat embarrassment backing ambassador envoy spokesman spokeswoman call time red challenge problem success option important condition warn work spy fight speak ask headache boost test card lifeline good bad unacceptable possible easier difficult dilemma")
_GROUPING = _set("community power ally country government backer partner player member donor neighbour neighbor nation state party rival actor supporter mediator side guarantor capital foe sponsor enemy")
_GATHERING = _set("community power ally government backer partner player member donor party rival actor supporter mediator side guarantor foe sponsor capital enemy")
_BETWEEN = _set(
    "tie talk relation agreement tension war dialogue deal cooperation coordination clash dispute conflict negotiation contact "
    "standoff stand row rift summit meeting peace truce ceasefire alliance pact treaty relationship hostility trust mediate split "
    "mediation mediator partnership difference exchange trade gap differences rivalry feud friction cooperation rapprochement "
    "détente intermediary broker channel accord swap confrontation escalation war struggle link understanding axis divide shuttle discussion message balance conversation"
)
_POSSESSED = _set(
    "demand decision refusal insistence claim ally allies policy accusation assertion denial stance position view support backing "
    "interest intention willingness response reaction request proposal offer call warning threat objection opposition patience "
    "role influence commitment consent approval aim goal ambition plan strategy concern fear attempt effort rejection condemnation "
    "criticism silence move message readiness campaign war action promise pledge hand foe rival enemy partner proxy interference "
    "involvement intervention sovereignty invasion offensive annexation aggression attack bombardment assault operation narrative rhetoric hopes security use veto announcement argument admission"
)
_RELAYS = _set(
    "give pass send share channel relay mediate communicate negotiate route transmit convey talk message information intelligence "
    "channel reach contact transfer deliver coordinate cooperate warn inform tell exchange supply ship smuggle funnel arm speak"
)
_PASSIVE_STATE = _set(
    "accuse blame urge condemn ask invite sanction tell warn suspect expect force persuade inform notify criticise criticize "
    "involve commit prepare allow represent oblige oppose engage concern determine convince worry alarm tie link isolate ally "
    "interest bind consult oblige include exclude suppose back hold divide reassure embarrass fear deem consider see view believe know say"
)
_STATE_ADJECTIVES = _set(
    "ready willing concerned opposed prepared responsible keen eager reluctant unwilling able unable sure confident aware wary "
    "angry furious guilty behind right wrong anxious determined committed open likely unlikely set party sceptical skeptical "
    "suspicious serious content happy worried alarmed hesitant adamant convinced due capable against complicit hostile ally "
    "partner backer supporter supplier donor member sponsor mediator enemy rival guarantor signatory threat player obliged interested"
)
_SAID = _set(
    "said says accused accuses denied denies insisted insists announced warned warns claims claimed blamed vowed told rejected "
    "condemned urged demanded accuses agreed refused threatened pledged called calls wants wanted backed backs supports supported"
)


_HANDING = frozenset({"give", "hand", "send", "sell", "grant", "lend", "offer", "tell", "show", "promise"})


def find_metonyms(register: Register) -> None:
    """Enter the government as the actor of each country's or capital's name that stands for it."""
    draft = register.draft
    decided: dict[int, bool] = {}
    for name in register.countries:
        words = name.words
        if name.role in {"adjective", "people"} and not _is_noun(register, name) or not register.is_free(words):
            continue
        if name.role == "people":
            continue
        root = _root(register, words)
        stands = stands_for_state(register, name, root, decided)
        decided[root.i] = stands
        if stands:
            actor = state(draft, name.iso3)
            start = words.start
            register.mention(actor, Words(start, words.end))
            draft.metonyms.append(MetonymDraft(words, None, actor))


def _is_noun(register: Register, name: CountryName) -> bool:
    """Tell whether a word of both kinds ("US") stands as a noun here."""
    if name.role == "people":
        return False
    token = register.tokens[name.words.end - 1]
    return token.text.isupper() or "." in token.text


def _root(register: Register, words: Words) -> Token:
    for i in range(words.end - 1, words.start - 1, -1):
        token = register.tokens[i]
        if not words.start <= token.head.i < words.end or token.head is token:
            return token
    return register.tokens[words.end - 1]


def stands_for_state(register: Register, name: CountryName, root: Token, decided: dict[int, bool]) -> bool:
    """Tell whether a country's or capital's name means its government here."""
    tokens, lower = register.tokens, register.lower
    start, end = name.words
    before = lower[start - 1] if start else ""
    if before == "the" and start > 1:
        before = lower[start - 2]
    after = lower[end] if end < len(lower) else ""
    if before in _ALWAYS_PLACE or before == "capital" or _is_dateline(register, start, end):
        return False
    dep = root.dep_
    if after == "'s" and end + 1 < len(lower):
        return _owns(root, lower, end + 1)
    if after == "-" and end + 1 < len(lower):  # "US-led", "Iran-backed"
        return lower[end + 1] in {"backed", "led", "supported", "brokered", "funded", "sponsored", "mediated", "allied", "run", "imposed", "controlled", "made", "supplied", "trained"} and False
    if dep in {"compound", "amod", "nmod"} and root.head.i >= end:
        if start and tokens[start - 1].lemma_ in _HANDING and name.role in {"name", "capital"} and after not in agents():
            return True  # "giving Damascus information", read as one noun
        return _sayer_after(register, end) if name.role == "capital" or root.head.pos_ == "VERB" else False
    if _sayer_after(register, end) and before not in {"of", "from", "to", "on"} and root.dep_ not in {"pobj", "conj", "appos"}:
        return True
    if dep in {"conj", "appos"} and root.head.i < root.i:
        first = _first_conjunct(root)
        if dep == "conj" and first.i in decided:
            return decided[first.i]
        if first.dep_ in {"nsubj", "dobj", "pobj", "nsubjpass"} and dep == "conj":
            return _by_grammar(register, name, root, first)
        if dep == "appos":
            return root.head.lemma_.lower() in _GATHERING or root.head.lemma_ in {"country", "neighbour"} and _by_grammar(register, name, root, root.head)
        return False
    return _by_grammar(register, name, root, root)


def _is_dateline(register: Register, start: int, end: int) -> bool:
    """Tell whether a name in capitals opens a paragraph as its dateline: "ALGIERS, Algeria - Police have ..."."""
    if not register.tokens[start].is_sent_start or not register.texts[start].isupper() or len(register.texts[start]) < 4:
        return start > 0 and start < 4 and register.texts[0].isupper() and "--" in register.lower[end : end + 5]
    return any(w in {"-", "--", "(", "–", "—", ":"} for w in register.lower[end : end + 7])


def _first_conjunct(token: Token) -> Token:
    seen = 0
    while token.dep_ == "conj" and token.head is not token and seen < 8:
        token = token.head
        seen += 1
    return token


def _sayer_after(register: Register, end: int) -> bool:
    """Tell whether a verb of saying follows at once, an auxiliary or adverb between: "Washington has accused"."""
    lower = register.lower
    for k in range(end, min(end + 4, len(lower))):
        if lower[k] in _SAID:
            return True
        if lower[k] not in {"has", "have", "had", "also", "later", "repeatedly", "again", "immediately", "quickly", "on", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "officially", "itself"}:
            return False
    return False


def _owns(root: Token, lower: list[str], at: int) -> bool:
    """Tell whether what a country or capital owns is an act or stance: "Moscow's demand", not "Moscow's streets"."""
    head = root.head if root.dep_ == "poss" else None
    if head is None:
        return lower[at] in _POSSESSED
    return head.lemma_.lower() in _POSSESSED or head.lower_ in _POSSESSED


def _by_grammar(register: Register, name: CountryName, root: Token, site: Token) -> bool:
    """Decide by what ``site`` (the name itself or the first of its series) is to its verb or preposition."""
    head, dep = site.head, site.dep_
    is_capital = name.role == "capital"
    if dep in {"nsubj", "nsubjpass"}:
        return _acts(head, dep, is_capital)
    if dep == "agent" or (dep == "pobj" and head.lower_ == "by"):
        return head.lower_ == "by" and not (head.head.lemma_ in {"surround", "border"} or head.head.tag_ not in {"VBN", "VBD"} and head.head.pos_ != "NOUN")
    if dep in {"dobj", "dative"}:
        if head.pos_ == "ADP":
            return _after_preposition(head.lower_, head, site, is_capital)
        return head.lemma_ in _TREATED
    if dep == "pobj":
        return _after_preposition(head.lower_, head, site, is_capital)
    if dep in {"pcomp", "prep"} and head.pos_ == "ADP":
        return _after_preposition(head.lower_, head, site, is_capital)
    if dep in {"attr", "oprd"}:
        return not is_capital
    if dep == "ccomp" and site.pos_ == "PROPN":
        return False
    if dep == "ROOT" or dep == "npadvmod" or dep == "dep":
        return False
    return False


def _acts(verb: Token, dep: str, is_capital: bool) -> bool:
    lemma = verb.lemma_
    if dep == "nsubjpass" or (is_passive(verb) and verb.dep_ != "acl"):
        return lemma in _PASSIVE_STATE
    if lemma in {"be", "remain", "become"}:
        for child in verb.children:
            if child.dep_ in {"attr", "acomp"}:
                return child.lemma_.lower() in _STATE_ADJECTIVES or child.tag_ in {"VBG", "VBN"}
            if child.dep_ == "prep" and child.lower_ in {"behind", "against"}:
                return True
        return False
    if lemma in _HAPPENING:
        return False
    if lemma in _SAYING:
        return True
    return not is_capital and verb.pos_ in {"VERB", "AUX"}


def _after_preposition(word: str, prep: Token, site: Token, is_capital: bool) -> bool:
    governor = prep.head
    lemma = governor.lemma_.lower()
    if prep.i > 0 and prep.nbor(-1) is not governor and prep.nbor(-1).pos_ == "NOUN":
        # the parser often hangs the phrase of an object on its verb: "needs permission from Nairobi"
        beside = prep.nbor(-1).lemma_.lower()
        if word == "with" and beside in _WITH:
            return False
        if (word == "from" and beside in _TAKING) or (word == "to" and beside in _GIVING and lemma not in _MOVING):
            return True
    carrier = governor.head.lemma_.lower() if governor.dep_ in {"dobj", "pobj", "attr", "nsubj", "nsubjpass"} else ""
    if word in _ALWAYS_PLACE:
        return False
    if word in {"via", "through"}:
        return lemma in _RELAYS or carrier in _RELAYS
    if word in {"with", "alongside"}:
        return lemma not in _WITH
    if word == "against":
        return True
    if word == "between":
        return lemma in _BETWEEN or carrier in _BETWEEN or any(c.lemma_.lower() in _BETWEEN for c in governor.lefts)
    if word == "among":
        return False
    if word in {"including", "like", "unlike", "as"}:
        if word == "unlike":
            return True
        return _in_group(site, prep)
    if word == "to":
        return lemma in _GIVING or (governor.pos_ == "VERB" and governor.lemma_ in {"give", "sell"}) or (carrier in _GIVING and lemma not in _MOVING and governor.pos_ == "NOUN")
    if word == "from":
        return lemma in _TAKING and not (is_capital and lemma in {"get", "hear", "hide"})
    if word == "of":
        return lemma in _OF_STATE or governor.lower_ in _OF_STATE
    if word in {"on", "upon"}:
        return lemma in _ON or carrier in {"impose", "pressure"}
    if word == "for":
        return lemma in _FOR
    if word in {"without", "besides", "despite"}:
        return not is_capital or word != "despite"
    if word == "by":
        return governor.tag_ in {"VBN", "VBD"} or governor.pos_ == "NOUN"
    if word == "than":
        return False
    if word in {"about", "regarding"}:
        return False
    return False


_MOVING = _set("travel flee go move return trip visit flight drive come road border journey head fly close arrive rush escape deport convoy tour")


def _in_group(site: Token, prep: Token) -> bool:
    """Tell whether "including", "like", "such as" lists members of a group that acts: allies, powers, the community."""
    governor = prep.head
    for _ in range(4):
        if governor.pos_ in {"NOUN", "PROPN"} and governor.i < site.i:
            return governor.lemma_.lower() in _GATHERING or (
                governor.lemma_.lower() in _GROUPING and governor.dep_ in {"nsubj", "agent"} or _follows_acting_preposition(governor)
            )
        if governor.head is governor:
            break
        governor = governor.head
    doc = prep.doc
    for k in range(prep.i - 1, max(prep.i - 5, -1), -1):
        if doc[k].lemma_.lower() in _GATHERING:
            return True
    return False


def _follows_acting_preposition(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ in {"with", "by", "between", "against"} and noun.lemma_.lower() in _GROUPING
