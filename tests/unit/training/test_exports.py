"""Files of other systems are read as each of them writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from network.core.errors import RuleBroken
from network.core.tabular import TableUnreadable
from network.training.exports import Choices, DayOrder, read_claims, recognise
from network.training.exports.claims import Field
from network.training.exports.people import A_TOTAL
from tests.support.exports import EXPORTS, NOT_YET, REFUSED, SEPTEMBER_3
from tests.support.workbooks import sheet_data, xlsx_of

TODAY = date(2026, 11, 22)
BY_NAME = {export.name: export for export in EXPORTS}


NOTHING_CHOSEN = Choices()


def claims(content, choices=NOTHING_CHOSEN, *, course_is_given=True):
    recognised = recognise(content, choices, course_is_given=course_is_given)
    return recognised, list(read_claims(content, recognised, choices, TODAY))


def said(claim):
    if claim.problem:
        return REFUSED
    return claim.completed_on or NOT_YET


def who(claim):
    return claim.email or claim.staff_number or ""


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_a_file_is_read_as_its_system_writes(export):
    recognised, read = claims(export.content)
    assert recognised.system == export.system
    assert tuple(recognised.courses) == export.courses
    assert tuple(question.about for question in recognised.questions) == export.asks
    assert recognised.rows == len(read) == len(export.says)
    assert [said(claim) for claim in read] == [day for _, day in export.says]
    assert [who(claim) for claim in read if not claim.problem] == [
        person for person, day in export.says if day != REFUSED
    ]


def test_of_two_mailboxes_the_one_that_holds_something_counts():
    _, read = claims(BY_NAME["teams, American"].content)
    assert [(claim.name, claim.email) for claim in read] == [
        ("Ann Smith", "ann@trust.example"),
        ("Bo Lund", "bo@trust.example"),
    ]


def test_a_department_is_kept_and_an_editor_or_manager_is_nobody():
    _, progress = claims(BY_NAME["moodle progress"].content)
    assert progress[0].department == "Children's Services"
    assert progress[0].staff_number == "0017"
    own = BY_NAME["esr, one person's own"].content
    _, read = claims(own, Choices(learner="Ann@trust.example"), course_is_given=False)
    assert {(claim.name, claim.email) for claim in read} == {("ann@trust.example", "ann@trust.example")}
    assert [said(claim) for claim in read] == [date(2025, 12, 2), NOT_YET]


@pytest.mark.parametrize(
    ("name", "learner", "trouble"),
    [
        ("moodle progress", "ann@trust.example", "says itself who the people are"),
        ("teams of 2020", "0042", "says itself who the people are"),
        ("esr, one person's own", "ann@trust", "Check the e-mail address “ann@trust”"),
        ("esr, one person's own", "7" * 61, "up to 60 characters"),
        ("esr, one person's own", " ", "Give their e-mail address"),
    ],
)
def test_a_file_is_made_no_single_persons_that_is_not(name, learner, trouble):
    """Everybody's training would be put down to one person."""
    with pytest.raises(RuleBroken, match=trouble) as refusal:
        claims(BY_NAME[name].content, Choices(learner=learner))
    assert refusal.value.field == "learner"


@pytest.mark.parametrize(
    ("headings", "row", "expected"),
    [
        ("Completed,Date", "Yes,24/9/2026", date(2026, 9, 24)),
        ("Completed,Date", "No,24/9/2026", NOT_YET),
        ("Completed,Date", ",24/9/2026", NOT_YET),
        ("Completed,Date", "23/9/2026,24/9/2026", date(2026, 9, 23)),
        ("Completed,Date", "Perhaps,24/9/2026", REFUSED),
        ("Completed", "Yes", REFUSED),
        ("Completed", "No", NOT_YET),
        ("Completed (Y/N),Date", "N,24/9/2026", NOT_YET),
        ("Completion date,Date", ",24/9/2026", NOT_YET),
        ("Completed on,Date", ",24/9/2026", NOT_YET),
        ("Completion date", "In progress", NOT_YET),
    ],
)
def test_a_column_that_says_yes_or_no_is_no_day(headings, row, expected):
    _, (claim,) = claims(f"E-mail,{headings}\nann@trust.example,{row}\n".encode())
    assert said(claim) == expected


def test_completed_without_any_day_takes_the_one_that_is_given():
    content = b"E-mail,Completed\nann@trust.example,Yes\nbo@trust.example,No\n"
    _, read = claims(content, Choices(held_on=SEPTEMBER_3))
    assert [said(claim) for claim in read] == [SEPTEMBER_3, NOT_YET]


def test_of_two_days_of_a_completion_the_one_that_is_there_counts():
    content = BY_NAME["learning pool import"].text.replace("Enrolment Date", "Object Completion Date")
    content = content.replace("ann@council.example,T1-ORIENT,2026-09-03,", "ann@council.example,X,,2026-09-02")
    _, read = claims(content.encode())
    assert [said(claim) for claim in read] == [date(2026, 9, 2), date(2026, 9, 4)]


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Your work e-mail address", "Ann@trust.example", "ann@trust.example"),
        ("Your school e-mail", "Ann@trust.example", "ann@trust.example"),
        ("Your line manager’s e-mail address", "boss@trust.example", ""),
        ("Whose e-mail may we invite next?", "bo@trust.example", ""),
        ("May we e-mail you?", "Yes", ""),
    ],
)
def test_a_question_for_somebody_elses_address_is_not_whose_form_it_is(question, answer, expected):
    head = "ID,Start time,Completion time,Email,Name,Last modified time,May we e-mail you?"
    content = f"{head},{question}\n1,27/7/26 19:01,27/7/26 19:06,anonymous,,,No,{answer}\n".encode()
    _, (claim,) = claims(content)
    assert who(claim) == expected
    assert bool(claim.problem) == (not expected)


def test_zooms_list_of_each_person_once_has_no_day():
    content = b"Name (original name),Email,Total duration (minutes),Guest\nAnn Smith,ann@trust.example,60,No\n"
    recognised, _ = claims(content)
    assert (recognised.system, [question.about for question in recognised.questions]) == ("zoom", ["day"])


@pytest.mark.parametrize(
    ("given", "family", "name"),
    [("Ann", "Null", "Ann Null"), ("Guest", "Na", "Guest Na"), ("Ann", "-", "Ann"), ("Zoe\u0308", "", "Zo\u00eb")],
)
def test_a_name_is_kept_whole_whatever_it_looks_like(given, family, name):
    content = f"First name,Surname,E-mail,Completion date\n{given},{family},a@trust.example,2026-09-03\n".encode()
    _, (claim,) = claims(content)
    assert claim.name == name


def test_who_only_has_a_name_is_taken_where_somebody_asks_for_it():
    content = BY_NAME["successfactors, names alone"].content
    _, read = claims(content, Choices(takes_names_alone=True))
    assert [(claim.name, said(claim)) for claim in read] == [("Ann Smith", SEPTEMBER_3), ("Ann Smith", NOT_YET)]


@pytest.mark.parametrize(
    ("order", "day"), [(DayOrder.DAY_FIRST, date(2025, 10, 12)), (DayOrder.MONTH_FIRST, date(2025, 12, 10))]
)
def test_a_day_that_can_be_read_either_way_is_asked(order, day):
    recognised, read = claims(BY_NAME["teams, either way"].content, Choices(dates=order))
    assert recognised.questions == ()
    assert [said(claim) for claim in read] == [day]


@pytest.mark.parametrize(
    ("above", "days", "choices", "asks"),
    [
        ("Run on,4/9/2026\n", ("2026-09-04",), NOTHING_CHOSEN, ()),
        ("", ("4/9/2026", "24/9/2026"), Choices(dates=DayOrder.DAY_FIRST), ()),
        ("", ("4/9/2026", "24/9/2026"), Choices(dates=DayOrder.MONTH_FIRST), ("dates",)),
        ("", ("4/9/2026", "24/9/2026", "9/24/2026"), Choices(dates=DayOrder.MONTH_FIRST), ()),
    ],
)
def test_the_order_of_days_is_asked_where_it_matters(above, days, choices, asks):
    rows = "".join(f"p{n}@trust.example,{day}\n" for n, day in enumerate(days))
    recognised, _ = claims(f"{above}E-mail,Completion date\n{rows}".encode(), choices)
    assert tuple(question.about for question in recognised.questions) == asks


def test_a_file_without_a_day_takes_the_one_that_is_given():
    recognised, read = claims(BY_NAME["eventbrite"].content, Choices(held_on=SEPTEMBER_3))
    assert recognised.questions == ()
    assert [said(claim) for claim in read] == [SEPTEMBER_3, NOT_YET, NOT_YET]


def test_one_activity_can_be_chosen_of_several():
    content = BY_NAME["moodle progress"].content
    _, read = claims(content, Choices(called="Tier 1: First look"))
    assert [said(claim) for claim in read] == [SEPTEMBER_3, SEPTEMBER_3, NOT_YET, NOT_YET, date(2026, 9, 2)]


def test_without_a_course_it_is_asked_for():
    recognised, _ = claims(BY_NAME["teams, American"].content, course_is_given=False)
    assert [question.about for question in recognised.questions] == ["course"]
    recognised, _ = claims(BY_NAME["cornerstone"].content, course_is_given=False)
    assert recognised.questions == ()


def test_whoever_only_booked_is_not_taken_for_having_come():
    with pytest.raises(TableUnreadable, match="does not say who came"):
        claims(b"email,signupnote\nann@trust.example,vegetarian\n")


def test_columns_can_be_named_where_headings_say_nothing():
    content = b"A,B,C\nAnn Smith,ann@trust.example,2026-09-03\n"
    recognised, _ = claims(content)
    assert [question.about for question in recognised.questions] == ["columns", "day"]
    named = Choices(columns={Field.NAME: "a", Field.EMAIL: "B", Field.COMPLETED_ON: "C"})
    recognised, read = claims(content, named)
    assert recognised.questions == ()
    assert [(who(claim), said(claim)) for claim in read] == [("ann@trust.example", SEPTEMBER_3)]
    some = b"Mailbox,Competency Name,Date Last Awarded\nann@trust.example,1|X|Look - 3 Years|,2026/09/03\n"
    recognised, (claim,) = claims(some, Choices(columns={Field.EMAIL: "Mailbox"}), course_is_given=False)
    assert (recognised.system, recognised.questions) == ("esr", ())
    assert (who(claim), claim.course, said(claim)) == ("ann@trust.example", "Look", SEPTEMBER_3)
    some = b"Who,Completed,Date\nann@trust.example,n/a,2026-09-03\n"
    _, (claim,) = claims(some, Choices(columns={Field.EMAIL: "Who", Field.STATUS: "Completed"}))
    assert said(claim) == NOT_YET
    with pytest.raises(TableUnreadable, match="“D”"):
        claims(content, replace(named, columns={Field.EMAIL: "D"}))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Completed", SEPTEMBER_3),
        ("completed  late", SEPTEMBER_3),
        ("Passed", SEPTEMBER_3),
        ("Complete with failing grade", NOT_YET),
        ("Completed (did not achieve pass grade)", NOT_YET),
        ("Completed (set by Ann Not)", SEPTEMBER_3),
        ("Not completed (set by Ann Done)", NOT_YET),
        ("Expired since 3 Sep 2025", NOT_YET),
        ("In Progress", NOT_YET),
        ("No Show", NOT_YET),
        ("Did not attend", NOT_YET),
        ("In Progress / Past Due", NOT_YET),
        ("Completed / In Progress", REFUSED),
        ("Completed: No", REFUSED),
        ("", NOT_YET),
        ("Perhaps", REFUSED),
    ],
)
def test_a_word_that_nobody_knows_is_not_guessed(status, expected):
    content = f"E-mail,Status,Completion date\nann@trust.example,{status},2026-09-03\n".encode()
    _, (claim,) = claims(content)
    assert said(claim) == expected


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        ("ann@trust,2026-09-03", "Check the e-mail address “ann@trust”"),
        ("ann@trust.example; bo@trust.example,2026-09-03", "more than one address"),
        (",2026-09-03", "Nobody is named"),
        ("ann@trust.example,2026-13-03", "We cannot read “2026-13-03” as a day"),
        ("ann@trust.example,45901", "We cannot read “45901” as a day"),
        ("ann@trust.example,2027-09-03", "is still to come"),
        ("ann@trust.example,0206-09-03", "Check the year"),
    ],
)
def test_a_row_that_cannot_be_taken_says_what_to_do(row, trouble):
    content = f"E-mail,Completion date\n{row}\nbo@trust.example,2026-09-03\n".encode()
    _, read = claims(content)
    assert [said(claim) for claim in read] == [REFUSED, SEPTEMBER_3]
    assert trouble in read[0].problem
    assert read[0].row == 2


@pytest.mark.parametrize("total", ["Total,,,", "Grand total,2,,", "Total: 2,,,"])
def test_a_total_is_nobody_even_where_names_are_enough(total):
    content = f"Name,E-mail,Staff number,Completion date\nAnn,ann@trust.example,,2026-09-03\n{total}\n".encode()
    _, read = claims(content, Choices(takes_names_alone=True, held_on=SEPTEMBER_3))
    assert [said(claim) for claim in read] == [SEPTEMBER_3, REFUSED]
    assert read[1].problem == A_TOTAL


def test_headings_that_come_again_are_no_row():
    head = "E-mail,Completion date\n"
    content = f"{head}ann@trust.example,2026-09-03\n{head}bo@trust.example,2026-09-03\n".encode()
    recognised, read = claims(content)
    assert (recognised.rows, [claim.row for claim in read]) == (2, [2, 4])


@pytest.mark.parametrize(
    "row", [",Ann Smith,ann@trust.example,X,2026-09-03", ",Ann Smith,ann@trust.example,2026-09-01,2026-09-03"]
)
def test_a_row_that_begins_with_nothing_is_no_heading(row):
    content = f"Staff number,Name,E-mail,Note,Completion date\n{row}\n".encode()
    recognised, (claim,) = claims(content)
    assert (recognised.system, who(claim), said(claim)) == ("other", "ann@trust.example", SEPTEMBER_3)


def test_empty_columns_at_the_end_move_no_activity():
    content = BY_NAME["moodle progress"].text.replace("\n", ",,,\n").encode()
    recognised, read = claims(content)
    assert recognised.parts == ["Tier 1: First look", "Quiz"]
    assert [said(claim) for claim in read] == [day for _, day in BY_NAME["moodle progress"].says]


@pytest.mark.parametrize(
    "written",
    [
        "Ann@Trust.example",
        "Ann Smith <ann@trust.example>",
        '"""Smith, Ann"" <ann@trust.example>;"',
        "<mailto:ann@trust.example>",
        "mailto:ann@trust.example",
        "ann@trust.example;",
        "ann@trust.example.",
        "a\u200bnn@trust.example\u200b",
        "\ufeff<ann@trust.example>",
        "\u00a0ann@trust.example\u00a0",
    ],
)
def test_an_address_is_read_without_what_mail_programs_put_around_it(written):
    _, (claim,) = claims(f"E-mail,Completion date\n{written},2026-09-03\n".encode())
    assert (who(claim), said(claim)) == ("ann@trust.example", SEPTEMBER_3)


def test_of_two_columns_of_one_name_the_one_that_holds_something_counts():
    _, (claim,) = claims(b"Name,Email,Email,Completion date\nAnn,,ann@trust.example,2026-09-03\n")
    assert who(claim) == "ann@trust.example"


HEADINGS = ["E-mail", "Completion date"]
ANN, BO = ["ann@trust.example", "2026-09-03"], ["bo@trust.example", "2026-09-03"]


@pytest.mark.parametrize(
    ("sheets", "people"),
    [
        ([[["Report"], ["By", "Ed"]], [HEADINGS, ANN]], ["ann@trust.example"]),
        ([[["Name", "E-mail"], ["Bo", "bo@trust.example"]], [HEADINGS, ANN]], ["ann@trust.example"]),
        ([[HEADINGS, ANN], [["Course", "Hours"], ["Look", 2]]], ["ann@trust.example"]),
    ],
)
def test_of_several_sheets_the_one_that_says_who_trained_is_read(sheets, people):
    content = xlsx_of(*map(sheet_data, sheets))
    _, read = claims(content)
    assert [who(claim) for claim in read] == people
    assert [claim.row for claim in read] == [2]


def test_people_on_several_sheets_are_not_left_out_in_silence():
    content = xlsx_of(sheet_data([HEADINGS, ANN]), sheet_data([["Notes"]]), sheet_data([HEADINGS, BO]))
    with pytest.raises(TableUnreadable, match="“Sheet 1”, “Sheet 3”"):
        claims(content)
    with pytest.raises(TableUnreadable, match="several sheets"):
        claims(content, Choices(columns={Field.EMAIL: "E-mail"}))
    some = xlsx_of(sheet_data([["Notes"]]), sheet_data([["Who", "Completion date"], ANN]))
    _, (claim,) = claims(some, Choices(columns={Field.EMAIL: "Who"}))
    assert who(claim) == "ann@trust.example"
    with pytest.raises(TableUnreadable, match="“Which”"):
        claims(some, Choices(columns={Field.EMAIL: "Which"}))


def test_bars_divide_too_and_stay_inside_a_competence():
    recognised, (claim,) = claims(
        b"username|courseshortname|courseidnumber|completiondate|grade\np1|X||2026-09-03|80\n"
    )
    assert (recognised.system, who(claim), said(claim)) == ("totara", "p1", SEPTEMBER_3)
    team = (
        b"Employee Number,Competency Name,Date Last Awarded\n2001,457|LOCAL|First look - 3 Years|,2026/09/03 00:00:00\n"
    )
    recognised, (claim,) = claims(team)
    assert (recognised.system, claim.course, said(claim)) == ("esr", "First look", SEPTEMBER_3)
