"""What is said on Facebook: before the demo begins, and when the world moves."""

from __future__ import annotations

CENTER = "Center for Social Work Practice"

OURS = (
    (
        170,
        "Our workshop on supervision that teaches judgment is on 4 December, free for"
        " field instructors. Bring a case that still bothers you.",
        "",
    ),
    (
        96,
        "What grandparents told us about the first ninety days of kinship care, in"
        " their own words.",
        "https://center.example.edu/kinship-first-ninety-days",
    ),
    (
        30,
        "A question for site supervisors: what do you wish students knew on their first"
        " Monday? We collect answers for our orientation.",
        "",
    ),
)
THEIRS = (
    (
        "RiversideFoodBank",
        60,
        "61,000 pounds of food moved last week. The walk-in cooler survived.",
    ),
    (
        "KinshipCareNetwork",
        44,
        "Legal clinic on Thursday from four to seven. Bring the papers you have; nobody"
        " has all of them.",
    ),
    (
        "NorthShoreHospice",
        20,
        "Our volunteers wrote 210 letters this autumn, most of them by hand.",
    ),
)
BEFORE = (
    ("ruth.feldman", "I came last year and still use the four questions."),
    ("ed.kowalczyk", "Is there parking behind the building?"),
)

COMMENTS = (
    ("tamika.rowe", "We used your intake sheet this week and it saved us an hour."),
    ("lena.hoff", "Thank you for writing this down. I read it to my mother."),
    ("george.petrakis", "Best hour of training I had this year, and it was free."),
    ("marisol.vega", "Gracias. Por fin alguien lo explica sin prisa."),
    ("aisha.nur", "Shared with our whole shift. The part on listening is gold."),
    ("ed.kowalczyk", "My student arrived prepared. Whatever you do, keep doing it."),
)
VISITS = (
    (
        "RiversideFoodBank",
        "Two of your students reorganized our volunteer desk. Nobody waits in the rain"
        " any more. Thank you!",
    ),
    (
        "ruth.feldman",
        "Just wanted to say how kind everybody was at the open evening on Tuesday.",
    ),
    (
        "NorthShoreHospice",
        "Your reading list has become our volunteers' winter. Grateful for it.",
    ),
)
TAGS = (
    (
        "KinshipCareNetwork",
        f"Big thanks to {CENTER} for lending us their room when our heating failed.",
    ),
    (
        "HarborYouthServices",
        f"New: a drop-in guide for schools, written with {CENTER}. Free to copy.",
    ),
    (
        "RiversideFoodBank",
        f"Our food survey ran because {CENTER} shared its questions with us.",
    ),
)
PEER_POSTS = (
    (
        "HarborYouthServices",
        "Four beds more since this morning. The paint is still wet; come anyway.",
    ),
    (
        "NorthShoreHospice",
        "On Sunday at three we read the names. Everybody is welcome, candles are here.",
    ),
    (
        "RiversideFoodBank",
        "Drivers wanted on Saturday mornings. The route takes two hours and one joke.",
    ),
)
ANSWERS = (
    "You are very welcome, keep it up!",
    "That is good to hear, thank you for answering.",
)
