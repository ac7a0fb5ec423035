"""What was posted before the demo begins: by us, and by the peers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Past:
    """A post that is already there, so many hours old."""

    handle: str
    hours_ago: float
    text: str


OURS = (
    Past(
        "CenterSW",
        190,
        "Our workshop on supervision that teaches judgment is on 4 December, free for"
        " field instructors. Bring a case that still bothers you.",
    ),
    Past(
        "CenterSW",
        140,
        "Eleven of our students begin their field placement with food banks and"
        " pantries this month. They will ask a lot of questions. Thank you for"
        " answering them.",
    ),
    Past(
        "CenterSW",
        93,
        "New on the blog: what grandparents told us about the first ninety days of"
        " kinship care. https://center.example.edu/kinship-first-ninety-days",
    ),
    Past(
        "CenterSW",
        50,
        "A question for site supervisors: what do you wish students knew on their first"
        " Monday? We collect answers for our orientation.",
    ),
    Past(
        "CenterSW",
        26,
        "Our reading group takes up a short paper on food insecurity among students"
        " next Wednesday. Anybody may come, nobody has to have finished it.",
    ),
)

PAST = (
    Past(
        "RiversideFood",
        70,
        "Last week 42 pantries moved 61,000 pounds of food, most of it fresh. The new"
        " cooler at Maple Street makes the difference.",
    ),
    Past(
        "HarborYouth",
        64,
        "It is getting cold. Our drop-in needs socks, gloves and phone chargers more"
        " than anything. Door is open all night.",
    ),
    Past(
        "KinshipNetwork",
        58,
        "A grandmother asked us: who signs the school form? We wrote down what works in"
        " each of the three counties. https://kinship-care.example.org/school-forms",
    ),
    Past(
        "FieldEdForum",
        47,
        "The library of learning agreements has passed 200. Copy what helps, send back"
        " what you change.",
    ),
    Past(
        "LakesideSSW",
        40,
        "Attendance letters that begin with “we miss you” brought back more children"
        " than those that begin with the law. Same cost.",
    ),
    Past(
        "OpenDoorHousing",
        34,
        "If the heat is out, write it down each day with the time. Judges read lists."
        " Template in three languages: https://open-door.example.org/heat-log",
    ),
    Past(
        "dr_amara_okoye",
        30,
        "Supervisors rarely say how they decided. When they think aloud, students learn"
        " twice as much from the same case. Paper next month.",
    ),
    Past(
        "tomas_lindqvist",
        22,
        "A discharge plan without a ride home is a wish. Asked 14 hospitals how they do"
        " it; four pay for taxis and save money.",
    ),
    Past(
        "PriyaNair_MSW",
        16,
        "The number 10 bus now stops at the pantry. It took nine meetings and one very"
        " patient student with a clipboard.",
    ),
    Past(
        "MercyElders",
        9,
        "Benefits check-ups found 310 older neighbors money they were owed. Most had"
        " been told once that they did not qualify, and never asked again.",
    ),
)
