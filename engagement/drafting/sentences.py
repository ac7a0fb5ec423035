"""The sentences our drafts are made of: data, several wordings for each.

``{topic}`` and ``{quote}`` come from what they wrote, ``{about}`` is a post of ours
("post about the workshop on grief"), ``{title}`` a post of theirs, ``{bio}`` what they
say they do. Plain words, no exclamation marks, no promises.
"""

from __future__ import annotations

from typing import Final

Wordings = tuple[str, ...]

IN_PLACE: Final[Wordings] = (
    "Thank you for {deeds}.",
    "Many thanks for {deeds}.",
    "Thank you very much for {deeds}.",
    "Thanks for {deeds}.",
)
NAMING: Final[Wordings] = (
    "Thank you, {who}, for {deeds}.",
    "Many thanks to {who} for {deeds}.",
    "Our thanks to {who} for {deeds}.",
    "A thank-you to {who} for {deeds}.",
)

# What they did, by the fact that makes it theirs: the first that is known is used.
DEEDS: Final[dict[str, dict[str, Wordings]]] = {
    "mention": {
        "topic": (
            "bringing up the {topic}",
            "mentioning the {topic}",
            "writing about the {topic}",
            "your words about the {topic}",
        ),
        "quote": (
            "writing “{quote}”",
            "your words: “{quote}”",
            "your post: “{quote}”",
        ),
        "": ("mentioning us", "thinking of us"),
    },
    "reply": {
        "topic": (
            "writing back about the {topic}",
            "your answer about the {topic}",
            "your thoughts on the {topic}",
        ),
        "quote": (
            "telling us “{quote}”",
            "your answer: “{quote}”",
            "writing back: “{quote}”",
        ),
        "": ("your answer", "writing back"),
    },
    "quote": {
        "topic": (
            "passing this on with a word about the {topic}",
            "adding your thoughts on the {topic}",
        ),
        "quote": (
            "passing this on with your own words: “{quote}”",
            "adding “{quote}”",
            "putting it this way: “{quote}”",
        ),
        "": ("passing this on", "adding your own words"),
    },
    "comment": {
        "topic": (
            "your comment on the {topic}",
            "what you write about the {topic}",
            "your thoughts on the {topic}",
        ),
        "quote": (
            "reading, and for telling us “{quote}”",
            "your comment: “{quote}”",
            "adding “{quote}”",
        ),
        "": ("your comment", "reading and writing back"),
    },
    "share": {
        "about": (
            "passing on our {about}",
            "sharing our {about}",
            "pointing people to our {about}",
        ),
        "": ("passing on what we wrote",),
    },
    "follow": {
        "": (
            "following us",
            "following what we do",
            "taking an interest in what we do",
        ),
    },
    # A person noted these, and knows more of them than any sentence of ours.
    "introduction": {"": ("introducing us", "the introduction")},
    "other": {"": ("your kindness", "what you did for us")},
    "link": {
        "title_about": (
            "linking to our {about} in “{title}”",
            "pointing readers of “{title}” to our {about}",
            "the link in “{title}” to our {about}",
        ),
        "title": (
            "linking to us in “{title}”",
            "the link in “{title}”",
            "pointing readers of “{title}” to us",
        ),
        "about": ("linking to our {about}", "pointing your readers to our {about}"),
        "": ("linking to us",),
    },
}

# A second sentence; "" leaves it at the first.
BIO: Final[Wordings] = (
    "Good to know of your work: “{bio}”.",
    "We are glad to know what you do: “{bio}”.",
    "What you do matters to us, too: “{bio}”.",
    "We like how you put what you do: “{bio}”.",
)
TAILS: Final[dict[str, Wordings]] = {
    "mention": ("", "We are glad you wrote.", "It is good to hear from you."),
    "reply": ("", "We are glad you wrote.", "It is good to hear from you."),
    "quote": (
        "",
        "It is good to see it beside your own words.",
        "We are glad you wrote.",
    ),
    "comment": ("", "We are glad you wrote.", "It is good to hear from you."),
    "share": ("", "That is how it reaches people.", "That helps it find its readers."),
    "link": ("", "It is good to be read there.", "We were glad to find it."),
    "follow": ("",),
    "introduction": ("",),
    "other": ("",),
}

COMMENT_ON_PART: Final[Wordings] = (
    "Thank you for writing this. One sentence of “{heading}” stays with us: “{quote}”.",
    "We read this with interest, “{heading}” most of all: “{quote}”.",
    "“{quote}”: thank you for putting it so plainly, and for all of “{heading}”.",
    "Thank you for this post. What stays with us from “{heading}”: “{quote}”.",
)
COMMENT_ON_HEADING: Final[Wordings] = (
    "Thank you for writing this. The part “{heading}” is the one that stays with us.",
    "“{heading}” is the part that stays with us. Thank you for writing it down.",
    "We read this with interest, and the part “{heading}” most of all.",
    "Thank you for this post, and for the part “{heading}” in particular.",
)
COMMENT_ON_QUOTE: Final[Wordings] = (
    "Thank you for this. “{quote}” is what stays with us.",
    "One sentence stays with us: “{quote}”. Thank you for writing it.",
    "“{quote}”: thank you for putting it so plainly.",
    "We read this with interest. “{quote}” says a good deal in few words.",
)

TOGETHER: Final[Wordings] = (
    "Thank you for following us, {names}.",
    "Our thanks to {names} for following us.",
    "A thank-you for following us to {names}.",
)
TOGETHER_EACH: Final[Wordings] = ("@{handle} (“{line}”)",)
TOGETHER_COMMON: Final[Wordings] = (
    "Thank you for following us, {names}. “{word}” is a word that {many} of you use "
    "for what you do.",
    "Our thanks to {names} for following us. What you do has “{word}” in it, {many} of "
    "you say.",
)

LINK_OPENINGS: Final[Wordings] = (
    "{name} have written something that is worth your time.",
    "We read this at {name}, and pass it on.",
    "From {name}, whose work we follow:",
    "Worth reading, by {name}:",
)

HINTS: Final[dict[str, str]] = {
    "thank": "Say what they did, and one thing that is true of them and nobody else.",
    "comment": "Say what in their post stayed with you, in a sentence or two.",
    "link": "Say in a line or two why it is worth reading, and keep their link in it.",
    "share": "Say in a sentence why it is worth reading, or nothing at all.",
    "": "Write it in your own words.",
}
