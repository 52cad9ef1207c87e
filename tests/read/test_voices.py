"""What kind of voice speaks, who stands behind it, and what is told of a voice without a name."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.read.draft import Draft, StatementDraft
from dateline.read.pipeline import draft_reports
from dateline.record.choices import SourceKind
from tests.build import report_of

PERSON, INSTITUTION, GROUP = SourceKind.PERSON, SourceKind.INSTITUTION, SourceKind.GROUP
MEDIA, DOCUMENT, ANONYMOUS, UNKNOWN = SourceKind.MEDIA, SourceKind.DOCUMENT, SourceKind.ANONYMOUS, SourceKind.UNKNOWN

KINDS: list[tuple[str, SourceKind]] = [
    # a named person, or one known by the office
    ("Foreign Minister Walid Jumaa said the talks had failed.", PERSON),
    ("Josh Lindgren, a spokesman for the ministry, said the road was open.", PERSON),
    ("The governor of Borno said 40 people were missing.", PERSON),
    ("A spokesman for the rebels said the truce was over.", PERSON),
    ("An army spokeswoman said the jets had returned.", PERSON),
    ("Prime Minister Anna Lund said the bill would pass.", PERSON),
    ("Colonel Musa Bello, who is familiar with the region, said the rebels had fled.", PERSON),
    ("Elena Petrova, a nurse close to the family, said the child was safe.", PERSON),
    ("Ibrahim Sesay, a resident of Makeni, said shots were fired.", PERSON),
    ("Kenya's foreign minister said the border would stay shut.", PERSON),
    ("Dr Amina Yusuf, who works in Geneva, said the ward was full.", PERSON),
    ("Analyst Peter Kovacs said the front would hold.", PERSON),
    ("Its commander said the base was lost.", PERSON),
    ("The shells came from the hill, the colonel commanding the bridgehead maintained.", PERSON),
    ("In the words of the appointed prime minister, the port will stay open.", PERSON),
    ("Bishop Emeka Okwuosa said the two seminarians were alive.", PERSON),
    ("“There is nothing left,” said Oleksandr, a fireman in Vovchansk.", PERSON),
    ("Homeland Security Secretary Ana Ruiz said the port was shut.", PERSON),
    ("The war would last, lawmaker Kim Sang-hyuk said.", PERSON),
    # a body
    ("In the estimation of the Armed Conflict Survey, fewer than 600 people died.", INSTITUTION),
    ("The Sources and Rivers Trust says its wells were closed.", INSTITUTION),
    ("Tesla denied that its cars had been armed.", INSTITUTION),
    ("Sources of the Nile, a charity that digs wells, said two drivers were missing.", INSTITUTION),
    ("Emergency, which runs the clinic in Lashkar Gah, said a mine had gone off.", INSTITUTION),
    ("It was the Red Cross that warned of famine.", INSTITUTION),
    ("By the count of the Red Cross, 46 boys remain in custody.", INSTITUTION),
    ("The United Nations said aid was short.", INSTITUTION),
    ("The army said two soldiers were dead.", INSTITUTION),
    ("Sudan's Foreign Ministry said the envoy must leave.", INSTITUTION),
    ("Police said the bomb was home-made.", INSTITUTION),
    ("The Syrian Observatory for Human Rights said 12 people died.", INSTITUTION),
    ("Damascus said it would take part.", INSTITUTION),
    ("Washington said no decision had been taken.", INSTITUTION),
    ("Hamas said it would free the hostages.", INSTITUTION),
    ("The White House said the report was wrong.", INSTITUTION),
    ("US Central Command said the jets had hit a depot.", INSTITUTION),
    ("The rebel group said it had taken the town.", INSTITUTION),
    ("The regime said it had no such weapons.", INSTITUTION),
    ("Soldiers arrested five men, according to the rights group Yesh Din.", INSTITUTION),
    ("The Houthi militia Ansar Allah said it had fired.", INSTITUTION),
    ("The monitor said the shells came from the sea.", INSTITUTION),
    ("The World Food Programme said stocks would last a week.", INSTITUTION),
    # several without names
    ("Survivors brought ashore at Kalamata said the boat had capsized.", GROUP),
    ("Armenian officials have for weeks denied that a village was on the table.", GROUP),
    ("Eyewitnesses counted nine bodies in the river.", GROUP),
    ("Prison guards said they had handed over the keys.", GROUP),
    ("Tuareg notables meeting in Kidal threatened to rejoin the rebellion.", GROUP),
    ("Onlookers cheered as the statue fell, they said.", GROUP),
    ("American officials said they had no plans to meet him.", GROUP),
    ("Residents said shells fell all night.", GROUP),
    ("Activists said the toll would rise.", GROUP),
    ("Witnesses said the bus was hit by a rocket.", GROUP),
    ("Western diplomats said the offer was empty.", GROUP),
    ("Three doctors said the hospital had no fuel.", GROUP),
    ("Survivors said the boat sank within minutes.", GROUP),
    ("Opposition lawmakers said the vote was rigged.", GROUP),
    ("Some analysts say the army is losing.", GROUP),
    ("Two Democrats on the Armed Services Committee said the plan was risky.", GROUP),
    ("Human rights monitors said the promise was not kept.", GROUP),
    ("Egyptian and Qatari mediators said a deal was near.", GROUP),
    ("Villagers in Ituri said gunmen had come at dawn.", GROUP),
    # the press
    ("State television said the general was dead.", MEDIA),
    ("Nasha Niva reported that the prisoners had been moved.", MEDIA),
    ("Tokyo will send four destroyers, Nikkei has learned.", MEDIA),
    ("Asunción daily Ultima Hora said the rancher was alive.", MEDIA),
    ("Uganda's New Vision said eleven rebels had surrendered.", MEDIA),
    ("Diario de Cuyo said the miners had been warned.", MEDIA),
    ("The New York Times reported that the raid had failed.", MEDIA),
    ("The newspaper said the minister had resigned.", MEDIA),
    ("Reuters reported that the ship was sinking.", MEDIA),
    ("A local radio station said the dam had burst.", MEDIA),
    ("The deal was done, the newspaper Dawn reported.", MEDIA),
    ("News agency Tasnim said two were hurt.", MEDIA),
    ("The Xinhua news agency said the two sides had met.", MEDIA),
    # a text
    ("A UN report said 40 civilians had died.", DOCUMENT),
    ("The statement said the attack was a mistake.", DOCUMENT),
    ("The survey found that most families had fled.", DOCUMENT),
    ("Satellite images show that the runway was hit.", DOCUMENT),
    ("A leaked memo said the army was short of shells.", DOCUMENT),
    ("The study said prices had doubled.", DOCUMENT),
    # not named and not known by an office
    ("Sources in Damascus said the exchange had begun.", ANONYMOUS),
    ("One source close to the issue said a deal was near.", ANONYMOUS),
    ("Numerous sources said drones were seen.", ANONYMOUS),
    ("A security source said the cell was broken up.", ANONYMOUS),
    ("A senior US official said the strikes would go on.", ANONYMOUS),
    ("A resident of Goma said the market was hit.", ANONYMOUS),
    ("Two diplomats familiar with the talks said a deal was near.", ANONYMOUS),
    ("People close to the presidency said he was ill.", ANONYMOUS),
    ("Officials said on condition of anonymity that the plan was dead.", ANONYMOUS),
    ("A police officer who was not authorised to speak to the media said the base had fallen.", ANONYMOUS),
    ("An aid worker, who asked not to be named, said the camp was empty.", ANONYMOUS),
    ("A Western diplomat said the vote would be delayed.", ANONYMOUS),
    ("A person briefed on the plan said it would start in May.", ANONYMOUS),
    ("A doctor at the hospital said 30 bodies had come in.", ANONYMOUS),
    ("An insider said the board had split.", ANONYMOUS),
    # nobody
    ("It was announced that the border was open.", UNKNOWN),
]

NAMES: list[tuple[str, str | None]] = [
    ("American officials said they had no plans to meet him.", "United States"),
    ("Iranian diplomats said the talks were useful.", "Iran"),
    ("Sources in Damascus said the exchange had begun.", None),
    ("Foreign Minister Walid Jumaa said the talks had failed.", "Walid Jumaa"),
    ("Syrian President Bashar al-Assad's regime said it was willing to talk.", "Syria"),
    ("Damascus said it would take part.", "Syria"),
    ("Reuters reported that the ship was sinking.", "Reuters"),
    ("Talks went ahead despite Kenyan insistence that the border stay shut.", "Kenya"),
]

UNNAMED: list[tuple[str, str | None, str | None, str | None]] = [
    # text, locality, proximity, reason
    ("Sources in Damascus said the exchange had begun.", "Damascus", None, None),
    ("A medical source in Khartoum said 12 people had died.", "Khartoum", None, None),
    ("One source close to the issue said a deal was near.", None, "close to the issue", None),
    ("Two diplomats familiar with the talks said a deal was near.", None, "familiar with the talks", None),
    ("A person with direct knowledge of the raid said it had failed.", None, "with direct knowledge of the raid", None),
    ("A person briefed on the plan said it would start in May.", None, "briefed on the plan", None),
    ("Officials said on condition of anonymity that the plan was dead.", None, None, "on condition of anonymity"),
    (
        "A police officer who was not authorised to speak to the media said the base had fallen.",
        None,
        None,
        "not authorised to speak to the media",
    ),
    ("An aid worker, who asked not to be named, said the camp was empty.", None, None, "not to be named"),
    (
        "A guard said the gate was open. He spoke on condition of anonymity because he feared reprisals.",
        None,
        None,
        "on condition of anonymity because he feared reprisals",
    ),
    ("Colonel Musa Bello, who is familiar with the region, said the rebels had fled.", None, None, None),
]

TOLD: list[tuple[str, str | None]] = [
    ("A minister told AFP that the road was closed.", "AFP"),
    ("The envoy told Reuters the talks had stalled.", "Reuters"),
    ('"We are leaving," the captain told Al Jazeera.', "Al Jazeera"),
    ("The general said the war was over.", None),
    ("The premier told the United Nations that aid was blocked.", "United Nations"),
]

INTERESTED: list[tuple[str, bool | None]] = [
    # a belligerent or a state on its own doings, losses and soil
    ("Israel said it had struck a depot near Damascus.", True),
    ("Hamas said its fighters had destroyed two tanks.", True),
    ("Russia denied that Russian forces had bombed the clinic.", True),
    ("The Taliban said its men had taken the district.", True),
    ("The Sudanese army said it had retaken the bridge.", True),
    ("Kenya's government said Kenyan troops had crossed the border.", True),
    ("Army spokesman Yahya Saree said his forces had shot down a drone.", True),
    ('"We took the hill," rebel commander Musa Bello said.', True),
    ('"Our soldiers did not fire," Defence Minister Anna Lund said.', True),
    ("The Ukrainian air force said it had shot down 38 drones.", True),
    ("Turkey said two Turkish soldiers were killed in Idlib.", True),
    ("Ethiopia denied that its army had starved civilians.", True),
    ("The junta said it would free the president.", True),
    ("Boko Haram claimed that it had killed 20 soldiers.", True),
    # armed sides on the other side
    ("The Malian army said rebels had killed 11 villagers.", True),
    ("M23 said the Congolese army had shelled Goma.", True),
    ("Azerbaijan accused Armenia of shelling Azerbaijani villages.", True),
    ("Hezbollah said Israeli jets had hit a school.", True),
    # a monitor, the press, bodies of many states, documents
    ("The Syrian Observatory for Human Rights said 12 people died in the raid.", False),
    ("A UN report said 40 civilians had died.", False),
    ("The United Nations said 3,000 people had fled Malakal.", False),
    ("Human Rights Watch said soldiers had burned 40 houses.", False),
    ("Reuters reported that the rebels had left the town.", False),
    ("State television said the general was dead.", False),
    ("The New York Times reported that the raid had failed.", False),
    ("Amnesty International said the army had used cluster bombs.", False),
    ("Satellite images show that the runway was hit.", False),
    # not known: no name, or a witness rather than a party
    ("Sources in Damascus said the exchange had begun.", None),
    ("Residents said shells fell all night.", None),
    ('"We heard a whistle," said Maria Petrova, a pensioner.', None),
    ("Three experts said they had solid evidence of torture.", None),
    ("A Western diplomat said the army had lost the town.", None),
    ("Witnesses said gunmen had fired at them from a car.", None),
    ("Norway said the talks in Sudan had failed.", None),
    ("Ana Ruiz, a nurse, said she had counted 17 bodies.", None),
    ("France said rebels had taken the airport of Bangui.", None),
]

NESTED: list[tuple[str, str, str]] = [
    # text, cue lemma of the inner, cue lemma of the outer
    ("The paper reported that officials had said the base was lost.", "say", "report"),
    ("The mayor said the army had denied that shells were fired.", "deny", "say"),
    ("The minister said police believe the men have fled.", "believe", "say"),
    ('"The army said that the road was safe," the driver told a crowd.', "say", "tell"),
    ("The agency, citing two ministers, said the bank would close.", "cite", "say"),
    ("State television, quoting the governor, reported that six people had died.", "quote", "report"),
    ("Six people died, the agency said, citing doctors.", "cite", "say"),
    ("Army sources, quoted by Al Jazeera, said the pilot was alive.", "say", "quote"),
    ("A minister, quoted by the newspaper Al-Ahram, said the dam would be filled.", "say", "quote"),
    ("The envoy added that Moscow had threatened to walk out.", "threaten", "add"),
]

PRONOUNS: list[tuple[str, SourceKind, str | None]] = [
    # kind and name of the last statement's voice
    ("President Anna Lund met the envoys. She said the talks had failed.", PERSON, "Anna Lund"),
    ("A resident said the market was hit. He said nobody came to help.", ANONYMOUS, None),
    ('"The bridge is gone," said Omar Bakri, a driver. "The river took it," he added later.', PERSON, "Omar Bakri"),
    ("Residents said shells fell all night. They said nobody slept.", GROUP, None),
    ("Hamas said it would free the hostages. It said the list was ready.", INSTITUTION, "Hamas"),
]


@cache
def drafts() -> dict[str, Draft]:
    """Return the drafts of all texts of the tables, read in one go."""
    tables = (KINDS, NAMES, UNNAMED, TOLD, INTERESTED, NESTED, PRONOUNS)
    texts = list(dict.fromkeys(row[0] for table in tables for row in table))
    return dict(zip(texts, draft_reports((report_of(t) for t in texts), until="statements", fast=True), strict=True))


def first(text: str) -> StatementDraft:
    """Return the first statement of a text that no other holds."""
    return next(s for s in drafts()[text].statements if s.within is None)


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(text: str, kind: SourceKind) -> None:
    assert first(text).kind is kind


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_name(text: str, name: str | None) -> None:
    assert first(text).name == name


@pytest.mark.parametrize(("text", "locality", "proximity", "reason"), UNNAMED)
def test_unnamed(text: str, locality: str | None, proximity: str | None, reason: str | None) -> None:
    draft, statement = drafts()[text], first(text)
    assert (statement.locality.name if statement.locality else None) == locality
    assert (draft.text_of(statement.proximity) if statement.proximity else None) == proximity
    assert (draft.text_of(statement.reason) if statement.reason else None) == reason


@pytest.mark.parametrize(("text", "name"), TOLD)
def test_addressee(text: str, name: str | None) -> None:
    statement = first(text)
    assert (statement.to.name if statement.to else None) == name


@pytest.mark.parametrize(("text", "interested"), INTERESTED)
def test_interested(text: str, interested: bool | None) -> None:
    assert first(text).interested is interested


@pytest.mark.parametrize(("text", "inner", "outer"), NESTED)
def test_within(text: str, inner: str, outer: str) -> None:
    nested = next(s for s in drafts()[text].statements if s.cue_lemma == inner and s.within is not None)
    assert nested.within is not None
    assert nested.within.cue_lemma == outer


@pytest.mark.parametrize(("text", "kind", "name"), PRONOUNS)
def test_pronoun(text: str, kind: SourceKind, name: str | None) -> None:
    last = drafts()[text].statements[-1]
    assert (last.kind, last.name) == (kind, name)


SHARED_TIMES: list[tuple[str, str | None]] = [
    # text, when its second statement was said
    ('Two sources told AFP on Monday that talks had begun.\n\n"It is serious," one source said.', "2025-10-13"),
    ("Officials said on Sunday that a deal was near. One of the officials said it was signed.", "2025-10-12"),
    ("Residents said on Sunday that shells fell. Another resident said a school was hit.", "2025-10-12"),
    ("Residents said on Sunday that shells fell. The army said a school was hit.", None),
    ("The mayor said on Sunday that shells fell. One doctor said a school was hit.", None),
]


@pytest.mark.parametrize(("text", "when"), SHARED_TIMES)
def test_time_of_one_of_several(text: str, when: str | None) -> None:
    draft = next(draft_reports([report_of(text, published="2025-10-14")], until="statements", fast=True))
    said = draft.statements[1].when
    assert (said.value if said is not None else None) == when
