"""Who may open and who may send each address of the desk: the table that every address is tested against.

Law: an address without a row fails the build; docs/routes.md is written from these rows.
Not here: asking for the pages (test_routes.py).
"""

from __future__ import annotations

from typing import NamedTuple

ANYONE, SIGNED_IN, ADMIN, PART, NOBODY, CLOSED = "anyone", "signed in", "admin", "takes part", "-", "closed"
ISSUER = "issuer"
WORDS = {
    ANYONE: "anybody, signed in or not",
    SIGNED_IN: "anybody signed in",
    ADMIN: "an admin of the body",
    PART: "every role of a body that takes part",
    NOBODY: "nobody",
    CLOSED: "nobody: there is no such page",
    ISSUER: "anybody, where `oidc.toml` names an issuer; elsewhere there is no such page",
}


class Row(NamedTuple):
    """An address by name. `sends` is one of the words above, or the name of an act (officer.py) that a role
    allows; of several, one is enough."""

    name: str
    opens: str
    sends: str


def _rows(opens: str, sends: str, names: str) -> list[Row]:
    return [Row(name, opens, sends) for name in names.split()]


ROWS = [
    *_rows(ANYONE, NOBODY, "heard mark notices"),
    # Behind a secret that an officer made: what that officer may see.
    *_rows(ANYONE, NOBODY, "due_calendar log_feed"),
    *_rows(ANYONE, ANYONE, "answer join account_login account_logout mfa_authenticate mfa_login_webauthn"),
    *_rows(SIGNED_IN, NOBODY, "home job mfa_index mfa_view_recovery_codes mfa_download_recovery_codes"),
    *_rows(SIGNED_IN, NOBODY, "mfa_list_webauthn dpia dpia_print own_sessions"),
    *_rows(SIGNED_IN, "STAND", "open_incident"),
    *_rows(SIGNED_IN, "ESTATE", "estates estate_export ready_estate"),
    *_rows(SIGNED_IN, NOBODY, "estate_mapping"),
    # Readiness: of the body acted for, and of no incident.
    *_rows(ANYONE, ANYONE, "confirm"),
    *_rows(SIGNED_IN, NOBODY, "readiness ready_measure ready_paper ready_file ready_history ready_things ready_thing"),
    *_rows(SIGNED_IN, NOBODY, "ready_items ready_sheet ready_sheet_paper ready_findings ready_finding"),
    *_rows(SIGNED_IN, NOBODY, "ready_exercises ready_outcomes"),
    *_rows(SIGNED_IN, "CONFIRM", "ready_link ready_end_link ready_call ready_sheets ready_key_back"),
    *_rows(SIGNED_IN, "READY", "ready_new_item ready_change_item ready_remove_item ready_new_finding"),
    *_rows(SIGNED_IN, "READY", "ready_change_finding ready_close_finding ready_reopen_finding ready_new_exercise"),
    *_rows(SIGNED_IN, "READY", "ready_outcome ready_bring_findings ready_study"),
    # A drill: not there on a desk that plays none, and control's alone where one is played (drilling/).
    *_rows(NOBODY, NOBODY, "drill drill_part drill_inject drill_clock drill_by_hand drill_end"),
    *_rows(NOBODY, NOBODY, "drill_inbox drill_inbox_part drill_news drill_report drill_report_paper"),
    *_rows(NOBODY, NOBODY, "drill_report_document drill_report_file drill_new_finding drill_finding"),
    *_rows(NOBODY, NOBODY, "drill_drop_finding drill_replay"),
    *_rows(SIGNED_IN, SIGNED_IN, "crate account_reauthenticate account_change_password mfa_reauthenticate"),
    *_rows(SIGNED_IN, SIGNED_IN, "mfa_activate_totp mfa_deactivate_totp mfa_generate_recovery_codes"),
    *_rows(SIGNED_IN, SIGNED_IN, "mfa_add_webauthn mfa_reauthenticate_webauthn mfa_remove_webauthn mfa_edit_webauthn"),
    *_rows(NOBODY, SIGNED_IN, "act_as stop_job paper_codes notice_read end_own_sessions"),
    *_rows(SIGNED_IN, NOBODY, "machines_explained"),
    *_rows(ADMIN, NOBODY, "access hooks hook monitoring_keys"),
    *_rows(ADMIN, ADMIN, "new_hook make_slips admin_keys seal lost_factor end_role identities make_monitoring_key"),
    *_rows(NOBODY, ADMIN, "let_in alarm_seen cancel_slip hand_over_key sign_out_person"),
    *_rows(NOBODY, ADMIN, "revoke_monitoring_key unbind_identity"),
    *_rows(NOBODY, ADMIN, "try_hook pause_hook go_on_hook end_hook"),
    *_rows(CLOSED, CLOSED, "account_signup account_inactive account_reset_password account_set_password"),
    *_rows(CLOSED, CLOSED, "account_email_verification_sent"),
    *_rows(ISSUER, NOBODY, "issuer_begin issuer_back"),
    *_rows(PART, NOBODY, "now now_part first_minutes london services service fallbacks systems system contain_answer"),
    *_rows(PART, NOBODY, "contain_part contain_whys contain_why_part"),
    *_rows(PART, NOBODY, "figures decisions decision proposal ask log print_log versions verified"),
    *_rows(PART, NOBODY, "checkpoint copied copy_file entry paths path bodies body channels channel channels_wall"),
    *_rows(PART, NOBODY, "orders order estate estate_table estate_row estate_gaps estate_corrections estate_revisions"),
    *_rows(PART, NOBODY, "estate_workbook estate_zip estate_pack_pdf around tasks cards task people role"),
    *_rows(PART, NOBODY, "handover_draft_paper handovers handover handover_paper reports report report_paper"),
    *_rows(PART, NOBODY, "report_document costs reach reach_list reach_people reach_person printed_sheets"),
    *_rows(PART, NOBODY, "printed_paper sheet sheet_paper register_paper outbox message tree_paper"),
    *_rows(PART, NOBODY, "tell tell_part clocks clock notice facts fact unanswered statement press press_call"),
    *_rows(PART, NOBODY, "words compose words_paper kept_draft language"),
    *_rows(PART, "SEND", "stop_message correct_message own_words release_words choose_facts"),
    *_rows(PART, "SEND", "send_words send_people look_words keep_draft change_draft render_words"),
    *_rows(PART, "PRESS", "new_press seen_press change_press"),
    *_rows(PART, "SEND", "answer_press leave_press"),
    *_rows(PART, "CLOCK", "start_clock judge_clock report_clock note_reference"),
    *_rows(PART, "AWARE", "suggest_aware"),
    *_rows(PART, "JUDGE_CLOCK", "decide_aware"),
    *_rows(PART, "FACT", "state_fact prepared_fact change_fact"),
    *_rows(PART, "CLEAR_FACT", "clear_fact join_statement"),
    *_rows(PART, "HOLD_FACT", "hold_fact"),
    *_rows(PART, "LIFE_SAFETY", "lane_fact"),
    *_rows(PART, "ASK", "ask_clearance"),
    *_rows(PART, "RELEASE", "correct_fact propose_statement change_statement"),
    *_rows(PART, NOBODY, "public_document public_preview went went_paper publishing"),
    *_rows(PART, "PUBLISH", "publish public_words public_service public_look public_test public_usual"),
    *_rows(PART, "RULE_PAGES", "public_rule"),
    *_rows(PART, PART, "contain contain_price contain_why verify"),
    *_rows(PART, NOBODY, "follow"),
    *_rows(PART, PART, "new_address end_address"),
    *_rows(PART, NOBODY, "restore restore_answer restore_answer_part restore_ways_part"),
    *_rows(PART, NOBODY, "restore_what_if restore_what_if_part"),
    *_rows(PART, PART, "restore_ask restore_why"),
    *_rows(PART, "RECORD_DECISION", "restore_adopt"),
    *_rows(PART, "REPLAN", "restore_again restore_ways"),
    *_rows(PART, "WORK", "restore_work"),
    *_rows(PART, "ASK", "restore_promise"),
    *_rows(PART, "ESTATE", "choose_estate estate_correct estate_revision estate_bring"),
    *_rows(PART, "STAND", "stand debrief"),
    *_rows(PART, "SHARE", "share_entries"),
    *_rows(PART, "FALL_BACK", "fall_back"),
    *_rows(PART, "RECORD_DECISION", "decide_on_job decide_on_figures decide_freely"),
    *_rows(PART, "RECORD_DECISION", "decide_on_proposal"),
    *_rows(PART, "CORRECT_DECISION", "correct_decision"),
    *_rows(PART, "DECIDE", "review_decision"),
    *_rows(PART, "ORDER ASK", "go_on"),
    *_rows(PART, "PROPOSE RECORD_DECISION", "keep_figures"),
    *_rows(PART, "NOTE", "leaked dissent write_note correct_note"),
    *_rows(PART, "REMARK", "remark_on_task"),
    *_rows(PART, "PROPOSE", "propose_on_job withdraw"),
    *_rows(PART, "ASK", "answer_ask ask_order"),
    *_rows(PART, "CHECKPOINT", "checkpoints estate_pack"),
    *_rows(PART, "COPY", "copy take_in"),
    *_rows(PART, "SUSPECT", "suspect suspect_path suspect_body"),
    *_rows(PART, "OBSERVE", "observe"),
    *_rows(PART, "ORDER", "give_order"),
    *_rows(PART, "CARRY_OUT", "move_order"),
    *_rows(PART, "OPEN_TASK", "open_task card take_card"),
    *_rows(PART, "TASK", "change_task"),
    *_rows(PART, "RING", "ring attempt read_back print_tree key_back_tree"),
    *_rows(PART, "APPOINT", "take_role give_role relieve_role"),
    *_rows(PART, "HAND_OVER", "write_handover pencil rewrite_handover sign_handover"),
    *_rows(PART, "REPORT", "new_report"),
    *_rows(PART, "COST", "new_cost mend_cost"),
    *_rows(PART, "REACH", "find_sheet return_sheet lose_sheet mend_line"),
    *_rows(PART, "TAKE_SHEET", "hand_out"),
    *_rows(PART, "BRING_LIST", "bring_file bring_columns bring_terms print_sheets"),
    *_rows(PART, "HOLD_LIST", "open_list extend_list replace_holder share_list close_list remove_keys"),
    *_rows(NOBODY, "HOLD_LIST", "put_away"),
    *_rows(PART, NOBODY, "backlog backlog_service"),
    *_rows(PART, "BACKLOG", "note_backlog change_backlog key_backlog"),
    *_rows(PART, "RECONCILE", "sign_backlog"),
    *_rows(PART, NOBODY, "links link letter letter_file"),
    *_rows(PART, "ASK", "ask_assurance"),
    *_rows(PART, "ASSURE", "write_letter judge_letter withdraw_letter"),
    *_rows(PART, "TAKE_LETTER", "paper_letter take_letter"),
    *_rows(PART, "ORDER", "open_link part_link"),
    *_rows(PART, "CARRY_OUT", "verify_link"),
    *_rows(PART, NOBODY, "gates gates_of interim indicators indicator"),
    *_rows(PART, "GATE WAIVE", "answer_gate"),
    *_rows(PART, "GO_LIVE", "go_live"),
    *_rows(PART, "INTERIM", "new_interim end_interim"),
    *_rows(PART, "INDICATOR", "new_indicator change_indicator"),
    *_rows(PART, NOBODY, "partners partner collections collection released given_to held_things"),
    *_rows(PART, "PARTNER", "new_partner new_collection grant_collection loosen_thing partner_change cut_off_partner"),
    *_rows(PART, "PARTNER", "let_in_partner bring_in arrival give_file new_alert tell_partner stop_telling_partner"),
    *_rows(PART, NOBODY, "what_told partner_status"),
    *_rows(PART, "SUSPECT", "suggestion"),
    *_rows(PART, "PARTNER", "add_call_back drop_call_back_key"),
    *_rows(PART, NOBODY, "came documents document"),
    *_rows(PART, "OPEN_TASK", "take_step"),
    *_rows(PART, NOBODY, "bulletins sent_bulletin came_bulletin bulletin_file bulletin_paper bulletin_receipt"),
    *_rows(PART, NOBODY, "bulletin_indicators"),
    *_rows(PART, NOBODY, "call_back_list call_back_paper"),
    *_rows(PART, "BULLETIN", "new_bulletin"),
    *_rows(PART, "TAKE_BULLETIN", "open_bulletin hear_bulletin tell_bulletin"),
    *_rows(PART, "OPEN_TASK", "bulletin_tasks"),
    # Who covers what.
    *_rows(PART, NOBODY, "home_paper three_shifts shifts_paper posts offer staff roster roster_answer"),
    *_rows(PART, NOBODY, "roster_answer_part"),
    *_rows(PART, "DRAFT_IN", "home_now keep_shifts change_seat ask_post list_person change_staff"),
    *_rows(PART, NOBODY, "roster_paper roster_calendar person_calendar"),
    *_rows(PART, "EXEMPT", "plan_roster exempt publish_roster"),
    *_rows(PART, "ANSWER_POST", "answer_post"),
    *_rows(PART, "ASK", "ask_neighbour"),
]
