"""Counts: sentence, trigger words of its events, and the counts that they get, in the order of the text."""

from __future__ import annotations

import pytest

from dateline.read.counts import find_counts
from dateline.read.draft import EventDraft, Words
from dateline.record.choices import EventType
from tests.build import draft_of

# Each count is "effect low high what", "-" for an open end; events are made by hand so that this step is tested alone.
ROWS = [
    ("The army killed 14 rebels in Mopti.", "killed", "killed 14 14 rebels"),
    (
        "At least 14 people, including three children, were killed in Aleppo.",
        "killed",
        "killed 14 - people; killed 3 3 children",
    ),
    (
        "At least 14 people were killed and more than 30 wounded when a shell hit a market.",
        "killed",
        "killed 14 - people; injured 31 - people",
    ),
    (
        "A bomb killed two soldiers and wounded five others near Gao.",
        "killed",
        "killed 2 2 soldiers; injured 5 5 soldiers",
    ),
    ("The blast left 14 dead and 20 wounded.", "blast", "killed 14 14 people; injured 20 20 people"),
    ("The raid left several people injured.", "raid", "injured 3 9 people"),
    ("Between 10 and 15 rebels died in the clashes.", "clashes", "killed 10 15 rebels"),
    (
        "Between 10 and 15 rebels died in the clashes, bringing the death toll to 30.",
        "clashes",
        "killed 10 15 rebels; killed 30 30 people",
    ),
    ("The death toll from the attack rose to 30 on Sunday.", "attack", "killed 30 30 people"),
    (
        "The attack killed dozens of civilians and displaced thousands.",
        "attack",
        "killed 24 99 civilians; displaced 2000 9999 people",
    ),
    ("Scores were wounded in the shelling of Kharkiv.", "shelling", "injured 40 199 people"),
    ("Hundreds of thousands have been displaced by the fighting.", "fighting", "displaced 200000 999999 people"),
    ("Some 20,000 people have fled the fighting in Goma.", "fighting", "displaced 20000 20000 people"),
    ("Up to 20 soldiers are missing after the ambush.", "ambush", "missing - 20 soldiers"),
    ("The strike killed a family of five.", "strike", "killed 5 5 people"),
    ("Three of the hostages were killed in the raid.", "raid", "killed 3 3 hostages"),
    ("A suicide bomber killed himself and 14 others in Quetta.", "killed", "killed 14 14 people"),
    ("Nearly 50 villagers were abducted by gunmen.", "abducted", "detained - 50 villagers"),
    (
        "Police arrested 45 protesters and seized two trucks.",
        "arrested,seized",
        "detained 45 45 protesters; seized 2 2 trucks",
    ),
    (
        "The navy fired 12 missiles at the port, sinking three boats.",
        "fired",
        "launched 12 12 missiles; destroyed 3 3 boats",
    ),
    ("The jets carried out two air strikes near Mosul.", "strikes", "conducted 2 2 air strikes"),
    (
        "The US conducted two air strikes on IS militants, destroying two IS armed vehicles and damaging another.",
        "strikes",
        "conducted 2 2 air strikes; destroyed 2 2 armed vehicles; damaged 1 1 armed vehicles",
    ),
    ("Aircraft have entered Syrian airspace at least once.", "entered", "conducted 1 - entries"),
    ("The jets struck the camp twice on Monday.", "struck", "conducted 2 2 strikes"),
    ("Jets violated Estonian airspace three times this week.", "violated", "conducted 3 3 violations"),
    ("The murder of British journalist Anna Smith shocked the city.", "murder", "killed 1 1 people"),
    ("Gunmen killed a policeman in Karachi.", "killed", "killed 1 1 policeman"),
    ("A French soldier was killed in Mali.", "killed", "killed 1 1 French soldier"),
    ("The deaths of 12 civilians sparked anger over the strike.", "strike", "killed 12 12 civilians"),
    ("Twelve people were reported dead after the blast.", "blast", "killed 12 12 people"),
    ("Between 40 and 50 houses were destroyed in the bombing.", "bombing", "destroyed 40 50 houses"),
    (
        "More than a dozen tanks were destroyed and six others damaged in the attack.",
        "attack",
        "destroyed 13 - tanks; damaged 6 6 tanks",
    ),
    (
        "Shelling killed at least one person and wounded five others.",
        "Shelling",
        "killed 1 - people; injured 5 5 people",
    ),
    ("The shelling killed two and injured seven.", "shelling", "killed 2 2 people; injured 7 7 people"),
    ("10 to 15 people drowned when the boat was hit.", "hit", "killed 10 15 people"),
    ("A couple of policemen were hurt in the riot.", "riot", "injured 2 2 policemen"),
    ("About 3,000 troops took part in the drill.", "drill", "involved 3000 3000 troops"),
    ("Thousands of people marched through Minsk.", "marched", "involved 2000 9999 people"),
    ("Two suicide bombers attacked a mosque in Maiduguri.", "attacked", "involved 2 2 suicide bombers"),
    ("Kenya deployed 400 police officers to Haiti.", "deployed", "involved 400 400 police officers"),
    ("The army launched 30 rockets at the town overnight.", "launched", "launched 30 30 rockets"),
    ("The militia launched three attacks on the base.", "attacks", "conducted 3 3 attacks"),
    (
        "The rebels captured 60 soldiers and seized four armoured vehicles.",
        "captured,seized",
        "detained 60 60 soldiers; seized 4 4 armoured vehicles",
    ),
    ("Air defences shot down 17 drones over Odesa.", "shot", "destroyed 17 17 drones"),
    ("Gunmen took 11 hostages in the attack.", "attack", "detained 11 11 hostages"),
    ("Militants are holding 11 hostages after the raid.", "raid", "detained 11 11 hostages"),
    ("The 14-year-old boy was hit in the attack.", "attack", "-"),
    ("The attack took place 30 kilometres from the border.", "attack", "-"),
    ("The strike destroyed a hospital with 40 beds.", "strike", "destroyed 1 1 hospital"),
    ("In 2014 the army attacked the town.", "attacked", "-"),
    ("The attack killed 5% of the herd.", "attack", "-"),
    (
        "The army said it had killed 30 militants, while residents put the toll at 12.",
        "killed",
        "killed 30 30 militants; killed 12 12 people",
    ),
    ("Nobody was hurt when two rockets hit the airport.", "hit", "involved 2 2 rockets"),
    ("The bombing wounded 20 people, six of them critically.", "bombing", "injured 20 20 people; injured 6 6 people"),
    ("The dead included five women, after the militia killed 23 villagers.", "killed", "killed 23 23 villagers"),
    (
        "Four peacekeepers died and three were wounded in the ambush.",
        "ambush",
        "killed 4 4 peacekeepers; injured 3 3 people",
    ),
    ("A roadside bomb killed three soldiers and a civilian.", "killed", "killed 3 3 soldiers; killed 1 1 civilian"),
    ("The raid freed 70 hostages, killing 12 captors.", "raid", "killed 12 12 captors"),
    ("Officials put the number of dead in the strike at 26.", "strike", "killed 26 26 people"),
    ("The attack, which killed 87, was the worst in years.", "attack", "killed 87 87 people"),
    ("In the massacre, 500 villagers were slaughtered.", "massacre", "killed 500 500 villagers"),
    ("The clashes claimed 16 lives.", "clashes", "killed 16 16 lives"),
    ("Police detained more than 200 people during the protest.", "detained", "detained 201 - people"),
    ("Fewer than 20 people took part in the protest.", "protest", "involved - 19 people"),
    ("Militants beheaded 21 Egyptian workers in Libya.", "beheaded", "killed 21 21 Egyptian workers"),
    ("The quake-hit army lost three helicopters in the offensive.", "offensive", "-"),
    ("The attack forced 2,300 families to flee.", "attack", "displaced 2300 2300 families"),
    ("The shelling damaged at least 15 houses and a school.", "shelling", "damaged 15 - houses; damaged 1 1 school"),
    ("Drone strikes killed 7 and injured 31, the governor said.", "strikes", "killed 7 7 people; injured 31 31 people"),
    ("Six people were killed, among them two medics, in the strike.", "strike", "killed 6 6 people; killed 2 2 medics"),
    ("The gunmen shot dead four teachers.", "shot", "killed 4 4 teachers"),
    ("As many as 1,500 fighters surrendered to the army.", "surrendered", "involved - 1500 fighters"),
    ("The army carried out a dozen raids in Jenin.", "raids", "conducted 12 12 raids"),
    ("A total of 43 students disappeared after the attack.", "attack", "missing 43 43 students"),
    ("The death toll stands at 112 after the bombing.", "bombing", "killed 112 112 people"),
    ("Shellfire killed one and wounded another.", "killed", "killed 1 1 people; injured 1 1 people"),
    ("The 12 wounded soldiers were flown out after the ambush.", "ambush", "injured 12 12 soldiers"),
    ("Rebels shot down a helicopter near Goma.", "shot", "destroyed 1 1 helicopter"),
    (
        "Clashes in Sweida have killed at least 248 people since Sunday, a monitor said.",
        "Clashes",
        "killed 248 - people",
    ),
    ("Boko Haram fighters abducted 276 schoolgirls from Chibok.", "abducted", "detained 276 276 schoolgirls"),
    (
        "Insurgents killed eight police officers and torched three vehicles in Cabo Delgado.",
        "killed",
        "killed 8 8 police officers; destroyed 3 3 vehicles",
    ),
    ("The Saudi-led coalition carried out more than 20 air raids on Sanaa.", "raids", "conducted 21 - air raids"),
    (
        "An explosion at a checkpoint wounded nine soldiers, two of them seriously.",
        "explosion",
        "injured 9 9 soldiers; injured 2 2 soldiers",
    ),
    ("Sixteen miners were taken hostage during the raid.", "raid", "detained 16 16 miners"),
    ("Pakistani jets shot down two Indian aircraft, the army said.", "shot", "destroyed 2 2 Indian aircraft"),
    (
        "Nine hundred thousand people fled their homes during the offensive.",
        "offensive",
        "displaced 900000 900000 people",
    ),
    (
        "Russian forces launched 56 drones and four missiles overnight.",
        "launched",
        "launched 56 56 drones; launched 4 4 missiles",
    ),
    (
        "A drone strike on a funeral killed 31 mourners and injured scores more.",
        "strike",
        "killed 31 31 mourners; injured 40 199 mourners",
    ),
    ("The rebels handed over 12 prisoners after the attack.", "attack", "-"),
    ("Riot police fired tear gas and arrested dozens of students.", "arrested", "detained 24 99 students"),
    (
        "The toll from the bombing climbed to 85, with more than 200 wounded.",
        "bombing",
        "killed 85 85 people; injured 201 - people",
    ),
    ("In all, 37 bodies were recovered after the massacre.", "massacre", "killed 37 37 people"),
    (
        "Three civilians, two soldiers and a policeman died in the attack.",
        "attack",
        "killed 3 3 civilians; killed 2 2 soldiers; killed 1 1 policeman",
    ),
    ("Mortar fire killed a mother and her two children.", "fire", "killed 1 1 mother; killed 2 2 children"),
    ("Security forces killed at least four demonstrators in Conakry.", "killed", "killed 4 - demonstrators"),
    ("The army lost 14 men in the battle.", "battle", "killed 14 14 men"),
    ("Four of the attackers were shot dead by police.", "attackers", "killed 4 4 attackers"),
    ("One soldier was killed and another wounded in the ambush.", "ambush", "killed 1 1 soldier; injured 1 1 soldier"),
    ("Israeli warplanes hit the airport twice in March.", "hit", "conducted 2 2 strikes"),
    ("The ship was attacked by six gunmen in two boats.", "attacked", "involved 6 6 gunmen"),
    ("An estimated 50,000 protesters gathered in Hong Kong.", "gathered", "involved 50000 50000 protesters"),
    ("The United States sent 1,500 troops to the border.", "sent", "involved 1500 1500 troops"),
    (
        "The blast destroyed ten shops and damaged about 30 homes.",
        "blast",
        "destroyed 10 10 shops; damaged 30 30 homes",
    ),
    ("Al-Shabab said it had killed 57 Kenyan soldiers in the attack.", "attack", "killed 57 57 Kenyan soldiers"),
    ("The ministry put the death toll at nine.", "ministry", "killed 9 9 people"),
    ("Two journalists are missing and feared dead after the raid.", "raid", "missing 2 2 journalists"),
    ("Gunmen killed the mayor of Tijuana and three bodyguards.", "killed", "killed 3 3 bodyguards"),
    (
        "Police seized 12 rifles, 300 rounds of ammunition and a car.",
        "seized",
        "seized 12 12 rifles; seized 300 300 rounds; seized 1 1 car",
    ),
    ("Hundreds of fighters stormed the city of Palma.", "stormed", "involved 200 999 fighters"),
    ("Most of the 90 dead were women, doctors said after the strike.", "strike", "killed 90 90 people"),
    ("The bombing left 300 families homeless.", "bombing", "displaced 300 300 families"),
    ("The attack, the third in two weeks, killed six.", "attack", "killed 6 6 people"),
    (
        "At least 15 were killed and 40 were hurt in the stampede.",
        "stampede",
        "killed 15 - people; injured 40 40 people",
    ),
    ("North Korea fired two ballistic missiles into the sea.", "fired", "launched 2 2 ballistic missiles"),
    ("An airstrike killed Hamas commander Ahmed Jabari.", "airstrike", "killed 1 1 people"),
    ("Villagers buried 17 people killed in the attack.", "attack", "killed 17 17 people"),
    ("The group has executed 45 captives since May.", "executed", "killed 45 45 captives"),
    ("The army bombed the camp four times in a week.", "bombed", "conducted 4 4 bombings"),
    ("Fewer than a dozen protesters were detained.", "detained", "detained - 11 protesters"),
    ("The assassination of Rafik Hariri in 2005 shook Lebanon.", "assassination", "killed 1 1 people"),
    ("Rockets fell on the base, wounding two contractors.", "Rockets", "injured 2 2 contractors"),
    ("Militants attacked with five car bombs.", "attacked", "-"),
    ("A convoy of 30 trucks was hit in the strike.", "strike", "-"),
    ("The attackers wounded between 20 and 25 worshippers.", "wounded", "injured 20 25 worshippers"),
    ("Two more soldiers were killed in the clashes.", "clashes", "killed 2 2 soldiers"),
    ("Around 120 tanks crossed the border.", "crossed", "involved 120 120 tanks"),
    ("The junta released 6,000 prisoners, including 712 political detainees.", "released", "-"),
    ("He was killed along with his two sons in the strike.", "strike", "killed 2 2 sons"),
    (
        "Three suicide bombers killed at least four soldiers in Aden.",
        "killed",
        "involved 3 3 suicide bombers; killed 4 - soldiers",
    ),
    ("The unrest saw one police officer assaulted in Hong Kong.", "assaulted", "-"),
    (
        "Several civilians were killed and dozens wounded, among them four police officers, in the blast.",
        "blast",
        "killed 3 9 civilians; injured 24 99 people; injured 4 4 police officers",
    ),
    ("The number of shops destroyed in the attack was six.", "attack", "destroyed 6 6 shops"),
    ("Eight missiles fired from Yemen struck Riyadh.", "struck", "launched 8 8 missiles"),
    ("The killing of Sheikh Al-Qasem Al-Waqif drew threats.", "killing", "killed 1 1 people"),
    ("Resolution 1701 ended the fighting in 2006.", "fighting", "-"),
    ("Two-thirds of the town was lost in the fighting.", "fighting", "-"),
    ("The Group of Seven condemned the attack.", "attack", "-"),
    ("The 27-year-old soldier was killed by a sniper.", "killed", "-"),
    ("Militants attacked the base at 3 a.m. on Tuesday.", "attacked", "-"),
    ("The attack cost the army $20 million.", "attack", "-"),
    ("The rocket flew 300 kilometres before it hit a school.", "hit", "-"),
    (
        "At least 52 people drowned and dozens more are missing after the boat was attacked.",
        "attacked",
        "killed 52 - people; missing 24 99 people",
    ),
    ("Ethnic violence in Plateau state has left more than 100 people dead.", "violence", "killed 101 - people"),
    (
        "The army says 63 insurgents have been neutralised, with 12 arrested, since the operation began.",
        "operation",
        "killed 63 63 insurgents; detained 12 12 people",
    ),
    (
        "Shelling in Donetsk killed three people, including a five-year-old girl.",
        "Shelling",
        "killed 3 3 people; killed 1 1 five-year-old girl",
    ),
    ("The militia burned down 150 houses in the village.", "burned", "destroyed 150 150 houses"),
    (
        "Bandits kidnapped at least 80 people, mostly women and children, in Zamfara.",
        "kidnapped",
        "detained 80 - people",
    ),
    ("The bombardment killed 17 and injured another 50.", "bombardment", "killed 17 17 people; injured 50 50 people"),
    ("French jets destroyed four pick-up trucks in northern Mali.", "destroyed", "destroyed 4 4 pick-up trucks"),
    ("An attack on a bus left one dead and four injured.", "attack", "killed 1 1 people; injured 4 4 people"),
    (
        "Nine people, eight of them children, were killed in the strike.",
        "strike",
        "killed 9 9 people; killed 8 8 children",
    ),
    (
        "Some 300,000 Rohingya have been forced from their homes by the violence.",
        "violence",
        "displaced 300000 300000 Rohingya",
    ),
    ("Troops rounded up 70 men after the attack.", "attack", "detained 70 70 men"),
    ("Up to 2,000 houses were damaged or destroyed in the bombing.", "bombing", "damaged - 2000 houses"),
    ("The navy intercepted a boat and detained its crew of nine.", "detained", "detained 9 9 people"),
    ("Around a hundred gunmen on motorcycles stormed the village.", "stormed", "involved 100 100 gunmen"),
    ("The coalition flew 14 sorties over Kobani.", "sorties", "conducted 14 14 sorties"),
    ("At least four rockets were fired at the embassy.", "fired", "launched 4 - rockets"),
    ("Police fired at the crowd, killing at least seven.", "killing", "killed 7 - people"),
    ("The deaths bring to 31 the number of soldiers killed in the fighting.", "fighting", "killed 31 31 soldiers"),
    ("The attack was the deadliest since 2012, when 60 people died.", "died", "killed 60 60 people"),
    ("Six months after the coup, 900 people have been killed by the junta.", "killed", "killed 900 900 people"),
    ("One of the deadliest attacks of the war hit Bunia.", "attacks", "-"),
    (
        "Islamist militants have killed thousands and displaced over two million in the conflict.",
        "killed",
        "killed 2000 9999 people; displaced 2000001 - people",
    ),
    ("The bomber wounded 14, three of whom later died.", "wounded", "injured 14 14 people; killed 3 3 people"),
    ("Hamas released two American hostages.", "released", "-"),
    ("Turkey sent 35 armoured vehicles across the border.", "sent", "involved 35 35 armoured vehicles"),
    ("Unknown gunmen killed a teacher and her husband.", "killed", "killed 1 1 teacher; killed 1 1 husband"),
    ("Tens of thousands took to the streets of Harare.", "took", "involved 20000 99999 people"),
    ("The ambush claimed the lives of eight soldiers.", "ambush", "killed 8 8 soldiers"),
    ("Eleven soldiers lost their lives in the ambush.", "ambush", "killed 11 11 soldiers"),
    ("Four were killed. Gunmen attacked.", "killed", "killed 4 4 people"),
    (
        "Fighting near Goma has killed more than 700 people since Sunday, the UN said.",
        "Fighting",
        "killed 701 - people",
    ),
    ("The coup leaders arrested the prime minister and five ministers.", "arrested", "detained 5 5 ministers"),
    (
        "At least 25 fishermen were kidnapped and two boats seized off Puntland.",
        "kidnapped",
        "detained 25 - fishermen; seized 2 2 boats",
    ),
    (
        "The bombing destroyed a bridge and two power stations.",
        "bombing",
        "destroyed 1 1 bridge; destroyed 2 2 power stations",
    ),
    (
        "A landmine killed seven peacekeepers and wounded three more.",
        "killed",
        "killed 7 7 peacekeepers; injured 3 3 peacekeepers",
    ),
    ("Around 600 migrants were rescued after an attack on their convoy.", "attack", "-"),
    ("Three Palestinians were shot dead in a raid on Jenin.", "raid", "killed 3 3 Palestinians"),
    ("The army fired more than 100 shells into the suburb.", "fired", "launched 101 - shells"),
    ("Two police stations were attacked in Sinai.", "attacked", "-"),
    ("The UN said 1.2 million people had been displaced by the war.", "war", "displaced 1200000 1200000 people"),
    (
        "A bomb hidden in a car killed five people and injured 12 others in Kandahar.",
        "killed",
        "killed 5 5 people; injured 12 12 people",
    ),
    ("More than half of the 200 hostages were freed in the raid.", "raid", "-"),
    ("Insurgents executed two dozen villagers in Ituri.", "executed", "killed 24 24 villagers"),
    (
        "The clashes left at least six people dead, among them a child.",
        "clashes",
        "killed 6 - people; killed 1 1 child",
    ),
    ("Militia fighters looted ten shops and abducted a nurse.", "looted", "detained 1 1 nurse"),
    ("The US carried out seven strikes in Yemen in May.", "strikes", "conducted 7 7 strikes"),
    ("North Korea has tested six nuclear devices.", "tested", "-"),
    ("The offensive has killed 35,000 people, most of them civilians.", "offensive", "killed 35000 35000 people"),
    ("Gunmen ambushed a patrol, killing the driver and two guards.", "ambushed", "killed 2 2 guards"),
    (
        "Some 40 vehicles and 500 soldiers crossed into Chad.",
        "crossed",
        "involved 40 40 vehicles; involved 500 500 soldiers",
    ),
    ("Suspected rebels hacked 19 villagers to death.", "hacked", "killed 19 19 villagers"),
    ("The prison attack freed 900 inmates.", "attack", "-"),
    (
        "The explosion killed one person, the mayor said, and hurt 11.",
        "explosion",
        "killed 1 1 people; injured 11 11 people",
    ),
    (
        "Rebels said they had captured a tank and 13 government troops.",
        "captured",
        "seized 1 1 tank; detained 13 13 government troops",
    ),
    ("The air force hit 15 targets in Gaza.", "hit", "-"),
    ("Hundreds were arrested as protests spread to 20 cities.", "arrested", "detained 200 999 people"),
    ("The blast, which injured 30, was claimed by nobody.", "blast", "injured 30 30 people"),
    ("Thirteen men and four women were taken captive in the raid.", "raid", "detained 13 13 men; detained 4 4 women"),
    ("In a second attack, a suicide bomber killed 11.", "attack", "killed 11 11 people"),
    ("The ministry said 38 of 40 drones were shot down in the attack.", "attack", "destroyed 38 38 drones"),
    ("Ethiopian troops killed 17 al-Shabab fighters near Baidoa.", "killed", "killed 17 17 fighters"),
    ("A Russian missile hit a cafe in Hroza, killing 52 people.", "hit", "killed 52 52 people"),
    (
        "The militants killed ten and took six others hostage in Borno.",
        "killed",
        "killed 10 10 people; detained 6 6 people",
    ),
    ("Four helicopters were damaged in the rocket attack.", "attack", "damaged 4 4 helicopters"),
    ("Israeli forces arrested 22 Palestinians overnight, the army said.", "arrested", "detained 22 22 Palestinians"),
    ("At least a hundred families were displaced by the shelling of Idlib.", "shelling", "displaced 100 - families"),
    ("Two bombs exploded in a market, wounding at least 30.", "exploded", "involved 2 2 bombs; injured 30 - people"),
    ("A gunman opened fire on a church, killing nine.", "fire", "killed 9 9 people"),
    ("The death toll from the clashes in Manipur has passed 180.", "clashes", "killed 180 180 people"),
    ("Nearly 1,000 protesters were detained across Russia.", "detained", "detained - 1000 protesters"),
    (
        "The rebels destroyed eight tanks, captured three others and killed 40 soldiers.",
        "destroyed",
        "destroyed 8 8 tanks; seized 3 3 tanks; killed 40 40 soldiers",
    ),
    (
        "Six aid workers and their driver were killed in the ambush.",
        "ambush",
        "killed 6 6 aid workers; killed 1 1 driver",
    ),
    ("Burkina Faso's army said it had lost 29 soldiers in the attack.", "attack", "killed 29 29 soldiers"),
    ("The attack injured several dozen worshippers.", "attack", "injured 36 119 worshippers"),
    ("Government forces launched a dozen barrel bombs on Daraa.", "launched", "launched 12 12 barrel bombs"),
    ("The strike hit a bus carrying 40 children.", "strike", "-"),
    ("Residents said 15 to 20 bodies lay in the street after the raid.", "raid", "killed 15 20 people"),
    ("Police used tear gas against some 5,000 demonstrators.", "used", "-"),
    ("Kurdish fighters seized 11 villages from the group.", "seized", "seized 11 11 villages"),
    ("The two sides exchanged 90 prisoners.", "exchanged", "-"),
    ("A shell killed a pregnant woman in Taiz.", "killed", "killed 1 1 pregnant woman"),
    ("More than 600,000 have fled to Bangladesh since the crackdown.", "crackdown", "displaced 600001 - people"),
    ("The raid, by about 60 commandos, lasted an hour.", "raid", "involved 60 60 commandos"),
    ("Egypt sentenced 183 people to death over the attack.", "sentenced", "-"),
    ("The bomb, planted by two men, wounded a guard.", "wounded", "injured 1 1 guard"),
    (
        "Jihadists attacked three villages, killing at least 38 people and burning 20 homes.",
        "attacked",
        "killed 38 - people; destroyed 20 20 homes",
    ),
    ("The ferry was hit by two missiles.", "hit", "involved 2 2 missiles"),
    ("In Bamako, 300 people demonstrated against the junta.", "demonstrated", "involved 300 300 people"),
    ("The US shot down three balloons over its territory.", "shot", "destroyed 3 3 balloons"),
    (
        "Eight of the wounded died later, raising the number of dead from the bombing to 41.",
        "bombing",
        "killed 8 8 people; killed 41 41 people",
    ),
    (
        "The blast tore through a wedding hall in Kabul, killing 63 guests and wounding 182.",
        "blast",
        "killed 63 63 guests; injured 182 182 people",
    ),
    ("Seven of the dead were children, the hospital said after the strike.", "strike", "killed 7 7 children"),
    (
        "Bandits seized 17 students in the attack, raising to 40 the number of pupils held.",
        "attack",
        "detained 17 17 students; detained 40 40 pupils",
    ),
    (
        "The latest attack brings to 112 the number of journalists killed since October.",
        "attack",
        "killed 112 112 journalists",
    ),
    ("Thousands of people fled the shelling of Kherson.", "shelling", "displaced 2000 9999 people"),
    (
        "Fighting between the army and the RSF has driven more than 8 million people from their homes.",
        "Fighting",
        "displaced 8000001 - people",
    ),
    (
        "Rockets slammed into a bakery, leaving six dead, three of them women.",
        "slammed",
        "killed 6 6 people; killed 3 3 women",
    ),
    (
        "Police fired on the crowd, killing a student and injuring at least eight others.",
        "fired",
        "killed 1 1 student; injured 8 - people",
    ),
    ("Of the 34 passengers, 12 were killed in the ambush.", "ambush", "killed 12 12 passengers"),
    ("Two out of five attackers were shot dead.", "shot", "killed 2 2 attackers"),
    (
        "Ukraine said its air defences downed 56 of 78 drones launched by Russia overnight.",
        "downed",
        "destroyed 56 56 drones; launched 78 78 drones",
    ),
    (
        "The strike flattened three apartment blocks and buried dozens under the rubble.",
        "strike",
        "destroyed 3 3 apartment blocks",
    ),
    ("A convoy of 14 trucks was attacked near Kidal.", "attacked", "-"),
    ("The militants made off with 300 cattle after the raid.", "raid", "seized 300 300 cattle"),
    ("Eleven soldiers lost their lives when their base was overrun.", "overrun", "killed 11 11 soldiers"),
    ("The army lost 40 men in the battle.", "battle", "killed 40 40 men"),
    (
        "The two-day siege left 35 people, including all five gunmen, dead.",
        "siege",
        "killed 35 35 people; killed 5 5 gunmen",
    ),
    ("At least 20 people were feared dead after the bombardment.", "bombardment", "killed 20 - people"),
    ("The bodies of 15 men were found after the massacre.", "massacre", "killed 15 15 men"),
    ("Some 60 bodies were recovered from the site of the strike.", "strike", "killed 60 60 people"),
    (
        "More than 1,200 people have been killed and tens of thousands displaced since the offensive began.",
        "offensive",
        "killed 1201 - people; displaced 20000 99999 people",
    ),
    (
        "Casualties from the attack stood at nine dead and 27 injured.",
        "attack",
        "killed 9 9 people; injured 27 27 people",
    ),
    (
        "The attack resulted in the deaths of two aid workers and injuries to four others.",
        "attack",
        "killed 2 2 aid workers; injured 4 4 aid workers",
    ),
    ("Three police officers were among those killed in the clash.", "clash", "killed 3 3 police officers"),
    ("Troops rescued 29 abducted women after the raid.", "raid", "detained 29 29 women"),
    (
        "A pair of suicide bombers struck the market, killing 19.",
        "struck",
        "involved 2 2 suicide bombers; killed 19 19 people",
    ),
    ("Israeli jets hit 30 targets in southern Lebanon.", "hit", "-"),
    (
        "Myanmar's military executed four activists, its first executions in decades.",
        "executed",
        "killed 4 4 activists",
    ),
    ("Pakistan's army said 33 militants were neutralised in the operation.", "operation", "killed 33 33 militants"),
    ("A landmine wounded five-year-old twins and their mother.", "wounded", "injured 1 1 mother"),
    ("No one was killed when three shells landed near the school.", "landed", "involved 3 3 shells"),
    (
        "The government put the toll at 52, but Amnesty said at least 90 had died in the crackdown.",
        "crackdown",
        "killed 52 52 people; killed 90 - people",
    ),
    (
        "Nine people, four of them foreigners, were taken captive by the pirates.",
        "pirates",
        "detained 9 9 people; detained 4 4 foreigners",
    ),
    ("The junta freed 2,300 prisoners under the amnesty, including 40 journalists.", "freed", "-"),
    (
        "Hezbollah fired around 200 rockets and a dozen drones at army bases.",
        "fired",
        "launched 200 200 rockets; launched 12 12 drones",
    ),
    (
        "About half a million people took to the streets of Caracas to protest.",
        "protest",
        "involved 500000 500000 people",
    ),
    ("Between two and three thousand protesters blocked the bridge.", "blocked", "involved 2000 3000 protesters"),
    (
        "Up to a dozen people are still missing and scores have been hospitalised after the attack.",
        "attack",
        "missing - 12 people; injured 40 199 people",
    ),
    (
        "The rebels said they had taken 70 government soldiers prisoner in the battle.",
        "battle",
        "detained 70 70 government soldiers",
    ),
    ("Clashes killed no fewer than 25, half of them civilians.", "Clashes", "killed 25 - people"),
    (
        "The fighting has claimed more than 300 lives and uprooted 40,000.",
        "fighting",
        "killed 301 - lives; displaced 40000 40000 people",
    ),
    ("Hundreds more were injured as security forces opened fire.", "opened", "injured 200 999 people"),
    (
        "Two dozen homes, a clinic and three shops were set ablaze in the attack.",
        "attack",
        "destroyed 24 24 homes; destroyed 1 1 clinic; destroyed 3 3 shops",
    ),
    (
        "The airstrike killed Hassan Nasir, his wife and their two children.",
        "killed",
        "killed 1 1 people; killed 1 1 wife; killed 2 2 children",
    ),
    ("A helicopter was shot down, killing all nine on board.", "shot", "destroyed 1 1 helicopter; killed 9 9 people"),
    ("Israel struck 15 sites in Syria, killing at least one soldier.", "struck", "killed 1 - soldier"),
    (
        "The army deployed 3,000 soldiers and 50 tanks to the border.",
        "deployed",
        "involved 3000 3000 soldiers; involved 50 50 tanks",
    ),
    (
        "Six vehicles, among them two ambulances, were destroyed in the shelling.",
        "shelling",
        "destroyed 6 6 vehicles; destroyed 2 2 ambulances",
    ),
    ("He was the third journalist killed in the fighting this month.", "fighting", "-"),
    ("Police arrested 12 men, all from Chechnya, over the attack.", "arrested", "detained 12 12 men"),
    (
        "Rights group Tanele said 87 had been detained, 14 of whom were later charged.",
        "detained",
        "detained 87 87 people",
    ),
    ("A 10-strong gang attacked a bank in Port-au-Prince and killed two guards.", "attacked", "killed 2 2 guards"),
    (
        "Over the past week, 46 people have been killed in 11 separate attacks.",
        "attacks",
        "killed 46 46 people; conducted 11 11 attacks",
    ),
    (
        "The army said 18 of its men were killed and 22 of the attackers died.",
        "attackers",
        "killed 18 18 men; killed 22 22 attackers",
    ),
    (
        "Fifteen Turkish soldiers and an unknown number of civilians were injured in the mortar attack.",
        "attack",
        "injured 15 15 Turkish soldiers",
    ),
    (
        "At least six persons including two women were killed and 16 others sustained injuries in the attack.",
        "attack",
        "killed 6 - persons; killed 2 2 women; injured 16 16 persons",
    ),
    (
        "Since May at least 46 people have died, including a policeman who was burned alive.",
        "burned",
        "-",
    ),
    (
        "Our air defence shot down 41 of 55 attack drones and two Iskander missiles.",
        "shot",
        "destroyed 41 41 attack drones; destroyed 2 2 Iskander missiles",
    ),
    (
        "The raid killed two men, five women, and nine others.",
        "raid",
        "killed 2 2 men; killed 5 5 women; killed 9 9 people",
    ),
    ("The enemy dropped 110 guided bombs on the town.", "dropped", "launched 110 110 guided bombs"),
    ("Thirty people died of hunger during the siege.", "siege", "-"),
    ("Twelve officers suffered burns in the attack.", "attack", "injured 12 12 officers"),
    (
        "Gunmen abducted 12 labourers; three were later found dead.",
        "abducted",
        "detained 12 12 labourers; killed 3 3 people",
    ),
    ("The navy hit two boats, damaging one of them.", "hit", "damaged 1 1 boats"),
    (
        "The bombing was the worst this month, raising to 61 the number of people killed.",
        "bombing",
        "killed 61 61 people",
    ),
    (
        "A car bomb ripped through a bus station in Homs, leaving 13 dead and some 30 wounded.",
        "bomb",
        "killed 13 13 people; injured 30 30 people",
    ),
    (
        "Twenty-two fishermen were taken hostage off the coast of Somalia in the raid.",
        "raid",
        "detained 22 22 fishermen",
    ),
    ("The ambush cost the lives of nine gendarmes.", "ambush", "killed 9 9 gendarmes"),
    (
        "Nigerian troops freed 48 captives and killed three kidnappers in the assault.",
        "assault",
        "killed 3 3 kidnappers",
    ),
    (
        "At least two people died and a dozen more were hurt when a grenade went off.",
        "grenade",
        "killed 2 - people; injured 12 12 people",
    ),
    (
        "Israel said its forces had killed 11 gunmen and arrested 90 suspects during the operation.",
        "operation",
        "killed 11 11 gunmen; detained 90 90 suspects",
    ),
    ("The death toll from the shelling of Sloviansk rose overnight to 15.", "shelling", "killed 15 15 people"),
    (
        "Rebels captured 200 soldiers, four of them officers, in the offensive.",
        "offensive",
        "detained 200 200 soldiers; detained 4 4 officers",
    ),
    ("The violence has forced nearly 700,000 people to flee their homes.", "violence", "displaced - 700000 people"),
    ("Six of the wounded are in critical condition after the blast.", "blast", "injured 6 6 people"),
    (
        "Among the dead were 11 police officers and two journalists, officials said of the bombing.",
        "bombing",
        "killed 11 11 police officers; killed 2 2 journalists",
    ),
    ("The rocket attack wounded an Indonesian peacekeeper.", "attack", "injured 1 1 Indonesian peacekeeper"),
    (
        "Three soldiers died instantly and two others succumbed to their wounds after the ambush.",
        "ambush",
        "killed 3 3 soldiers; killed 2 2 soldiers",
    ),
    ("A mob lynched two men accused of kidnapping.", "lynched", "killed 2 2 men"),
    (
        "Gunmen raided four villages, stealing 200 goats and burning dozens of huts.",
        "raided",
        "seized 200 200 goats; destroyed 24 99 huts",
    ),
    ("The air force carried out at least 16 sorties.", "sorties", "conducted 16 - sorties"),
    ("Police fired more than 40 rounds at the marchers.", "fired", "launched 41 - rounds"),
    ("Belarus jailed 14 opposition activists over the protests.", "jailed", "detained 14 14 opposition activists"),
    (
        "North Korea fired two short-range ballistic missiles into the sea.",
        "fired",
        "launched 2 2 short-range ballistic missiles",
    ),
    ("About 60 percent of homes were damaged in the attack.", "attack", "-"),
    (
        "Attackers on 20 motorcycles stormed the village, killing the chief and four of his sons.",
        "stormed",
        "killed 4 4 sons",
    ),
    ("The bomb went off at 8:15 a.m., killing 6.", "bomb", "killed 6 6 people"),
    ("Between 150 and 200 militants took part in the assault.", "assault", "involved 150 200 militants"),
    ("The army said it had destroyed more than 20 Houthi drones in the attack.", "attack", "destroyed 21 - drones"),
    ("Al-Shabab claimed to have killed 57 Kenyan soldiers in the raid.", "raid", "killed 57 57 Kenyan soldiers"),
    ("Officials said no more than three people had been hurt in the clash.", "clash", "injured - 3 people"),
    ("Thirteen miners remain missing after the attack.", "attack", "missing 13 13 miners"),
    (
        "Dozens of demonstrators were detained and at least five journalists beaten during the protest.",
        "protest",
        "detained 24 99 demonstrators; injured 5 - journalists",
    ),
    ("Hamas released 12 hostages, ten Israelis and two Thais, on Tuesday.", "released", "-"),
    (
        "Militants blew up two bridges and a power station.",
        "blew",
        "destroyed 2 2 bridges; destroyed 1 1 power station",
    ),
    ("More than half of the 50 dead in the strike were women.", "strike", "killed 50 50 people"),
    ("Each of the three blasts killed several people.", "killed", "killed 3 9 people"),
    (
        "The siege, in which 31 hostages and 12 attackers died, ended on Friday.",
        "siege",
        "killed 31 31 hostages; killed 12 12 attackers",
    ),
    ("Turkey deported 130 Syrians in the sweep.", "deported", "displaced 130 130 Syrians"),
    ("Military police rounded up 300 young men in raids across the city.", "raids", "detained 300 300 young men"),
    ("The M23 rebels executed at least 131 civilians in Kishishe, the UN said.", "executed", "killed 131 - civilians"),
    ("The stampede after the shooting injured another 25 people.", "shooting", "injured 25 25 people"),
    (
        "A policeman and two attackers were killed and five bystanders hurt in the shootout.",
        "shootout",
        "killed 1 1 policeman; killed 2 2 attackers; injured 5 5 bystanders",
    ),
    ("Ethiopian forces shot and killed 20 protesters in Ambo.", "shot", "killed 20 20 protesters"),
    ("Security forces foiled the plot and seized 400 kilograms of explosives.", "seized", "-"),
    (
        "Moscow said 12 of its soldiers had been wounded, two of them seriously, in the drone strike.",
        "strike",
        "injured 12 12 soldiers; injured 2 2 soldiers",
    ),
    ("The UN verified the killing of 77 children in the war last year.", "killing", "killed 77 77 children"),
    ("France sent 200 gendarmes to New Caledonia to quell the riots.", "sent", "involved 200 200 gendarmes"),
    ("Thousands more were made homeless by the bombardment.", "bombardment", "displaced 2000 9999 people"),
    (
        "A total of 88 people, most of them police, have been killed in attacks by the group this year.",
        "attacks",
        "killed 88 88 people",
    ),
    (
        "The convoy, carrying 60 tonnes of flour, was attacked by about 100 armed men.",
        "attacked",
        "involved 100 100 armed men",
    ),
    (
        "The junta's jets bombed a school, killing seven pupils and maiming ten.",
        "bombed",
        "killed 7 7 pupils; injured 10 10 people",
    ),
    ("Ten people, including the mayor, were gunned down at the rally.", "gunned", "killed 10 10 people"),
    ("Paramilitaries abducted an estimated 60 women and girls from the town.", "abducted", "detained 60 60 women"),
    ("Wagner fighters killed as many as 300 people in Moura over five days.", "killed", "killed - 300 people"),
    (
        "The bombing killed at least 25 and possibly as many as 40 people.",
        "bombing",
        "killed 25 - people; killed - 40 people",
    ),
    ("Iran hanged seven people convicted of the attack.", "hanged", "killed 7 7 people"),
    (
        "Some 1.3 million people have been uprooted by violence in Haiti.",
        "violence",
        "displaced 1300000 1300000 people",
    ),
    (
        "A rocket struck the hotel, and hospital officials said they had received 16 bodies.",
        "struck",
        "killed 16 16 people",
    ),
    ("The fifth attack in a week killed 3 and wounded 11.", "attack", "killed 3 3 people; injured 11 11 people"),
    ("Rioters torched 15 buses and looted several shops.", "torched", "destroyed 15 15 buses"),
    (
        "Jihadists massacred 44 rice farmers near Maiduguri, the governor said.",
        "massacred",
        "killed 44 44 rice farmers",
    ),
    ("Eighteen people, mostly women, perished in the bombardment of Rastan.", "bombardment", "killed 18 18 people"),
    (
        "A roadside blast killed a UN peacekeeper from Chad and hurt four more.",
        "blast",
        "killed 1 1 UN peacekeeper; injured 4 4 people",
    ),
    ("The prison break freed 900 inmates and left at least ten guards dead.", "break", "killed 10 - guards"),
    ("Over 300 houses were reduced to rubble in the shelling.", "shelling", "destroyed 301 - houses"),
    ("Five of its soldiers were captured during the incursion, Azerbaijan said.", "incursion", "detained 5 5 soldiers"),
    (
        "The drone attack on the depot killed one worker and set two fuel tanks on fire.",
        "attack",
        "killed 1 1 worker; destroyed 2 2 fuel tanks",
    ),
    (
        "Some 70 protesters and 20 policemen were injured in clashes outside parliament.",
        "clashes",
        "injured 70 70 protesters; injured 20 20 policemen",
    ),
    ("By Sunday the number of dead from the attack had reached 93.", "attack", "killed 93 93 people"),
    ("The police said they had arrested 1,100 people since the riots began.", "riots", "detained 1100 1100 people"),
    ("Up to 3,000 mercenaries have been deployed to the Sahel.", "deployed", "involved - 3000 mercenaries"),
    ("Ukrainian drones damaged four warships in the raid on Sevastopol.", "raid", "damaged 4 4 warships"),
    ("The attackers slit the throats of six shepherds.", "attackers", "killed 6 6 shepherds"),
    ("In all, 23 lives were lost in the siege of the hotel.", "siege", "killed 23 23 lives"),
    ("Houthi rebels seized a cargo ship with 25 crew members aboard.", "seized", "seized 1 1 cargo ship"),
    (
        "The explosion ripped the bus apart, killing the driver and 12 passengers.",
        "explosion",
        "killed 12 12 passengers",
    ),
    (
        "Two German tourists were among nine people killed by the gunman.",
        "killed",
        "killed 2 2 German tourists; killed 9 9 people",
    ),
    (
        "Nineteen Palestinians, including a toddler, were killed in the air strike.",
        "strike",
        "killed 19 19 Palestinians; killed 1 1 toddler",
    ),
    (
        "Insurgents attacked the post with mortars, killing eight and capturing three soldiers.",
        "attacked",
        "killed 8 8 people; detained 3 3 soldiers",
    ),
    ("Not a single shot was fired as 500 troops surrendered.", "surrendered", "involved 500 500 troops"),
    ("The coup plotters included 11 colonels.", "plotters", "-"),
    (
        "Lebanon's health ministry counted 34 dead and 170 wounded in the strikes.",
        "strikes",
        "killed 34 34 people; injured 170 170 people",
    ),
    ("Tens of thousands of refugees crossed into Chad to escape the attacks.", "attacks", "-"),
    (
        "A grenade thrown into a bar wounded 20 revellers, several of them seriously.",
        "wounded",
        "injured 20 20 revellers; injured 3 9 revellers",
    ),
    ("The group said in a video that it had slain four hostages.", "slain", "killed 4 4 hostages"),
    (
        "Colombian troops bombed a rebel camp, killing at least 14 guerrillas, among them four minors.",
        "bombed",
        "killed 14 - guerrillas; killed 4 4 minors",
    ),
    ("Three ceasefire violations were recorded on Monday.", "violations", "conducted 3 3 ceasefire violations"),
    (
        "Syrian and Russian jets carried out more than 50 raids on Idlib, killing 12.",
        "raids",
        "conducted 51 - raids; killed 12 12 people",
    ),
    (
        "Around 15 armed men took part in the robbery and made away with two vehicles.",
        "robbery",
        "involved 15 15 armed men; seized 2 2 vehicles",
    ),
    ("The suicide attack, which wounded 14 others, was claimed by the Taliban.", "attack", "injured 14 14 people"),
    ("Authorities recovered the bodies of 29 migrants after the shooting.", "shooting", "killed 29 29 migrants"),
    (
        "Shelling of the market left one dead, four seriously injured.",
        "Shelling",
        "killed 1 1 people; injured 4 4 people",
    ),
    ("Bandits held 80 pupils hostage for three weeks after the attack.", "attack", "detained 80 80 pupils"),
    (
        "The army intercepted 30 of the 33 rockets fired at the city.",
        "fired",
        "destroyed 30 30 rockets; launched 33 33 rockets",
    ),
    ("At least 1 person was killed & 6 injured in the firing.", "firing", "killed 1 - people; injured 6 6 people"),
    (
        "A father and his three sons died when a shell struck their home.",
        "struck",
        "killed 1 1 father; killed 3 3 sons",
    ),
    ("The attack has left 60,000 people without power.", "attack", "-"),
    ('Troops killed "dozens" of fighters in the operation, a spokesman claimed.', "operation", "killed 24 99 fighters"),
    ("Nearly two dozen civilians were wounded by the mine.", "mine", "injured - 24 civilians"),
    ("The mob killed the couple and burned down 12 homes.", "mob", "destroyed 12 12 homes"),
    ("Half a dozen rockets landed near the base.", "landed", "involved 6 6 rockets"),
    ("Four men were sentenced to 20 years for the bombing.", "bombing", "-"),
    (
        "Mali's army said 29 of its soldiers and five attackers had been killed in the fighting.",
        "fighting",
        "killed 29 29 soldiers; killed 5 5 attackers",
    ),
    (
        "Gunmen on Thursday abducted two priests, a nun and 14 parishioners.",
        "abducted",
        "detained 2 2 priests; detained 1 1 nun; detained 14 14 parishioners",
    ),
    ("The militia freed six of the ten hostages it had taken in the raid.", "raid", "detained 10 10 hostages"),
    (
        "The clashes displaced 12,000 families, or about 60,000 people.",
        "clashes",
        "displaced 12000 12000 families; displaced 60000 60000 people",
    ),
    (
        "The rockets killed three Syrian nationals, a Lebanese soldier and two nurses.",
        "killed",
        "killed 3 3 Syrian nationals; killed 1 1 Lebanese soldier; killed 2 2 nurses",
    ),
    ("Kenya lost eight police officers in the ambush.", "ambush", "killed 8 8 police officers"),
    ("Security forces shot dead at least seven worshippers leaving a mosque.", "shot", "killed 7 - worshippers"),
    ("Airstrikes have killed as many people in a week as in all of last year.", "Airstrikes", "-"),
    ("The tribal clashes claimed the lives of 19 people.", "clashes", "killed 19 19 people"),
    (
        "Army helicopters strafed the camp, killing 12 rebels and wounding many others.",
        "strafed",
        "killed 12 12 rebels",
    ),
    ("No fewer than 110 homes were razed in the attack.", "attack", "destroyed 110 - homes"),
    (
        "The junta has executed four people and sentenced 100 others to death since the coup.",
        "executed",
        "killed 4 4 people",
    ),
    (
        "Eleven were killed on the spot; two died later of their wounds after the blast.",
        "blast",
        "killed 11 11 people; killed 2 2 people",
    ),
    ("The two-hour gun battle killed all six attackers.", "battle", "killed 6 6 attackers"),
    ("The border guards beat up 15 asylum seekers and pushed back 60.", "beat", "injured 15 15 asylum seekers"),
    (
        "A policewoman was stabbed to death and another officer wounded in the attack.",
        "attack",
        "killed 1 1 policewoman; injured 1 1 officer",
    ),
]


@pytest.mark.parametrize(("sentence", "triggers", "expected"), ROWS)
def test_find_counts(sentence: str, triggers: str, expected: str) -> None:
    draft = draft_of(sentence, until="actors")
    for trigger in triggers.split(","):
        token = next(t for t in draft.doc if t.text == trigger)
        draft.events.append(EventDraft(Words(token.i, token.i + 1), token.i, EventType.ASSAULT))
    find_counts(draft)
    counts = sorted((c for e in draft.events for c in e.counts), key=lambda c: c.words)
    told = [f"{c.effect} {_end(c.low)} {_end(c.high)} {c.what}" for c in counts]
    assert "; ".join(told) == (expected if expected != "-" else "")


def _end(number: int | None) -> str:
    return "-" if number is None else str(number)


def test_the_words_of_a_count_hold_its_modifiers() -> None:
    draft = draft_of("Shelling killed at least 14 people in Donetsk on Friday.", until="actors")
    draft.events.append(EventDraft(Words(0, 1), 0, EventType.ASSAULT))
    find_counts(draft)
    assert [draft.text_of(c.words) for c in draft.events[0].counts] == ["at least 14 people"]


def test_a_count_without_a_fitting_event_is_left_out() -> None:
    draft = draft_of("The talks on the 14 people killed in May went on.", until="actors")
    draft.events.append(EventDraft(Words(1, 2), 1, EventType.CONSULT))
    find_counts(draft)
    assert draft.events[0].counts == []


# Harm that a sentence without an event of its own counts on: the text, and the counts of its first event.
TOLD_BEFORE = [
    (
        "A blast hit a market in Kabul, killing 20 people. Seven of the dead were children.",
        "hit",
        "killed 20 20 people; killed 7 7 children",
    ),
    (
        "Gunmen killed 30 farmers in Zamfara. Officials put the toll at 18.",
        "killed",
        "killed 30 30 farmers; killed 18 18 people",
    ),
    ("Rebels attacked a base in Chad on Sunday. Ten soldiers died.", "attacked", "killed 10 10 soldiers"),
    (
        "Militias fought in Tripoli. About 3,000 families have fled since Friday.",
        "fought",
        "displaced 3000 3000 families",
    ),
    ("Gunmen attacked a bus near Awaran. Five of the passengers were from Lahore.", "attacked", ""),
    ("Rebels attacked a base. The group holds 40 towns and pays 900 fighters.", "attacked", ""),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), TOLD_BEFORE)
def test_harm_of_an_event_told_before(text: str, trigger: str, expected: str) -> None:
    draft = draft_of(text, until="actors")
    token = next(t for t in draft.doc if t.text == trigger)
    draft.events.append(EventDraft(Words(token.i, token.i + 1), token.i, EventType.ASSAULT))
    find_counts(draft)
    told = [f"{c.effect} {_end(c.low)} {_end(c.high)} {c.what}" for c in draft.events[0].counts]
    assert "; ".join(told) == expected


# Counts of another matter than the events found: they belong to none of these.
NOT_ITS_OWN = [
    (
        "The army imposed a curfew after clashes left 105 people dead.",
        "imposed",
        "COERCE",
        "the clashes, not the curfew",
    ),
    ("The junta killed 20 villagers in a reprisal for the arrest of two officers.", "killed", "ASSAULT", "20 only"),
    ("The army was shelling the town and planned to evacuate 300 families.", "shelling", "ASSAULT", "not yet done"),
    (
        "The army put the toll at 11 and said it had hit a depot in an air strike.",
        "strike",
        "ASSAULT",
        "another matter",
    ),
    ("Police deployed on Friday after rioters wounded 14 officers.", "deployed", "COERCE", "the riot's"),
]


@pytest.mark.parametrize(("sentence", "trigger", "kind", "why"), NOT_ITS_OWN)
def test_counts_of_another_matter(sentence: str, trigger: str, kind: str, why: str) -> None:
    draft = draft_of(sentence, until="actors")
    token = next(t for t in draft.doc if t.text == trigger)
    draft.events.append(EventDraft(Words(token.i, token.i + 1), token.i, EventType(kind)))
    find_counts(draft)
    told = [(c.effect, c.low) for c in draft.events[0].counts]
    assert told == ([("killed", 20)] if why == "20 only" else []), why
