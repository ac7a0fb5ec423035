"""The people of the demo world: peers on our list, and others who come by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on X; ``kind`` is what they are in truth, which X never says."""

    handle: str
    name: str
    bio: str
    kind: str
    url: str = ""
    location: str = ""
    follows_us: bool = False


PEERS = (
    Person(
        "RiversideFood",
        "Riverside Food Bank",
        "Fresh food for 42 neighborhood pantries in three counties. Volunteers always"
        " welcome: Tuesdays and Saturdays.",
        "organization",
        "https://riverside-food.example.org",
        "Riverside",
        True,
    ),
    Person(
        "HarborYouth",
        "Harbor Youth Services",
        "Drop-in, beds and somebody to talk to for young people who have nowhere to"
        " stay. 24 hours, every day. Also a blog on what we learn.",
        "organization",
        "https://harbor-youth.example.org",
        "Harbor District",
    ),
    Person(
        "KinshipNetwork",
        "Kinship Care Network",
        "For grandparents, aunts and older brothers who raise a relative's child."
        " Legal clinics, respite, a warm line on weekday evenings.",
        "organization",
        "https://kinship-care.example.org",
        "Ohio",
        True,
    ),
    Person(
        "FieldEdForum",
        "Field Education Forum",
        "Where field directors and site supervisors compare notes. Monthly call, an"
        " open library of learning agreements.",
        "organization",
        "https://field-ed.example.org",
    ),
    Person(
        "LakesideSSW",
        "Lakeside School Social Workers",
        "31 school social workers, one district. Attendance, belonging, and what helps"
        " on a Monday morning.",
        "organization",
        "",
        "Lakeside",
        True,
    ),
    Person(
        "OpenDoorHousing",
        "Open Door Housing Clinic",
        "Free help for tenants: letters, hearings, repairs. Run with the law school.",
        "organization",
        "https://open-door.example.org",
        "Cleveland, Ohio",
    ),
    Person(
        "dr_amara_okoye",
        "Dr. Amara Okoye",
        "Associate professor. I study how supervisors teach judgment. Former child"
        " welfare worker. She/her.",
        "professional",
        "https://okoye.example.edu",
        "Columbus, Ohio",
        True,
    ),
    Person(
        "tomas_lindqvist",
        "Tomás Lindqvist, LISW-S",
        "Hospital social work, 17 years. Writing about discharge, dignity and rides"
        " home.",
        "professional",
    ),
    Person(
        "PriyaNair_MSW",
        "Priya Nair",
        "Community organizer and field instructor. Food, buses, ballots.",
        "professional",
        "",
        "Akron, Ohio",
    ),
    Person(
        "MercyElders",
        "Mercy Elder Services",
        "Meals, visits and benefits check-ups for older neighbors. Also in Spanish.",
        "organization",
        "https://mercy-elders.example.org",
    ),
)

STRANGERS = (
    Person(
        "EastsideHarvest",
        "Eastside Harvest",
        "Gleaning crew. We pick what orchards leave and bring it to pantries the same"
        " day.",
        "organization",
        "https://eastside-harvest.example.org",
    ),
    Person(
        "NewRootsRefuge",
        "New Roots Refugee Services",
        "Resettlement, English classes, first jobs. 19 languages at the front desk.",
        "organization",
        "https://new-roots.example.org",
    ),
    Person(
        "joelle_harris",
        "Joelle Harris, LSW",
        "Hospice social worker. Grief groups on Thursdays.",
        "professional",
    ),
    Person(
        "prof_wen_li",
        "Wen Li",
        "I teach policy practice and read budgets so that you need not.",
        "professional",
        "https://wenli.example.edu",
    ),
    Person(
        "QuietPinesCamp",
        "Quiet Pines Grief Camp",
        "One week each July for children who lost somebody. Free, by a lake.",
        "organization",
    ),
    Person(
        "marcus_on_4th",
        "Marcus",
        "Dad of two. Bus rider. Browns fan, sadly.",
        "private",
    ),
    Person("lena_k_88", "Lena K.", "", "private"),
    Person(
        "MapleStLibrary",
        "Maple Street Library",
        "Your branch: homework help, job forms, a warm room. A social worker is in on"
        " Wednesdays.",
        "organization",
        "https://maple-street.example.org",
    ),
    Person(
        "rosa_delgado_sw",
        "Rosa Delgado, LISW",
        "School social worker, bilingual. Attendance is a family story.",
        "professional",
    ),
    Person(
        "crypto_gains_4u",
        "EARN DAILY",
        "Double your money in 24h. DM for the link. 100% safe.",
        "spam",
    ),
)

# Who follows first, one after the other: some of each kind, and known or not.
FOLLOWERS = (
    "joelle_harris",
    "EastsideHarvest",
    "marcus_on_4th",
    "MapleStLibrary",
    "crypto_gains_4u",
    "QuietPinesCamp",
    "rosa_delgado_sw",
    "NewRootsRefuge",
    "lena_k_88",
    "prof_wen_li",
)
