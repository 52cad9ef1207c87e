"""The words beside a place's name: what kind of place it is, what leads to one, what is none."""

from __future__ import annotations

from dateline.record.choices import PlacePrecision


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PROVINCE_WORDS = _words("province governorate state oblast prefecture provinces states governorates department")
DISTRICT_WORDS = _words(
    "district county municipality subdistrict sub-district neighbourhood neighborhood borough suburb quarter commune "
    "raion districts counties neighbourhoods neighborhoods suburbs"
)
CITY_WORDS = _words("city town village port hamlet township settlement towns cities villages capital")
SITE_WORDS = _words(
    "camp base airport airbase airfield hospital prison dam bridge mosque church school university crossing checkpoint "
    "square refinery stadium market airstrip barracks palace cemetery monastery cathedral embassy plant oilfield clinic"
)
REGION_WORDS = _words(
    "region area valley mountains mountain peninsula desert island islands strait river sea gulf forest enclave "
    "corridor plateau basin delta lake bay coast hills plain highlands ocean gorge canal heights regions areas"
)
KIND_OF = {
    **dict.fromkeys(PROVINCE_WORDS, PlacePrecision.PROVINCE),
    **dict.fromkeys(DISTRICT_WORDS, PlacePrecision.DISTRICT),
    **dict.fromkeys(CITY_WORDS, PlacePrecision.CITY),
    **dict.fromkeys(SITE_WORDS, PlacePrecision.SITE),
    **dict.fromkeys(REGION_WORDS, PlacePrecision.REGION),
}
# After these a name is a place; after the weaker ones it may be a person or a body too ("handed to", "report from").
LOCATIVE = _words(
    "in near outside inside across around throughout at via within northwest northeast southwest southeast"
)
WEAK = _words(
    "from to toward towards into over through between on off leaving reach reached north south east west along"
)
DIRECTIONS = _words(
    "north south east west northern southern eastern western central northeastern northwestern southeastern "
    "southwestern north-eastern north-western south-eastern south-western northeast northwest southeast southwest "
    "coastal nearby rural upper lower greater downtown mainland neighbouring neighboring occupied besieged rebel-held "
    "government-held war-torn far remote mostly-kurdish the a and its in of"
)
BEARINGS = {
    "north": 0, "northeast": 45, "north-east": 45, "east": 90, "southeast": 135, "south-east": 135, "south": 180,
    "southwest": 225, "south-west": 225, "west": 270, "northwest": 315, "north-west": 315,
}  # fmt: skip
UNITS = {
    "km": 1.0, "kms": 1.0, "kilometre": 1.0, "kilometres": 1.0, "kilometer": 1.0, "kilometers": 1.0, "mile": 1.609,
    "miles": 1.609,
}  # fmt: skip
JOINERS = _words(
    "au aux sur en upon al el de la del du des le les of the da do dos di van den der und y e "
    "ar as ash az ad an ez es - ' d'"
)
NEVER = _words(
    "i he she it we they mr mrs ms dr sir sen gen col lt capt sgt gov rep rev prof president minister general king "
    "queen prince sheikh ayatollah colonel major captain monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december islam islamic god army "
    "police parliament congress senate government state house party union council court ministry university church "
    "red cross white black green blue new old great north south east west northern southern eastern western central "
    "man mission reading nation many most sun hope liberty independence freedom commerce mobile pope est gmt swan "
    "egg virus flu fever city county village town island mountain river lake camp district province region valley "
    "street road avenue highway airport"
)
# What a place is said to be, and the lines that it lies on: "X, the last army stronghold", "X, on the road to Y".
HOLDS = _words("stronghold bastion redoubt hub crossroads homeland hometown birthplace heartland outpost")
LINES = _words("border frontier road highway coast river front frontline banks shore outskirts edge")
# Verbs whose object is a place more often than a person, in reports of war.
GOING = _words(
    "take leave enter retake retook recapture capture seize attack shell bomb bombard hit strike reach flee defend "
    "besiege control hold liberate storm surround overrun encircle visit abandon evacuate occupy cross quit pound rock "
    "target raid invade approach tour devastate surrender cede capture recapture"
)
# Of these the object is hardly ever a person.
GOING_ONLY = _words(
    "retake retook recapture besiege shell bombard encircle overrun storm evacuate occupy invade pound raid"
    " liberate enter"
)
OF_PLACES = _words(
    "liberation capture fall siege bombing bombardment shelling battle control outskirt suburb street resident people "
    "mayor governor recapture loss evacuation occupation north south east west invasion part rest centre center edge "
    "seizure bishop archbishop emir sheikh native"
)
SPEECH = _words("say tell add claim deny warn insist announce accuse vow call urge write report")
# As words without a dot these are no states: "Tex", "Miss".
ABBREVIATIONS = _words(
    "tex ill mass miss wash ore ind del ark kan man ala colo conn cal calif penn minn mont tenn okla ariz neb nev "
    "wis ont"
)
TITLES = _words("mr mrs ms dr sir sen gen col lt capt sgt gov rep rev prof")
THINGS = _words("virus ebolavirus flu fever hemorrhagic disease strain syndrome time")
PAPERS = _words(
    "Times Daily Herald Post Tribune Telegraph Gazette Journal Chronicle Observer Guardian Star Monitor News"
)
