"""Where no phrase is known: single words that weigh, when somebody speaks of people.

No one of them means anything alone. Several together, said of oneself or of somebody
near, by who thanks for nothing, are looked at by a person.
"""

from __future__ import annotations

import re

from engagement.rules.words import either

ENOUGH = 3
"""So much is need."""
KIND = 3
"""So much more is asked of who says a kind word: they mostly tell of good work."""

HEAVY = either(
    (
        "suicid\\w*|overdos\\w*|evict\\w*|homeless|abus\\w*|raped?|rapist",
        "strangl\\w*|guns?|knife|pills|die|dying|dead|kill\\w*|self[- ]?harm\\w*",
        "starv\\w*|bruis\\w*|hopeless|worthless|pointless|unbearable|desperate",
        "restraining order|chok\\w*|disappear\\w*|(?:not|to) exist|edge|ledge",
        "bridge|rooftop|tracks|noose|rope|razor|blade|molest\\w*|traffick\\w*",
        "deport\\w*|detained|relaps\\w*|withdrawal|psychosis|terrified|unsafe",
        "violent|beats?|beaten|cuts on|cutting|hiding|threaten\\w*|suicidi\\w*",
        "morir\\w*|muert[oa]|matar\\w*|pastillas|pistola|cuchillo|golpe\\w*",
        "desaloj\\w*|desesperad[oa]|hambre|maltrat\\w*|amenaz\\w*|despertar",
        "desaparecer",
    )
)
LIGHT = either(
    (
        "scared|afraid|alone|lonely|tonight|nobody|no ?one|nothing|dark|tired",
        "exhausted|cry|crying|cried|cries|hurts?|hurting|pain|ache|numb|empty",
        "ashamed|panic|help|helps|helped|call|text me|talk to|hide|leave him",
        "leave her|gone|goodbye|bye|ending|end|stop|anymore|any more|drunk|drinking",
        "using|hungry|rent|landlord|heat|money|food|bills|baby|pregnant|reasons?",
        "wake|slept|sleep|burden|hates?|lost|broken|safe|angry|police|custody",
        "shelter|lawyer|court|deserve|hospital|forgive|freezing|bathroom|locked",
        "door|drug|drugs|meds|medication|therapist|crisis|future|anxiety",
        "depress\\w*|grief|died|funeral|diagnos\\w*|cancer|miscarriage|bully\\w*",
        "bullied|fight|fighting|screaming|yells?|hit|hits|attacked?|stolen|stole",
        "kicked|out of options|forever|worse|worst|survive|surviving|never|sol[oa]",
        "miedo|nadie|nada|noche|llor\\w*|dolor|ayuda|ayudar|llamar|cansad[oa]|fin",
        "dormir|comer|renta|alquiler|dinero|niños|hijos|policia|corte|abogado",
        "triste|enferm[oa]|embarazada|hospital|peor|nunca|perdi|perdido|borracho",
        "grita|calle",
    )
)
NEAR = either(
    (
        "i|i'?m|i'?ve|i'?d|i'?ll|im|ive|me|my|myself|mine|he|he's|she|she's|him|her",
        "his|herself|himself|mi|yo|conmigo|ella|mis",
    )
)
GLAD = either(
    (
        "thanks?|thank you|grateful|gratitude|love[ds]?|loving|great|wonderful",
        "amazing|excited|proud|congrat\\w*|join us|join|register|welcome|brilliant",
        "fantastic|enjoyed|inspiring|inspired|happy|glad|beautiful|best|awesome",
        "excellent|favorite|webinar|workshop|training|panel|conference|keynote",
        "lecture|seminar|report|study|gracias|genial|excelente|maravill\\w*",
        "felicidades|felicitaciones|orgullos[oa]|taller|seminario|charla|jornada",
        "encuentro|encanta|encanto|feliz|hermos[oa]",
    )
)


LONGEST = 80
"""Words: a whole article of our field has all of these somewhere, and is no cry."""


def weighs(plain: str) -> str:
    """The words that together weigh too much in this plain text; "" for none."""
    if len(plain.split()) > LONGEST or not NEAR.search(plain):
        return ""
    heavy, light = _distinct(HEAVY, plain), _distinct(LIGHT, plain)
    weight = 2 * len(heavy) + len(light)
    enough = ENOUGH + (KIND if GLAD.search(plain) else 0)
    return " ".join(sorted(heavy | light)) if weight >= enough else ""


def _distinct(words: re.Pattern[str], plain: str) -> set[str]:
    return {found.group() for found in words.finditer(plain)}
