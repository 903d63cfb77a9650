"""What another system says of who trained comes in: looked at, mended, and taken back."""

from __future__ import annotations

from tests.journeys.walk.visit import Visit

HEADINGS = '"","Email address","Everyday practice",""\n'
REPORT = HEADINGS + (
    '"Ann Ash","ann.ash@example.org","Completed","2026-09-03 10:00:00"\n'
    '"Bo Birch","bo.birch@example.org","Not completed",""\n'
    '"Cy Cedar","cy.cedar@example","Completed","2026-09-03 10:00:00"\n'
    '"Di Dale","di.dale@example.org","Completed",""\n'
)
COURSE = "Everyday practice: noticing and responding"


def send_a_report_with_faults(lead: Visit) -> None:
    """When the lead sends a report of Moodle, of which two rows cannot be taken."""
    lead.menu("Training")
    lead.follow("Import a file")
    lead.follow("Import a file")
    lead.attach("progress.practice.csv", REPORT.encode("utf-16"))
    lead.pick("Which course is it about?", COURSE)
    lead.press("See what it would add")
    lead.expects_heading("What this file would add")
    lead.reads("Moodle, activity completion, 4 rows", "Check the e-mail address", "Add the day")


def import_what_can_be_taken(lead: Visit) -> str:
    """Then the others go in, and those two come back to be mended. Returns them."""
    lead.press("Import this file")
    lead.expects_heading("What this file added")
    lead.reads("Download the 2 rows to mend")
    mended = lead.main.get_by_role("link", name="Download the 2 rows to mend").get_attribute("href")
    answer = lead.page.request.get(mended or "")
    assert answer.headers["content-type"].startswith("text/csv")
    return answer.body().decode("utf-8-sig")


def send_the_mended_rows(lead: Visit, rows: str) -> None:
    """When the lead mends them and sends them again, they are taken."""
    right = rows.replace("cy.cedar@example,", "cy.cedar@example.org,").replace("Completed,,", "Completed,2026-09-04,")
    lead.follow("send them again")
    lead.attach("rows-to-mend.csv", right.encode())
    lead.pick("Which course is it about?", COURSE)
    lead.press("See what it would add")
    lead.press("Import this file")
    lead.expects_heading("What this file added")
    lead.menu("Training")
    lead.reads("3")


def take_it_back(lead: Visit) -> None:
    """When the second file was sent by mistake after all, it goes as a whole."""
    lead.follow("Import a file")
    lead.follow("rows-to-mend.csv")
    lead.unfold("Imported by mistake?")
    lead.press("Take this file back")
    lead.reads("This file was taken back on")
