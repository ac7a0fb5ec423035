"""The sentences of automatic thanks, by language: data, many wordings for each.

Whatever stands here must be true of a machine's thanks, too: it was read by nobody
yet. ``{topic}`` is what they wrote about, ``{title}`` a post of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Wordings = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """``deeds`` by what they did, then by the fact that is known; "" is any."""

    openings: Wordings
    deeds: dict[str, dict[str, Wordings]]
    tails: Wordings


EN: Final = Said(
    openings=(
        "Thank you for",
        "Many thanks for",
        "Thank you very much for",
        "Thanks for",
        "Thank you so much for",
        "A warm thank-you for",
        "Our thanks for",
    ),
    deeds={
        "mention": {
            "topic": (
                "your kind words about the {topic}",
                "writing about the {topic}",
                "mentioning the {topic}",
                "what you wrote about the {topic}",
            ),
            "": (
                "mentioning us",
                "your kind words",
                "thinking of us",
                "your friendly mention",
            ),
        },
        "quote": {
            "topic": (
                "passing this on with your words about the {topic}",
                "adding your words about the {topic}",
            ),
            "": (
                "passing this on with kind words of your own",
                "quoting us so kindly",
                "adding your own words to this",
            ),
        },
        "comment": {
            "topic": (
                "your comment about the {topic}",
                "your kind words about the {topic}",
                "what you wrote about the {topic}",
            ),
            "title": (
                "your comment on “{title}”",
                "your kind words under “{title}”",
                "reading “{title}” and writing back",
            ),
            "": ("your comment", "your kind comment", "reading and writing back"),
        },
        "reply": {
            "topic": (
                "your answer about the {topic}",
                "writing back about the {topic}",
            ),
            "": ("your answer", "your kind answer", "writing back"),
        },
        "": {"": ("your kind words", "thinking of us", "your kindness")},
    },
    tails=(
        "",
        "It is good to hear from you.",
        "We are glad you wrote.",
        "It means a lot to our Center.",
        "All good wishes from our Center.",
        "Kind regards from all of us.",
    ),
)
ES: Final = Said(
    openings=(
        "Gracias por",
        "Muchas gracias por",
        "Mil gracias por",
        "Muchísimas gracias por",
        "De parte del Centro, gracias por",
    ),
    deeds={
        "mention": {
            "": (
                "mencionarnos",
                "la mención",
                "pensar en nuestro Centro",
                "sus amables palabras",
            )
        },
        "quote": {
            "": (
                "compartirlo con sus propias palabras",
                "citarnos con tanta amabilidad",
                "añadir sus palabras",
            )
        },
        "comment": {
            "title": (
                "su comentario sobre «{title}»",
                "sus amables palabras sobre «{title}»",
                "leer «{title}» y escribirnos",
            ),
            "": ("su comentario", "leernos y escribirnos", "sus amables palabras"),
        },
        "reply": {"": ("su respuesta", "sus amables palabras", "escribirnos")},
        "": {"": ("sus amables palabras", "pensar en nuestro Centro", "el detalle")},
    },
    tails=(
        "",
        "Nos alegra leerlo.",
        "Un saludo cordial de todo el equipo.",
        "Un abrazo de todo el equipo.",
        "Significa mucho para nuestro Centro.",
    ),
)
SAID: Final[dict[str, Said]] = {"en": EN, "es": ES}
