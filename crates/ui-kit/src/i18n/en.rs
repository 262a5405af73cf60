//! The shared components' texts in English.

use super::KitWords;

pub static WORDS: KitWords = KitWords {
    language: "Language",
    theme: "Light or dark",
    account: "Account",
    sign_out: "Sign out",
    sign_out_failed: "You are still signed in: the connection broke. Try again.",
    skip: "Skip to content",
    show_password: "Show password",
    hide_password: "Hide password",
    clear: "Clear",
    close: "Close",
    newer: "Newer",
    older: "Older",
    previous: "Previous",
    next: "Next",
    pages: "Pages",
    try_again: "Try again",
    loading: "Loading",
    network_lost: "The connection broke; nothing is lost.",
    server_away: "Our server is away for a moment; nothing is lost.",
    too_many: "Too many requests from here in a short time. Wait a minute, then try again.",
    forbidden: "Your account may not see this.",
    unreadable: "The answer could not be read. Reload the page; a newer version may be there.",
    tell_number: "If it happens again, tell us this number:",
    pending: "Pending",
    in_production: "In production",
    shipped: "Shipped",
    delivered: "Delivered",
    cancelled: "Cancelled",
    in_transit: "In transit",
    out_for_delivery: "Out for delivery",
    exception: "Needs attention",
    not_started: "Not started",
    completed: "Completed",
    packed: "Packed",
    being_packed: "Being packed",
    open: "Open",
    released: "Released",
    on_hold: "On hold",
    recalled: "Recalled",
    active: "Active",
    suspended: "Suspended",
    locked: "Locked",
    prospect: "Prospect",
    inactive: "Inactive",
    cartons: |count, written| {
        format!(
            "{written} {}",
            if count == 1 { "carton" } else { "cartons" }
        )
    },
    percent: |written| format!("{written}\u{a0}%"),
    range: |from, to, total| format!("{from}–{to} of {total}"),
    offline: |time| {
        format!(
            "You are offline since {time}. What you see is from before; it can be loaded again when you are back."
        )
    },
};
