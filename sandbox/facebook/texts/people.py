"""The Pages and people of the demo world on Facebook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A Page of a peer."""

    username: str
    name: str
    about: str
    website: str = ""
    fans: int = 0


PEERS = (
    Page(
        "RiversideFoodBank",
        "Riverside Food Bank",
        "Fresh food for 42 neighborhood pantries in three counties.",
        "https://riverside-food.example.org",
        5210,
    ),
    Page(
        "HarborYouthServices",
        "Harbor Youth Services",
        "Drop-in, beds and somebody to talk to for young people. Open all night.",
        "https://harbor-youth.example.org",
        1880,
    ),
    Page(
        "KinshipCareNetwork",
        "Kinship Care Network",
        "For grandparents, aunts and older brothers who raise a relative's child.",
        "https://kinship-care.example.org",
        2304,
    ),
    Page(
        "NorthShoreHospice",
        "North Shore Hospice",
        "Care at home in the last months of life, and for those who stay behind.",
        "https://north-shore-hospice.example.org",
        967,
    ),
)
PEOPLE = (
    ("tamika.rowe", "Tamika Rowe"),
    ("george.petrakis", "George Petrakis"),
    ("lena.hoff", "Lena Hoff"),
    ("marisol.vega", "Marisol Vega"),
    ("ed.kowalczyk", "Ed Kowalczyk"),
    ("aisha.nur", "Aisha Nur"),
    ("ruth.feldman", "Ruth Feldman"),
)
