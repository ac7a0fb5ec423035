"""Words that finding a fact goes by: where a name ends, what says nothing. Data."""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOPS: Final = _set(
    """
    after are as at because before but by can could did from had has have he how if is
    it last let me my next or our she should so still than that their then there they
    this through today tomorrow tonight us very was we were what when where which while
    who why will with would yesterday you your i am be been do does am i'm it's that's
    """
)
"""Where the name of a thing has ended."""

DANGLING: Final = _set("a an and about at by for from in of on or the to with")
"""No phrase ends with these."""

BREAKS: Final = DANGLING | _set("as because but if than that via who whose")
"""A sentence that ends with one of these was cut."""

PRONOUNS: Final = _set("i me my mine we us our ours you your yours")
"""In our mouth these would mean somebody else."""

PRONOUNS_YOU: Final = _set("you your yours")

ASKING: Final = _set(
    """
    any anybody anyone are can could did do does has have how is may might should was
    were what when where which who whose why will would
    """
)
"""How a question begins."""

PRAISE: Final = _set(
    """
    absolutely amazing awesome awful best brilliant excellent fantastic first free good
    great incredible interesting last latest lovely new next nice outstanding own really
    recent same second short super terrific upcoming useful very whole wonderful
    """
)
"""Said of the thing, not part of its name."""

EMPTY: Final = _set(
    """
    about again also always amazing awesome been congrats congratulations could course
    excellent every everybody everyone fantastic folks from glad good great happy have
    hello here just know like love loved lovely many more most much nice please really
    some super team thank thanks that their them there these they thing this those today
    very want wanted what will with wonderful work would yeah your yours
    """
)
"""Long enough to count, and saying nothing."""

TIMES: Final = _set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march
    april june july august september october november december today tomorrow tonight
    yesterday week weeks month months year years noon morning evening afternoon
    midnight next last first second third fourth
    """
)
"""When it is or was: a quotation of these alone says nothing."""

GENERIC_HEADINGS: Final = _set(
    """
    about abstract background comments conclusion conclusions contact discussion
    further introduction intro links methods more next notes overview read reading
    references related results resources share sources start summary thanks
    acknowledgements acknowledgments faq
    """
)
"""Headings of any post."""

OF_ANYBODY: Final = _set(
    """
    account always center community director every helping former health official
    opinion opinions other people professor retweets school service services since
    social student support their tweets university views where worker workers working
    """
)
"""What nearly everybody in our field says of themselves."""
