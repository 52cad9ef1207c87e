"""Pronouns and definite descriptions, and whom they take up."""

from __future__ import annotations

import pytest

from dateline.read.draft import Draft
from dateline.record.report import Dateline, Span
from tests.build import draft_of


def _taken_up(draft: Draft, text: str, word: str) -> str | None:
    """Return the actor mentioned at the last occurrence of these words."""
    start = text.rindex(word)
    first, last = draft.starts.index(start), draft.ends.index(start + len(word)) + 1
    for actor in draft.actors:
        for words in actor.mentions:
            if (words.start, words.end) == (first, last):
                return actor.name
    return None


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        # he, she
        ("Foreign Minister Amir Bashir rejected the offer. \"It is an insult,\" he said.", "he", "Amir Bashir"),
        ("General Omar Said spoke on Monday. He said the road was open.", "He", "Omar Said"),
        ("Spokeswoman Anna Lind met General Omar Said. She said the talks went well.", "She", "Anna Lind"),
        ("President Salva Kiir said he would not resign.", "he", "Salva Kiir"),
        ("Villagers fled to the hills. They said nobody had warned them.", "They", "Villagers"),
        # an office or a rank, also where it was written short, or is told by a wider word
        ("Florida Sen. Omar Reyes came on Monday. The senator said the vote was near.", "The senator", "Omar Reyes"),
        ("Prime Minister Abel Ahmed arrived in Mekelle. The premier said it was calm.", "The premier", "Abel Ahmed"),
        ("Col. Ibrahim Diallo led the patrol. The colonel said no shot was fired.", "The colonel", "Ibrahim Diallo"),
        ("Senator Rosa Molina left early. The lawmaker said she was ill.", "The lawmaker", "Rosa Molina"),
        ("Rebel commander Moussa Diallo was hurt when his car hit a mine.", "his", "Moussa Diallo"),
        ("Prime Minister Pedro Sanchez called President Gustavo Petro to congratulate him.", "him", "Gustavo Petro"),
        # named only ahead, in the clause that follows
        ("Hassan Omar left Juba. Even as he blamed bandits, Peter Kiir asked for talks.", "he", "Peter Kiir"),
        ("Hassan Omar left Juba. When he came home, rain fell.", "he", "Hassan Omar"),
        # a title before the surname tells the gender, and which of two namesakes it is
        ("Shannon Kiir and Rosa Bello met. Mr. Kiir spoke. He said it was late.", "He", "Shannon Kiir"),
        ("Hana Deng and Omar Deng came. Mrs. Deng wept. She said it was late.", "She", "Hana Deng"),
        ("Omar Deng knew that Hana Deng, a nurse, spoke. Hana Deng wept. Deng said it was late.", "Deng", "Hana Deng"),
        # it, its
        ("The United States insisted on Tuesday it had no plans to send troops.", "it", "United States"),
        ("Hamas said it had agreed to the truce.", "it", "Hamas"),
        ("Ankara said its jets had hit six targets.", "its", "Turkey"),
        ("The ministry said it was looking into the raid. Iraq's Interior Ministry gave no toll.", "it", "ministry"),
        ("Damascus said that it was willing to talk.", "it", "Syria"),
        # a body without a name
        ("The army said on Monday that it had shelled the bridge.", "it", "army"),
        ("A doctors' group said it had treated nine people.", "it", "doctors' group"),
        ("The ministry said it had summoned the envoy.", "it", "ministry"),
        ("The report said it was the worst raid this year.", "it", None),
        ("One man said it was too late to flee.", "it", None),
        # a person without a name stands between
        ("Omar Said was freed on Friday. An army spokesman denied it. \"We never held anyone,\" he said.", "he",
         "army spokesman"),
        ("Elena Ruiz spoke first. Omar Said followed. She left early.", "She", "Elena Ruiz"),
        ("The Kivu Farmers Committee spoke. The committee gave a toll.", "The committee", "Kivu Farmers Committee"),
        ("RSF gunners in Sudan shelled the market, residents of Khartoum said. The army fired back.", "The army",
         "Sudanese army"),
        # they
        ("American officials said they did not know who fired.", "they", "United States officials"),
        ("The Houthis said they had shot down a drone.", "they", "Houthis"),
        ("Syrian rebels said they had taken the hill.", "they", "Syrian rebels"),
        # the group, the militants
        ("Boko Haram attacked on Friday. The group has not commented.", "The group", "Boko Haram"),
        ("Islamic State holds the city. Jets struck positions of the militants.", "the militants", "Islamic State"),
        ("Amnesty International published a report. The organisation urged an inquiry.", "The organisation",
         "Amnesty International"),
        ("M23 took Goma. Residents fled as the rebels advanced.", "the rebels", "March 23 Movement"),
        # unnamed officials are no government
        ("Kenya cut the internet. Western diplomats said they were worried. The government gave no reason.",
         "The government", "Kenya"),
        ("Foreign diplomats left on Friday. The government gave no reason.", "The government", None),
        # the regime, the army, the ministry, the president
        ("The Assad regime shelled Douma. The regime denied it.", "The regime", "Syria"),
        ("The Israeli army raided Jenin. The army said two men were killed.", "The army", "Israeli army"),
        ("Ukraine's Defence Ministry spoke. The ministry gave no toll.", "The ministry", "Ukrainian Defence Ministry"),
        ("Kenyan President William Ruto flew to Juba. The president met both sides.", "The president", "William Ruto"),
        ("Israeli Prime Minister Yair Lapid visited the base. The prime minister thanked the troops.",
         "The prime minister", "Yair Lapid"),
        ("Sudan's army lost the town. Residents accused the army of shelling homes.", "the army", "Sudanese army"),
        # left open
        ("It is clear that Hamas will not leave.", "It", None),
        ("The strike began at dawn. It killed six people.", "It", None),
        ("Hamas made it clear that talks were over.", "it", None),
        ("Omar Said met Ali Hassan. Ali Hassan told Omar Said a story, and Peter Brown listened. People say he lied.",
         "he", None),
        ("Its chief prosecutor announced she would look into it.", "she", "chief prosecutor"),
        ("Fatah and Hamas clashed. The raid by Israel and its results were condemned.", "its", None),
        ("The group of seven boys left. Hamas denied it.", "The group", None),
        ("Witnesses said it was raining when Boko Haram came.", "it", None),
    ],
)  # fmt: skip
def test_references(text: str, word: str, actor: str | None) -> None:
    assert _taken_up(draft_of(text, until="actors"), text, word) == actor


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        # a speaker is not a person inside his own words
        ("A man from Tine spoke. \"My father is buried here,\" he said.", "he", "man"),
        ("General Omar Said was calm. \"The minister has lied to us,\" he said.", "he", "Omar Said"),
        ("One woman said she hid under a bed. \"My sister ran outside,\" she said.", "she", "woman"),
        ("President Ali Diop met the press. \"The envoy left at dawn,\" he said.", "he", "Ali Diop"),
        ("Farmer Juan Ruiz wept. \"My son was nine,\" he said.", "he", "Juan Ruiz"),
        ("\"My mother ran back,\" said Rosa Diaz. She wept.", "She", "Rosa Diaz"),
        # a clause that describes a person is about that person
        ("Mayor Amina Bello spoke. A UN official, who asked not to be named because she feared reprisals, agreed.",
         "she", "UN official"),
        ("Mayor Amina Bello wept. A nurse who said she had fled at night told of the attack.", "she", "nurse"),
        ("General Said left. Peter Ndiaye, a teacher who lost his house, stayed.", "his", "Peter Ndiaye"),
        # who speaks is the group that spoke
        ("Oxfam said the camp was empty. Boko Haram had burned it. More aid is needed, the group added.", "the group",
         "Oxfam"),
        ("Amnesty International blamed the M23. The group said it had seen photographs.", "The group",
         "Amnesty International"),
        # the media tell of others
        ("Boko Haram fighters entered Baga. Local media reported that they burned the market.", "they", "Boko Haram"),
        ("RSF fighters in Sudan took Wad Madani. State television said they had looted shops.", "they",
         "Rapid Support Forces"),
        # of one kind
        ("Hamas fired on the town. Ministers left the coalition in protest.", "the coalition", None),
        ("Al-Shabaab took a base. Wagner Group mercenaries came. Soldiers drove the militants out.", "the militants",
         "Al-Shabaab"),
        ("The president broke off talks with the ELN and accused the guerrillas of murder.", "the guerrillas",
         "National Liberation Army"),
        ("The Taliban met the envoy, who accused the insurgents of bad faith.", "the insurgents", "Taliban"),
        # who does it is not whom it is done to
        ("Sudan cut the internet. France urged the government to restore it.", "the government", "Sudan"),
        ("Myanmar jailed a reporter. Japan called on the government to free him.", "the government", "Myanmar"),
        # soldiers of the only army
        ("The Israeli army raided Jenin. Soldiers arrested four men.", "Soldiers", "Israeli army"),
        ("The Nigerian army entered Baga. The soldiers burned two houses.", "The soldiers", "Nigerian army"),
        ("The Israeli army and the Lebanese army traded fire. Soldiers arrested four men.", "Soldiers", None),
        # a body of that kind, by the noun in its name, never a person
        ("The World Health Organization met. The organization said 12 had died.", "The organization",
         "World Health Organization"),
        ("The African Union Commission met. Moussa Faki spoke. The commission condemned the coup.", "The commission",
         "African Union"),
        ("The International Committee of the Red Cross came. The committee said inmates starved.", "The committee",
         "International Committee of the Red Cross"),
        ("Omar Said of the Syrian Observatory for Human Rights spoke. The monitor said six died.", "The monitor",
         "Syrian Observatory for Human Rights"),
        ("Captain Musa Bello was shot. The commission met.", "The commission", None),
        ("The National Liberation Army, a rebel group, left. The army came.", "The army", "Colombian army"),
        ("The Syrian Observatory for Human Rights spoke. The monitor said they were farmers.", "they", None),
        # who answers is who was accused
        ("The United States accused Syria of using gas. The government denies it.", "The government", "Syria"),
        ("Washington, which he leads, met President Bashar al-Assad, whom it accuses of murder. The government denies "
         "the accusation.", "The government", "Syria"),
        ("Sudan accused Chad of arming rebels. The government rejected the claim.", "The government", "Chad"),
        ("Iran was blamed by Britain for the attack. The government dismissed it.", "The government", "Iran"),
        ("France urged Mali to hold elections. The government refused.", "The government", "Mali"),
    ],
)  # fmt: skip
def test_whom_a_clause_allows(text: str, word: str, actor: str | None) -> None:
    found = _taken_up(draft_of(text, until="actors"), text, word)
    assert found == actor


@pytest.mark.parametrize(
    ("dateline", "text", "army"),
    [
        ("BEIRUT - ", "Planes crossed into Syria. Syrian warplanes hit a camp. The army denied it.", "Syrian army"),
        ("NAIROBI - ", "Somali troops took Baidoa. Somalia is poor. The army gave no toll.", "Somali military"),
        ("BEIRUT - ", "Israeli jets flew low over Lebanon. The army sent reinforcements.", "Lebanese army"),
        ("BEIRUT - ", "Syrian jets and Israeli jets crossed. The army gave no toll.", None),
        ("KHARTOUM - ", "Shells fell on a market. The army denied it.", "Sudanese army"),
    ],
)
def test_the_army_is_of_the_country_told_of(dateline: str, text: str, army: str | None) -> None:
    span = Span(0, len(dateline) - 1)
    whole = dateline + text
    draft = draft_of(whole, until="actors", dateline=Dateline(dateline.rstrip(" -"), span))
    assert _taken_up(draft, whole, "The army") == army
