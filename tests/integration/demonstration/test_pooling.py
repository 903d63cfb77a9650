"""A small organisation of the demonstration, whose leads it shares with partners (CI-1, CI-6)."""

from tests.integration.demonstration.test_loading import rows


def test_a_refuge_whose_incident_leads_all_come_from_partners(demo):
    offered = "SELECT count(*) FROM pooled_lead"
    assert rows(demo, offered) == [(4,)]
    led = (
        "SELECT count(*) FROM membership JOIN organisation ON organisation.id = membership.organisation_id"
        " JOIN incident_module ON incident_module.organisation_id = organisation.id"
        " WHERE role = 'incident-lead' AND is_small AND is_on"
        " AND membership.user_id {} (SELECT user_id FROM pooled_lead)"
    )
    assert rows(demo, led.format("IN")) == [(2,)]
    assert rows(demo, led.format("NOT IN")) == [(0,)]


def test_whoever_signs_in_as_incident_lead_offers_too(demo):
    offering = "SELECT count(*) FROM pooled_lead WHERE user_id IN (SELECT id FROM \"user\" WHERE name = 'Sunita Rao')"
    assert rows(demo, offering) == [(1,)]
    asked = "SELECT count(*) FROM invitation WHERE hides_address AND accepted_at IS {}"
    assert rows(demo, asked.format("NULL")) == [(1,)], "one has not answered yet"
    assert rows(demo, asked.format("NOT NULL")) == [(2,)]
