//! The pages of Settings beside each other, above the heading of each, and the kind refusal of all of them.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui_kit::{EmptyState, Language, PageHead, Phrases};

use super::words::sw;
use crate::roles::is_admin;
use crate::shell::tab;

struct NavWords {
    label: &'static str,
    organization: &'static str,
    people: &'static str,
    teams: &'static str,
    programs: &'static str,
}

static EN: NavWords = NavWords {
    label: "Settings",
    organization: "Organization",
    people: "People",
    teams: "Teams",
    programs: "Programs",
};

static DE: NavWords = NavWords {
    label: "Einstellungen",
    organization: "Organisation",
    people: "Personen",
    teams: "Teams",
    programs: "Programme",
};

static ES: NavWords = NavWords {
    label: "Ajustes",
    organization: "Organización",
    people: "Personas",
    teams: "Equipos",
    programs: "Programas",
};

static JA: NavWords = NavWords {
    label: "設定",
    organization: "組織",
    people: "スタッフ",
    teams: "チーム",
    programs: "プログラム",
};

impl Phrases for NavWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::De => &DE,
            Language::Es => &ES,
            Language::Ja => &JA,
        }
    }
}

fn nw() -> &'static NavWords {
    ui_kit::t()
}

type Say = fn(&NavWords) -> &'static str;

const PAGES: [(&str, Say); 4] = [
    ("/admin/settings", |w| w.organization),
    ("/admin/settings/people", |w| w.people),
    ("/admin/settings/teams", |w| w.teams),
    ("/admin/settings/programs", |w| w.programs),
];

#[component]
fn SettingsNav() -> impl IntoView {
    let path = use_location().pathname;
    let links = PAGES
        .into_iter()
        .map(|(href, text)| {
            let current = move || {
                path.with(|path| path.trim_end_matches('/') == href)
                    .then_some("page")
            };
            view! { <a href=href aria-current=current>{move || text(nw())}</a> }
        })
        .collect_view();
    view! { <nav class="subnav" aria-label=move || nw().label>{links}</nav> }
}

/// A page of Settings: with the others above it for administrators, refused kindly to everybody else.
#[component]
pub fn SettingsFrame(children: ChildrenFn) -> impl IntoView {
    move || {
        if is_admin() {
            view! {
                <SettingsNav />
                {children()}
            }
            .into_any()
        } else {
            view! {
                <PageHead title=move || sw().title tab=move || tab(sw().title) />
                <EmptyState title=move || sw().no_role.0 text=move || sw().no_role.1>
                    <a class="btn" href="/admin/orders">{move || crate::words::w().orders}</a>
                </EmptyState>
            }
            .into_any()
        }
    }
}
