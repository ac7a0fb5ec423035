"""What supervisors type about the Center's words."""

from __future__ import annotations

from django import forms

from engagement.forms import plain
from engagement.rules.words import plain as as_searched

LONGEST = 80
LONGEST_TURN_TO = 3000
LEAST = 2


class WordForm(forms.Form):
    """One word or phrase, as texts are searched for it."""

    word = forms.CharField(
        max_length=LONGEST,
        label="A word or phrase",
        help_text="Case and accents do not matter.",
        error_messages={
            "required": "Type a word or a phrase.",
            "max_length": f"At most {LONGEST} letters.",
        },
    )

    def clean_word(self) -> str:
        word = as_searched(plain(self.cleaned_data["word"]))
        if len(word) < LEAST and word.isascii():
            raise forms.ValidationError("One letter would hold nearly every text.")
        if len(word) > LONGEST:
            raise forms.ValidationError(f"At most {LONGEST} letters.")
        return word


class TurnToForm(forms.Form):
    """What to say to who may need help; empty is what ships."""

    text = forms.CharField(
        required=False,
        max_length=LONGEST_TURN_TO,
        label="What to say, and where to turn",
        help_text="Numbers to call, who to tell here, words that can stand in public."
        " Leave it empty to have back what Kindred came with.",
        widget=forms.Textarea(attrs={"rows": 9}),
    )

    def clean_text(self) -> str:
        return plain(self.cleaned_data["text"])
