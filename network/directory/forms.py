"""The forms of the support directory: shape only."""

from __future__ import annotations

from typing import Any, Final, cast

from wtforms.validators import Optional

from network.core.forms import CreatingForm, EditingForm
from network.directory.models import SupportEntry
from network.directory.rules import LONGEST, NEEDED, EntryDraft, languages_in
from network.directory.service import draft_of
from network.directory.vocabulary import SupportKind
from network.ui.comfort import NO, YES
from network.ui.fields import (
    Answered,
    AtMost,
    DayMonthYearField,
    EmailField,
    RadiosField,
    SelectField,
    SingleCheckboxField,
    SubmitField,
    TelephoneField,
    TextareaField,
    TextField,
    choice,
)

AS_ITS_KIND: Final = "as-its-kind"
_DANGER: Final = {AS_ITS_KIND: None, YES: True, NO: False}


class EntryFields:
    """What is asked about an entry."""

    kind = SelectField(
        "What is it about?",
        [Answered("Choose what it is about")],
        choices=[choice(kind.value, kind.label) for kind in SupportKind],
        coerce=SupportKind,
    )
    title = TextField("Title", [Answered(NEEDED["title"]), AtMost(LONGEST["title"])])
    purpose = TextField(
        "What is it for?",
        [Answered(NEEDED["purpose"]), AtMost(LONGEST["purpose"])],
        hint="One line, as you would say it to a colleague who asks.",
    )
    link = TextField(
        "Link",
        [Optional(), AtMost(LONGEST["link"])],
        hint="Beginning with https://. One on your intranet too, if you say below that it is for inside only.",
        spellcheck=False,
    )
    telephone = TelephoneField("Telephone", [Optional(), AtMost(LONGEST["telephone"])], width=20)
    email = EmailField("E-mail", [Optional(), AtMost(LONGEST["email"])])
    where_to_find = TextField(
        "Where to find it",
        [Optional(), AtMost(LONGEST["where_to_find"])],
        hint="For what has no link: for example, on the intranet under Staff, then Wellbeing.",
    )
    is_internal = SingleCheckboxField(
        "Only inside our organisation",
        hint="It is never shown to people of other organisations, those who support your people neither.",
        optional=False,
    )
    is_public = SingleCheckboxField(
        "Show it without signing in",
        hint="Everybody can read it, and can find it with a search engine.",
        optional=False,
    )
    languages = TextField(
        "In which languages?",
        [Answered("Enter the languages in which people are helped, like English")],
        hint="With commas between them, for example: English, Urdu, British Sign Language.",
    )
    suits = TextField(
        "Who does it suit?",
        [Answered(NEEDED["suits"]), AtMost(LONGEST["suits"])],
        hint="For example: everybody; Muslim women; people who work nights; run by and for Black colleagues.",
    )
    content_note_needed = RadiosField(
        "Could something there be hard to read or hear?",
        [Answered("Choose whether a content note is needed")],
        choices=[choice(NO, "No, no note is needed"), choice(YES, "Yes, people should know beforehand")],
    )
    content_note = TextareaField(
        "Content note",
        [Optional(), AtMost(LONGEST["content_note"])],
        hint="If you chose yes: what may be hard. Name the subject, leave out the detail.",
        rows=2,
    )
    danger_nearby = RadiosField(
        "Could somebody beside the reader be the danger?",
        [Answered("Choose whether somebody beside the reader could be the danger")],
        choices=[
            choice(AS_ITS_KIND, "As for others of its kind", hint="Yes for domestic abuse, violence and hate."),
            choice(YES, "Yes", hint="Its page has a button to leave it at once, and its title says nothing."),
            choice(NO, "No"),
        ],
    )
    reviewed_on = DayMonthYearField(
        "When did somebody last look whether all this is right?",
        [Answered("Enter the day on which somebody last looked at it")],
        hint="For a new entry that is today.",
    )

    def ask_for(self, *, is_network: bool) -> None:
        """Leaves out what is never asked of this entry: the network's is for all, an organisation's never public."""
        form = cast(Any, self)
        del form[("is_internal" if is_network else "is_public")]

    def draft(self) -> EntryDraft:
        """What was typed."""
        form = cast(Any, self)
        said: dict[str, Any] = {name: form[name].data or "" for name in _TEXTS}
        said |= {name: bool(form[name].data) for name in _FLAGS if name in form}
        return EntryDraft(
            kind=cast(SupportKind, self.kind.data),
            languages=languages_in(self.languages.data or ""),
            content_note=(self.content_note.data or "") if self.content_note_needed.data == YES else None,
            danger_nearby=_DANGER[self.danger_nearby.data or AS_ITS_KIND],
            reviewed_on=form.reviewed_on.data,
            **said,
        )


_TEXTS: Final = ("title", "purpose", "link", "telephone", "email", "where_to_find", "suits")
_FLAGS: Final = ("is_internal", "is_public")


class AddEntryForm(EntryFields, CreatingForm):
    """A new entry."""

    save = SubmitField("Add it to the directory")


class EditEntryForm(EntryFields, EditingForm):
    """An entry that is there."""

    save = SubmitField("Save the changes")

    @classmethod
    def of(cls, entry: SupportEntry) -> EditEntryForm:
        """The form as the entry stands, or as it was just sent."""
        draft = draft_of(entry)
        said = {name: getattr(draft, name) for name in (*_TEXTS, *_FLAGS, "kind", "reviewed_on", "content_note")}
        form = cls(
            data={
                **said,
                "languages": ", ".join(draft.languages),
                "content_note_needed": NO if draft.content_note is None else YES,
                "danger_nearby": next(word for word, value in _DANGER.items() if value is draft.danger_nearby),
                "version": str(entry.version),
            }
        )
        form.ask_for(is_network=entry.is_network)
        return form


class RemoveEntryForm(EditingForm):
    """A press with nothing to fill in but the version that was seen."""

    save = SubmitField("Take it out", style="warning")
