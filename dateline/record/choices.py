"""The closed lists of the record: every choice a field can take, with its meaning."""

from __future__ import annotations

from enum import StrEnum


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    GOVERNMENT = "government"
    ARMED_FORCE = "armed_force"
    ARMED_GROUP = "armed_group"
    PARTY = "party"
    ORGANIZATION = "organization"
    MEDIA = "media"
    INTERGOVERNMENTAL = "intergovernmental"
    PEOPLE = "people"
    UNKNOWN = "unknown"


class SourceKind(StrEnum):
    """What kind of voice stands behind a statement."""

    PERSON = "person"
    INSTITUTION = "institution"
    GROUP = "group"
    MEDIA = "media"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


class Act(StrEnum):
    """What a voice does in saying: the act of the cue."""

    SAY = "say"
    REPORT = "report"
    CLAIM = "claim"
    CONFIRM = "confirm"
    DENY = "deny"
    ACCUSE = "accuse"
    WARN = "warn"
    THREATEN = "threaten"
    PROMISE = "promise"
    DEMAND = "demand"
    URGE = "urge"
    ACKNOWLEDGE = "acknowledge"
    INSIST = "insist"
    PREDICT = "predict"
    PRAISE = "praise"
    CONDEMN = "condemn"
    REFUSE = "refuse"
    AGREE = "agree"
    ASK = "ask"
    BELIEVE = "believe"


class Form(StrEnum):
    """How the words are given: in quotation marks, reported, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class EventType(StrEnum):
    """The sixteen event types of PLOVER."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Whether an event is put as having happened, by whoever asserts it."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    UNDECIDED = "undecided"
    DEMANDED = "demanded"
    DENIED = "denied"


class Outcome(StrEnum):
    """How an undertaking ended, where the text tells."""

    ACHIEVED = "achieved"
    FAILED = "failed"
    FOILED = "foiled"


class Effect(StrEnum):
    """What a count counts."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    DISPLACED = "displaced"
    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    SEIZED = "seized"
    LAUNCHED = "launched"
    CONDUCTED = "conducted"
    INVOLVED = "involved"


class TimeType(StrEnum):
    """The four kinds of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class TimePrecision(StrEnum):
    """The grain of a date."""

    TIME = "time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    VAGUE = "vague"


class PlacePrecision(StrEnum):
    """The grain of a place."""

    SITE = "site"
    CITY = "city"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"


class DisputeKind(StrEnum):
    """What two accounts differ on."""

    DENIAL = "denial"
    COUNT = "count"
    ACTOR = "actor"
    PLACE = "place"
    TIME = "time"
    STATUS = "status"
    SCOPE = "scope"


class Strength(StrEnum):
    """Whether both accounts can be true (tension) or not (contradiction)."""

    CONTRADICTION = "contradiction"
    TENSION = "tension"
