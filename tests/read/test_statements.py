"""Who says what by which cue: one sentence a row, grouped by the rule that it tries."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.read.draft import Draft
from dateline.read.pipeline import draft_reports
from dateline.record.choices import Act, Form
from tests.build import report_of

# text, source, cue lemma, content in parts (joined by " / ")
Row = tuple[str, str, str, str]

CLAUSES: list[Row] = [
    ("The ministry said that rebels had left Goma.", "The ministry", "say", "rebels had left Goma"),
    ("Police said gunmen had burned two villages.", "Police", "say", "gunmen had burned two villages"),
    ("Kenya's army says it killed 14 militants near Lamu.", "Kenya's army", "say", "it killed 14 militants near Lamu"),
    ("Residents reported that the market was on fire.", "Residents", "report", "the market was on fire"),
    ("Officials acknowledged the bridge had been hit.", "Officials", "acknowledge", "the bridge had been hit"),
    ("The group claims it holds the airport.", "The group", "claim", "it holds the airport"),
    (
        "The governor denied that soldiers had fired on the crowd.",
        "The governor",
        "deny",
        "soldiers had fired on the crowd",
    ),
    ("Manila warned the ships would be turned back.", "Manila", "warn", "the ships would be turned back"),
    ("Two witnesses confirmed that the convoy never arrived.", "Two witnesses", "confirm", "the convoy never arrived"),
    ("The party argued the vote was stolen.", "The party", "argue", "the vote was stolen"),
    ("Analysts believe the front will hold until spring.", "Analysts", "believe", "the front will hold until spring"),
    ("The charity estimated that 300 families had fled.", "The charity", "estimate", "300 families had fled"),
    ("The envoy predicted talks would resume within weeks.", "The envoy", "predict", "talks would resume within weeks"),
    ("The mayor complained that no aid had come.", "The mayor", "complain", "no aid had come"),
    ("The court ruled that the arrests were unlawful.", "The court", "rule", "the arrests were unlawful"),
    ("She recalled that the first shell fell at dawn.", "She", "recall", "the first shell fell at dawn"),
]

TIMES_OF_SAYING: list[Row] = [
    ("The army said on Monday it was ready to withdraw.", "The army", "say", "it was ready to withdraw"),
    ("Ankara insisted on Friday it has no troops there.", "Ankara", "insist", "it has no troops there"),
    ("Sudan's army said late on Sunday it had retaken the town.", "Sudan's army", "say", "it had retaken the town"),
    (
        "On Tuesday, Minsk said for the first time that it would join the talks.",
        "Minsk",
        "say",
        "it would join the talks",
    ),
    ("The envoy said in Geneva on Friday that talks had stalled.", "The envoy", "say", "talks had stalled"),
    (
        "The coalition has begun an offensive but said on Sunday it would spare the city.",
        "The coalition",
        "say",
        "it would spare the city",
    ),
    ("The premier told parliament on Monday the truce was over.", "The premier", "tell", "the truce was over"),
    (
        "A spokesman announced on Thursday that the border would close.",
        "A spokesman",
        "announce",
        "the border would close",
    ),
]

FRONTED: list[Row] = [
    ("Two soldiers died in the blast, the army said.", "the army", "say", "Two soldiers died in the blast"),
    (
        "The jets struck a depot near Hodeidah, US Central Command said.",
        "US Central Command",
        "say",
        "The jets struck a depot near Hodeidah",
    ),
    (
        "Gunmen abducted 30 pupils, said a teacher at the school.",
        "a teacher at the school",
        "say",
        "Gunmen abducted 30 pupils",
    ),
    ("The dam was not hit, engineers said on Monday.", "engineers", "say", "The dam was not hit"),
    ("Aid is running out, the United Nations warned.", "the United Nations", "warn", "Aid is running out"),
    ("The port had been mined, a diplomat told Reuters.", "a diplomat", "tell", "The port had been mined"),
    ("The deal, the minister said on Monday, was dead.", "the minister", "say", "The deal / was dead"),
    ("The rebels, he said, will not leave the valley.", "he", "say", "The rebels / will not leave the valley"),
    (
        "Most of the dead, said Ana Ruiz, a nurse, were children.",
        "Ana Ruiz, a nurse",
        "say",
        "Most of the dead / were children",
    ),
    (
        "Shelling went on all night, residents of Avdiivka said by phone.",
        "residents of Avdiivka",
        "say",
        "Shelling went on all night",
    ),
    ("On Monday, he said, the army will open the road.", "he", "say", "On Monday / the army will open the road"),
]

DIRECT: list[Row] = [
    ('"We have nothing left," she said.', "she", "say", '"We have nothing left,"'),
    (
        '"There will be no talks," army chief Rostam Qasemi told state television.',
        "army chief Rostam Qasemi",
        "tell",
        '"There will be no talks,"',
    ),
    ('"The road is closed," said Omar Bakri, a driver.', "Omar Bakri, a driver", "say", '"The road is closed,"'),
    ('He said: "We will not kneel."', "He", "say", '"We will not kneel."'),
    ('The general added, "They fired first."', "The general", "add", '"They fired first."'),
    ('"Where were the troops?" asked a farmer.', "a farmer", "ask", '"Where were the troops?"'),
    ('"We ran," she said. "There was smoke everywhere."', "she", "say", '"We ran," / "There was smoke everywhere."'),
    (
        '"The truce," the envoy said, "is hanging by a thread."',
        "the envoy",
        "say",
        '"The truce," / "is hanging by a thread."',
    ),
    ('"Go home. The war is over," the governor told the crowd.', "the governor", "tell", '"Go home. The war is over,"'),
    ('He said, "We are ready", and left.', "He", "say", '"We are ready"'),
    ("“We saw two drones,” the guard said.", "the guard", "say", "“We saw two drones,”"),
    ("''We buried nine people,'' the imam said.", "the imam", "say", "''We buried nine people,''"),
    ("‘They took my sons,’ a widow said.", "a widow", "say", "‘They took my sons,’"),
    ("«Nous partons», the mayor said.", "the mayor", "say", "«Nous partons»"),
    ('"Stop this now!" the bishop shouted.', "the bishop", "shout", '"Stop this now!"'),
]

OVER_PARAGRAPHS: list[Row] = [
    (
        '"We lost everything," said Musa Bello, a trader.\n\n"The soldiers came at night. They burned the stalls."'
        "\n\nThe army denied it.",
        "Musa Bello, a trader",
        "say",
        '"We lost everything," / "The soldiers came at night. They burned the stalls."',
    ),
    (
        'The premier said: "We will rebuild.\n\n"We will not forget."\n\nHe then left.',
        "The premier",
        "say",
        '"We will rebuild. / "We will not forget."',
    ),
    (
        '"It began at noon," the priest said. "They came from the hills.\n\n"Nobody could stop them."',
        "the priest",
        "say",
        '"It began at noon," / "They came from the hills. / "Nobody could stop them."',
    ),
    (
        'The quake hit at dawn.\n\n"Help us," a man cried. "My son is inside." Crews dug with their hands.',
        "a man",
        "cry",
        '"Help us," / "My son is inside."',
    ),
    (
        'Officials met on Monday. "It went well," one envoy said.\n\nThe army moved on.',
        "one envoy",
        "say",
        '"It went well,"',
    ),
]

MIXED: list[Row] = [
    ('The minister said the raid was "an act of war".', "The minister", "say", 'the raid was "an act of war"'),
    ('Tehran insisted it has "no plans" to pull out.', "Tehran", "insist", 'it has "no plans" to pull out'),
    (
        'The monitor reported that "unknown aircraft" had bombed the camp.',
        "The monitor",
        "report",
        '"unknown aircraft" had bombed the camp',
    ),
    ('The city is "on its knees," the mayor said.', "the mayor", "say", 'The city is "on its knees,"'),
    ('He called the report "a fabrication".', "He", "call", 'the report "a fabrication"'),
    (
        'The general said the town would fall "within days, not weeks".',
        "The general",
        "say",
        'the town would fall "within days, not weeks"',
    ),
]

ACCUSATIONS: list[Row] = [
    (
        "Rwanda accused Congo's army of shelling its villages.",
        "Rwanda",
        "accuse",
        "Congo's army of shelling its villages",
    ),
    ("The union has accused police of torture.", "The union", "accuse", "police of torture"),
    (
        "Kyiv accused Moscow of deporting children and hiding their names.",
        "Kyiv",
        "accuse",
        "Moscow of deporting children and hiding their names",
    ),
    (
        "The panel has accused rebels and allied groups in Mali of acts that amount to war crimes.",
        "The panel",
        "accuse",
        "rebels and allied groups in Mali of acts that amount to war crimes",
    ),
    (
        "Washington has accused the junta of buying arms abroad.",
        "Washington",
        "accuse",
        "the junta of buying arms abroad",
    ),
    ("The governor blamed herders for the raid.", "The governor", "blame", "herders for the raid"),
    ("Villagers blamed the army for the killings.", "Villagers", "blame", "the army for the killings"),
]

PARTICIPLES: list[Row] = [
    ("The army withdrew on Monday, saying it had met its goals.", "The army", "say", "it had met its goals"),
    (
        "The minister denied the report, adding that no troops had crossed.",
        "The minister",
        "add",
        "no troops had crossed",
    ),
    (
        "Numerous witnesses said drones were seen, with the National Observatory reporting that two were shot down.",
        "the National Observatory",
        "report",
        "two were shot down",
    ),
    ("The envoy walked out, warning that the truce could collapse.", "The envoy", "warn", "the truce could collapse"),
    ("The ministry issued a statement saying the border was closed.", "The ministry", "say", "the border was closed"),
]

SHARED: list[Row] = [
    ("The governor visited the camp and promised that aid would come.", "The governor", "promise", "aid would come"),
    ("Abdi Noor, who said he had lost two brothers, left the town.", "Abdi Noor", "say", "he had lost two brothers"),
    ("The general praised the troops and said the war was won.", "The general", "say", "the war was won"),
    (
        "The bishop, a critic of the junta, said his church had been searched.",
        "The bishop, a critic of the junta",
        "say",
        "his church had been searched",
    ),
    (
        "Amina Yusuf, a doctor at the clinic, said 12 people had died.",
        "Amina Yusuf, a doctor at the clinic",
        "say",
        "12 people had died",
    ),
]

PASSIVES: list[Row] = [
    ("The general was quoted as saying the war would end soon.", "The general", "say", "the war would end soon"),
    ("Reporters were told by officials that the hostages were alive.", "officials", "tell", "the hostages were alive"),
    (
        "The warlord was quoted by Interfax as saying his men would not disarm.",
        "The warlord",
        "say",
        "his men would not disarm",
    ),
    ("Relatives were told by the army that the pilot had died.", "the army", "tell", "the pilot had died"),
]

NOUNS: list[Row] = [
    (
        "Talks went ahead despite Kenyan insistence that the border stay shut.",
        "Kenyan",
        "insistence",
        "the border stay shut",
    ),
    ("The army's claim that it holds the hill could not be checked.", "The army", "claim", "it holds the hill"),
    (
        "Georgia's allegation that Russian troops had moved the fence was rejected.",
        "Georgia",
        "allegation",
        "Russian troops had moved the fence",
    ),
    (
        "Iranian denials did not end US suspicion that Tehran sent the drones.",
        "US",
        "suspicion",
        "Tehran sent the drones",
    ),
    ("The rebels' promise to free the prisoners was kept.", "The rebels", "promise", "to free the prisoners"),
]

ACCORDING: list[Row] = [
    (
        "Forty civilians died in May, according to a UN report.",
        "a UN report",
        "according to",
        "Forty civilians died in May",
    ),
    ("According to police, the bomb was hidden in a cart.", "police", "according to", "the bomb was hidden in a cart"),
    (
        "The bomb, according to police, was hidden in a cart.",
        "police",
        "according to",
        "The bomb / was hidden in a cart",
    ),
    (
        "The mine was laid last year, according to Ivan Petrov, a sapper.",
        "Ivan Petrov, a sapper",
        "according to",
        "The mine was laid last year",
    ),
    (
        "At least 20 houses burned down, according to the Syrian Observatory for Human Rights.",
        "the Syrian Observatory for Human Rights",
        "according to",
        "At least 20 houses burned down",
    ),
]

PHRASES: list[Row] = [
    ("The union vowed to strike again.", "The union", "vow", "to strike again"),
    ("Moscow threatened to cut off gas.", "Moscow", "threaten", "to cut off gas"),
    ("The junta refused to free the president.", "The junta", "refuse", "to free the president"),
    ("The council urged both sides to stop shelling.", "The council", "urge", "both sides to stop shelling"),
    ("Berlin condemned the attack on the convoy.", "Berlin", "condemn", "the attack on the convoy"),
    ("The Pentagon declined to comment on the flights.", "The Pentagon", "decline", "to comment on the flights"),
    ("The bishop called for an inquiry.", "The bishop", "call for", "an inquiry"),
    ("The agency warned of famine.", "The agency", "warn of", "famine"),
    ("Lawmakers demanded an inquiry into the raid.", "Lawmakers", "demand", "an inquiry into the raid"),
    ("Doha praised the ceasefire.", "Doha", "praise", "the ceasefire"),
    ("The rebels rejected the offer.", "The rebels", "reject", "the offer"),
    ("The premier ruled out talks with the rebels.", "The premier", "rule out", "talks with the rebels"),
    ("Paris promised to send more aid.", "Paris", "promise", "to send more aid"),
]

CLEAR: list[Row] = [
    ("The envoy made it clear that sanctions would stay.", "The envoy", "make clear", "sanctions would stay"),
    ("Delhi made clear that it would not sign.", "Delhi", "make clear", "it would not sign"),
    (
        "Foreign Minister Li Wen also made it clear that China would not accept the ruling.",
        "Foreign Minister Li Wen",
        "make clear",
        "China would not accept the ruling",
    ),
    ("The general made it plain that the army would stay.", "The general", "make plain", "the army would stay"),
    ("Seoul made it clear that any launch would be answered.", "Seoul", "make clear", "any launch would be answered"),
]

EDGES: list[Row] = [
    (
        "The palace says no order has been given, although tanks have already crossed the river.",
        "The palace",
        "say",
        "no order has been given",
    ),
    ("The army said it had no losses, despite videos of burning trucks.", "The army", "say", "it had no losses"),
    (
        "The mayor said the water was safe, but residents said it smelled of fuel.",
        "The mayor",
        "say",
        "the water was safe",
    ),
    (
        "The mayor said the water was safe, but residents said it smelled of fuel.",
        "residents",
        "say",
        "it smelled of fuel",
    ),
    (
        "Moscow said it shot down six drones and accused Kyiv of aiming at a hospital.",
        "Moscow",
        "say",
        "it shot down six drones",
    ),
    (
        "Moscow said it shot down six drones and accused Kyiv of aiming at a hospital.",
        "Moscow",
        "accuse",
        "Kyiv of aiming at a hospital",
    ),
    ("The ministry said two were hurt, citing doctors.", "The ministry", "say", "two were hurt"),
    (
        "The army said three posts were lost, adding that none would be retaken soon.",
        "The army",
        "say",
        "three posts were lost",
    ),
]

COLONS: list[Row] = [
    (
        'The hearing opened at noon.\n\nJudge Marta Silva: "Who gave the order to fire?"',
        "Judge Marta Silva",
        ":",
        '"Who gave the order to fire?"',
    ),
    (
        'The hearing opened at noon.\n\nCol. Adem Kaya: "I gave no order at all."',
        "Col. Adem Kaya",
        ":",
        '"I gave no order at all."',
    ),
]

CLOSING: list[Row] = [
    (
        "Gunmen overran a base near Djibo on Friday after two days of fighting with soldiers and volunteers, "
        "villagers and a local official said.",
        "villagers and a local official",
        "say",
        "Gunmen overran a base near Djibo on Friday after two days of fighting with soldiers and volunteers",
    ),
    (
        "Three medics from Ghana were killed and a driver was hurt in a blast near Bentiu, 60 km east of Yei, "
        "the mission known as UNMISS confirmed.",
        "the mission known as UNMISS",
        "confirm",
        "Three medics from Ghana were killed and a driver was hurt in a blast near Bentiu, 60 km east of Yei",
    ),
    (
        "Floods and shelling have left 40 dead in the district of Kadugli, near the border with South Sudan, "
        "the governor of South Kordofan, Adam Issa, said on Monday.",
        "the governor of South Kordofan, Adam Issa",
        "say",
        "Floods and shelling have left 40 dead in the district of Kadugli, near the border with South Sudan",
    ),
    (
        "A drone hit a five-storey block in Odesa, killing a couple, including a pregnant woman, "
        "regional governor Ivan Koval wrote on Telegram.",
        "regional governor Ivan Koval",
        "write",
        "A drone hit a five-storey block in Odesa, killing a couple, including a pregnant woman",
    ),
    (
        "Troops shot a 12-year-old boy during a raid on the Balata camp, the news agency Maan reported.",
        "the news agency Maan",
        "report",
        "Troops shot a 12-year-old boy during a raid on the Balata camp",
    ),
    (
        "Idlib: Two farmers were killed by a mine near Sarmada, a rescue group said.",
        "a rescue group",
        "say",
        "Two farmers were killed by a mine near Sarmada",
    ),
]

TWO_VOICES: list[Row] = [
    (
        "The two sides moved closer to a truce, envoys said on Friday, even as shells killed nine people in Taiz, "
        "according to doctors in the city.",
        "envoys",
        "say",
        "The two sides moved closer to a truce",
    ),
    (
        "The two sides moved closer to a truce, envoys said on Friday, even as shells killed nine people in Taiz, "
        "according to doctors in the city.",
        "doctors in the city",
        "according to",
        "shells killed nine people in Taiz",
    ),
    (
        "The clash killed three soldiers, according to Islamabad, and five guards, according to Kabul.",
        "Kabul",
        "according to",
        "five guards",
    ),
    (
        "At least 12 people were hurt in the city, the mayor claimed; officials in Kyiv did not comment.",
        "the mayor",
        "claim",
        "At least 12 people were hurt in the city",
    ),
    (
        "According to the charity, 30 families fled, but the army said the town was calm.",
        "the charity",
        "according to",
        "30 families fled",
    ),
]

TOLLS: list[Row] = [
    ("The army put the death toll at 11.", "The army", "put at", "the death toll at 11"),
    ("A police officer put the number of dead at 67.", "A police officer", "put at", "the number of dead at 67"),
    ("Doctors have put the figure at twice that.", "Doctors", "put at", "the figure at twice that"),
    ("The ministry put losses at 40 tanks.", "The ministry", "put at", "losses at 40 tanks"),
    ("Tehran put the cost at 2 billion dollars.", "Tehran", "put at", "the cost at 2 billion dollars"),
    ("The group denied involvement.", "The group", "deny", "involvement"),
]

RELATIVES: list[Row] = [
    (
        "Premier Anna Lund, whose partners have threatened to quit the cabinet, met the king.",
        "partners",
        "threaten",
        "to quit the cabinet",
    ),
    (
        "The junta, whose foes have vowed to fight on, held a parade.",
        "foes",
        "vow",
        "to fight on",
    ),
    (
        "The government wants talks with the militia, whom it accuses of killing 40 people.",
        "it",
        "accuse",
        "the militia / of killing 40 people",
    ),
    (
        "Rwanda, which Kinshasa accuses of arming rebels, sent an envoy.",
        "Kinshasa",
        "accuse",
        "Rwanda / of arming rebels",
    ),
    (
        "Chad's ruling council accused neighbouring Sudan of arming the rebels.",
        "Chad's ruling council",
        "accuse",
        "neighbouring Sudan of arming the rebels",
    ),
    (
        "The commission said the army had fired, but it found no evidence that the order came from above.",
        "it",
        "find",
        "no evidence that the order came from above",
    ),
]

TURNS_TEXT = (
    "Interview with the rebel commander\n\nKampala Weekly: General, is the town lost?\n\n"
    "Gen. Okello: No. We hold the bridge.\n\nLet me add one thing. They lost 30 men.\n\n"
    "Kampala Weekly: Would you negotiate?\n\nGen. Okello: If they stop the killings, yes."
)
TURNS: list[Row] = [
    (TURNS_TEXT, "Kampala Weekly", ":", "General, is the town lost?"),
    (TURNS_TEXT, "Gen. Okello", ":", "No. We hold the bridge. Let me add one thing. They lost 30 men."),
    (TURNS_TEXT, "Kampala Weekly", ":", "Would you negotiate?"),
    (TURNS_TEXT, "Gen. Okello", ":", "If they stop the killings, yes."),
    ("The army added: the road to the coast stays shut.", "The army", "add", "the road to the coast stays shut"),
]

RELAYED: list[Row] = [
    (
        "The talks failed, the paper reported, citing officials who said the map had been redrawn.",
        "officials",
        "cite",
        "The talks failed",
    ),
    (
        "State media quoted a commerce official as saying the gate was still shut.",
        "State media",
        "quote",
        "the gate was still shut",
    ),
    ("The bridge is mined, Interfax reported, quoting two sappers.", "two sappers", "quote", "The bridge is mined"),
    (
        "A judge was cited by the radio as saying the men would be freed.",
        "the radio",
        "cite",
        "the men would be freed",
    ),
    (
        "Turkey's state-run agency, citing soldiers, said two were hurt.",
        "Turkey's state-run agency",
        "say",
        "two were hurt",
    ),
]

AROUND: list[Row] = [
    (
        "Some 300 people have left the town since Friday, the charity said on Monday, most of them women who fear raids.",
        "the charity",
        "say",
        "Some 300 people have left the town since Friday / most of them women who fear raids",
    ),
    (
        "The command said two more on Tuesday, near Kut, had destroyed a depot of the group.",
        "The command",
        "say",
        "two more on Tuesday, near Kut, had destroyed a depot of the group",
    ),
    (
        "A nurse who had treated the wounded estimated that 60 people died of their injuries.",
        "A nurse who had treated the wounded",
        "estimate",
        "60 people died of their injuries",
    ),
    (
        "Hasakah: The Northern Front (NF) announced the arrest of three men.",
        "The Northern Front (NF)",
        "announce",
        "the arrest of three men",
    ),
    (
        "Sinjar: Police said the gate was shut.",
        "Police",
        "say",
        "the gate was shut",
    ),
]

ALONE: list[Row] = [
    (
        '"They came at dawn," said Hawa Bello, 34. "They shot the men."\n\n"Nobody came to help us."\n\nShe fled.',
        "Hawa Bello, 34",
        "say",
        '"They came at dawn," / "They shot the men." / "Nobody came to help us."',
    ),
    (
        '"We ran," the guard said.\n\n"There was smoke everywhere."\n\n"I lost my shoes," a girl said.',
        "the guard",
        "say",
        '"We ran," / "There was smoke everywhere."',
    ),
    (
        '"We ran," the guard said.\n\n"There was smoke everywhere," a girl said.',
        "the guard",
        "say",
        '"We ran,"',
    ),
    (
        '"We ran," the guard said.\n\n"Smoke" was the name of the band.',
        "the guard",
        "say",
        '"We ran,"',
    ),
    (
        'On "Morning in Nairobi," the speaker said the war was lost.',
        "the speaker",
        "say",
        "the war was lost",
    ),
]

SIGNED_TEXT = (
    "Readers wrote to us.\n“They took my brother at the checkpoint and we have not seen him.” ― Amina Yusuf\n"
    '“Nobody came to help us for nine days.”― Pedro Ruiz Díaz\n"The bridge is gone."\n— Olena, a nurse from Kherson'
)
SIGNED = [  # a dash and a name behind a quotation
    (SIGNED_TEXT, "Amina Yusuf", "--", "“They took my brother at the checkpoint and we have not seen him.”"),
    (SIGNED_TEXT, "Pedro Ruiz Díaz", "--", "“Nobody came to help us for nine days.”"),
    (SIGNED_TEXT, "Olena, a nurse from Kherson", "--", '"The bridge is gone."'),
]
INVERTED = [  # comma, cue, speaker: no second verb of what is said
    ("Three outposts changed hands before dawn, claimed the Karen National Liberation Army.",
     "the Karen National Liberation Army", "claim", "Three outposts changed hands before dawn"),
    ("The sultan left before coffee was served, recounted one Gulf envoy who attended the meeting.",
     "one Gulf envoy who attended the meeting", "recount", "The sultan left before coffee was served"),
    ("Neither side may station forces on the border, says the peace text initialled in August.",
     "the peace text", "say", "Neither side may station forces on the border"),
]  # fmt: skip
TEXTS = [  # what a text lays down, what someone counts
    ("The ruling bars the army from the university.", "The ruling", "bar", "the army from the university"),
    ("The order signed on Friday forbids officers to travel abroad.", "The order signed on Friday", "forbid",
     "officers to travel abroad"),
    ("A decree published in Moscow raises the ceiling to 1.6 million.", "A decree published in Moscow", "raise",
     "the ceiling to 1.6 million"),
    ("Civil Watch counted 74 people still in custody.", "Civil Watch", "count", "74 people still in custody"),
    ("Sources in Peshawar put the number of fighters who had slipped across the line at 400.", "Sources in Peshawar",
     "put", "the number of fighters who had slipped across the line at 400"),
]  # fmt: skip
WAYS = [  # by whose words, count or view
    ("The crossing could be open by Easter, in the view of Cypriot negotiators.", "Cypriot negotiators",
     "in the view of", "The crossing could be open by Easter"),
    ("By the army's count, 46 rebels had died.", "the army", "by the count of", "46 rebels had died"),
    ("Under the charter, no party may field armed men.", "the charter", "under", "no party may field armed men"),
    ("A crew was hit as it fled, per the Israel Defense Forces.", "the Israel Defense Forces", "according to",
     "A crew was hit as it fled"),
]  # fmt: skip
LED_ASTRAY = [  # the parser takes a participle for the verb of the sentence
    ("Survivors brought ashore at Kalamata said the boat had capsized.", "Survivors brought ashore at Kalamata", "say",
     "the boat had capsized"),
    ("Officials have for weeks denied that a village was on the table.", "Officials", "deny",
     "a village was on the table"),
]  # fmt: skip

ALL = [
    *SIGNED, *INVERTED, *TEXTS, *WAYS, *LED_ASTRAY,
    *CLAUSES, *TIMES_OF_SAYING, *FRONTED, *DIRECT, *OVER_PARAGRAPHS, *MIXED, *ACCUSATIONS, *PARTICIPLES, *SHARED,
    *PASSIVES, *NOUNS, *ACCORDING, *PHRASES, *CLEAR, *EDGES, *COLONS,
    *CLOSING, *TWO_VOICES, *TOLLS, *RELATIVES, *TURNS, *RELAYED, *ALONE, *AROUND,
]  # fmt: skip


@cache
def drafts() -> dict[str, Draft]:
    """Return the drafts of all texts of the tables, read in one go."""
    texts = list(
        dict.fromkeys([row[0] for row in ALL] + NOTHING + [row[0] for row in ACTS] + [row[0] for row in FORMS])
    )
    return dict(zip(texts, draft_reports((report_of(t) for t in texts), until="statements", fast=True), strict=True))


def told(text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of every statement of a text, as words."""
    draft = drafts()[text]
    return [
        (
            " / ".join(draft.text_of(w) for w in s.source[:1]),
            s.cue_lemma,
            " / ".join(" ".join(draft.text_of(w).split()) for w in s.content),
        )
        for s in draft.statements
    ]


@pytest.mark.parametrize(("text", "source", "cue", "content"), ALL)
def test_source_cue_and_content(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in told(text)


NOTHING = [
    'The so-called "republic" has no courts.',
    'Its "ministry of truth" burned down last year.',
    "The road is said to be mined.",
    "The army, it is said, never sleeps.",
    'A ship named "Hope of the North" sank off Crete.',
    "The army carried out two raids on Monday.",
    "Troops attacked the town and burned the market.",
    "The rebels hold the hill and the bridge.",
    "The bridge was rebuilt according to plan.",
    "Officials called off the search at dusk.",
    "The ministry did not say whether the men were armed.",
    "Guns were found under the floor of the house.",
    'They watched "Casablanca" in the bunker.',
    "The convoy set out for the coast at dawn.",
    "A pensioner declined to give her surname.",
    "His office did not deny the report.",
    "A spokeswoman neither confirmed nor denied the report.",
    "Moscow is considering whether to withdraw its troops.",
    "The council has yet to decide whether to take part.",
    "The army is planning to evacuate the wounded.",
    "The rebels did not plan to leave the valley.",
    "The village chief wants to leave.",
    "The rebels continued to advance on the port.",
    "The troops responded to an ambush.",
    "The council discussed the attack on the shelter on Thursday.",
    "A teacher asked that his name not be used.",
    "Investigators did not expect to receive access.",
    "The brigade put its guns at the gate.",
    "The report raised eyebrows in Ankara.",
    "The army entered the town, shelled the market and left.",
    "The result was clear: “war” — Madrid is far away.",
    "Prices rose by nine percent per year.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_statement(text: str) -> None:
    assert told(text) == []


ACTS: list[tuple[str, Act]] = [
    ("The premier said the war was over.", Act.SAY),
    ("State radio reported that the town had fallen.", Act.REPORT),
    ("The group claimed it shot down the jet.", Act.CLAIM),
    ("The army confirmed that two soldiers had died.", Act.CONFIRM),
    ("The clan denied that it had hidden the men.", Act.DENY),
    ("Chad accused Sudan of arming rebels.", Act.ACCUSE),
    ("The agency warned that famine was near.", Act.WARN),
    ("The militia threatened to shell the port.", Act.THREATEN),
    ("The junta promised to hold elections.", Act.PROMISE),
    ("The opposition demanded that the governor resign.", Act.DEMAND),
    ("The pope urged both sides to talk.", Act.URGE),
    ("The general admitted that the attack had failed.", Act.ACKNOWLEDGE),
    ("Tehran insisted that the site was civilian.", Act.INSIST),
    ("The bank predicted that prices would double.", Act.PREDICT),
    ("The envoy praised the ceasefire.", Act.PRAISE),
    ("Ottawa condemned the killing of the judge.", Act.CONDEMN),
    ("The rebels refused to disarm.", Act.REFUSE),
    ("Both sides agreed to meet again.", Act.AGREE),
    ("The judge asked whether the men had been warned.", Act.ASK),
    ("Residents fear the rebels will return.", Act.BELIEVE),
]


@pytest.mark.parametrize(("text", "act"), ACTS)
def test_act(text: str, act: Act) -> None:
    assert [s.act for s in drafts()[text].statements][:1] == [act]


FORMS: list[tuple[str, Form, list[str]]] = [
    ("The mayor said the wells were dry.", Form.INDIRECT, []),
    ('"The wells are dry," the mayor said.', Form.DIRECT, ['"The wells are dry,"']),
    ('The mayor said the wells were "as dry as bone".', Form.MIXED, ['"as dry as bone"']),
    ('"The wells are dry," she said. "The fields too."', Form.DIRECT, ['"The wells are dry,"', '"The fields too."']),
    ('The mayor said the "wells of peace" were dry.', Form.MIXED, ['"wells of peace"']),
]


@pytest.mark.parametrize(("text", "form", "quoted"), FORMS)
def test_form_and_quoted(text: str, form: Form, quoted: list[str]) -> None:
    draft = drafts()[text]
    first = draft.statements[0]
    assert first.form is form
    assert [draft.text_of(w) for w in first.quoted] == quoted
