"""Letters that look like others: read as the Latin ones they stand for. Pure data.

Of Unicode's confusables those with which a name can be written so that people read
it and a plain comparison does not. What NFKC folds (full width, bold, circled) is not
in it.
"""

from __future__ import annotations

import string

# By the look of capitals and of small letters: "В" is a B, "в" is nobody's b.
CYRILLIC = dict(
    zip(
        "АВСЕНІЈКМОРЅТХУԚԜаЬсԁеһіјӏопрѕихуѵԛԝкмтѠѡӨө",
        "ABCEHIJKMOPSTXYQWabcdehijlonpsuxyvqwkmtWwOo",
        strict=True,
    )
)
GREEK = dict(
    zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχγω", "ABEZHIKMNOPTYXaeikvoptuxyw", strict=True)
)
SMALL_CAPITALS = dict(
    zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)
)
# Strokes and ligatures that no decomposition takes apart.
OF_THEIR_OWN = {
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ȷ": "j",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "Th",
    "ɑ": "a",
    "ɐ": "a",
    "ⱥ": "a",
    "Ⱥ": "A",
    "ɓ": "b",
    "Ɗ": "D",
    "ɗ": "d",
    "℮": "e",
    "ɵ": "o",
    "Ɵ": "O",
    "ჿ": "o",
    "ɡ": "g",
    "ɩ": "i",
    "ǀ": "l",
    "ƅ": "b",
}
FILLED = {
    chr(first + at): letter
    for first in (0x1F150, 0x1F170, 0x1F1E6)
    for at, letter in enumerate(string.ascii_uppercase)
}
"""White on black in a circle or a square, and the letters that make flags."""

ARMENIAN = dict(zip("օոսհցքեՕՏՍԼ", "onuhgpeOSUL", strict=True))
CHEROKEE = dict(zip("ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ", "ABCDEHJKLMPRSTVWZ", strict=True))

OTHER_SCRIPTS = str.maketrans(CYRILLIC | GREEK | ARMENIAN | CHEROKEE)
"""Read so beside what stands there: a Greek name is a name, too."""
LATIN = str.maketrans(SMALL_CAPITALS | OF_THEIR_OWN | FILLED)
DIGITS = str.maketrans("013457", "oieast")
"""Digits that are written for letters, inside a word."""
