"""What the log of the door says of forms: which were not taken, and never what stood in them."""

from __future__ import annotations

from web.test_abuse import door

__all__ = ["door"]


def test_a_form_that_a_role_may_not_send_and_one_with_a_mistake_stand_in_the_log(desk_page, officer, opened, door):
    observer, silver = officer("northmere", role="observer"), officer("northmere")
    new = opened.at("costs/new/")
    desk_page(observer).post(new, {"what": "hunter2"}, expect=422)
    desk_page(silver).post(new, {"what": "hunter2"}, expect=422)
    told = [each.split()[1:3] + each.split()[4:] for each in door() if "form-refused" in each]
    assert told == [
        ["form-refused", f"officer={observer.officer_id}", "page=new_cost", "why=role"],
        ["form-refused", f"officer={silver.officer_id}", "page=new_cost", "why=words"],
    ]
    assert "hunter2" not in "".join(door())
