//! The form: what is typed, whether it differs from what was saved, and saving it against the version it was read at.

use contract::organization::{Organization, OrganizationPatch};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::http::etag;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Field, IconName, Language, Method, Note, Panel, Section,
    Select, TextInput, Toasts, Tone, error_words,
};

use super::logo::LogoSection;
use super::preview::{Preview, is_color};
use super::words::sw;
use crate::looks::Looks;
use crate::unsaved::Unsaved;

/// What the API takes.
const WEEKS_MAX: i32 = 104;

/// The form's values, as typed.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    color: RwSignal<String>,
    locale: RwSignal<String>,
    weeks: RwSignal<String>,
}

impl Draft {
    fn of(saved: &Organization) -> Self {
        Self {
            name: RwSignal::new(saved.name.clone()),
            color: RwSignal::new(saved.primary_color.clone()),
            locale: RwSignal::new(saved.default_locale.clone()),
            weeks: RwSignal::new(saved.lead_time_weeks.to_string()),
        }
    }

    fn fill(self, saved: &Organization) {
        self.name.set(saved.name.clone());
        self.color.set(saved.primary_color.clone());
        self.locale.set(saved.default_locale.clone());
        self.weeks.set(saved.lead_time_weeks.to_string());
    }

    /// Only what differs from `saved`; None of a field that is not right.
    fn patch(self, saved: &Organization) -> OrganizationPatch {
        let changed = |typed: String, known: &str| (typed != known).then_some(typed);
        OrganizationPatch {
            name: changed(self.name.get().trim().to_owned(), &saved.name),
            primary_color: changed(
                self.color.get().trim().to_lowercase(),
                &saved.primary_color.to_lowercase(),
            ),
            default_locale: changed(self.locale.get(), &saved.default_locale),
            lead_time_weeks: weeks(&self.weeks.get())
                .filter(|weeks| *weeks != saved.lead_time_weeks),
        }
    }

    fn differs(self, saved: &Organization) -> bool {
        self.patch(saved) != OrganizationPatch::default()
            || self.weeks.with(|typed| weeks(typed).is_none())
    }
}

/// Whole weeks from 0 to 104.
fn weeks(typed: &str) -> Option<i32> {
    typed
        .trim()
        .parse()
        .ok()
        .filter(|weeks| (0..=WEEKS_MAX).contains(weeks))
}

#[component]
pub fn Form(saved: RwSignal<Option<Organization>>, reload: Callback<()>) -> impl IntoView {
    let api = Api::here();
    let (toasts, looks) = (Toasts::here(), Looks::here());
    let Some(first) = saved.get_untracked() else {
        return ().into_any();
    };
    let draft = Draft::of(&first);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<ApiError>);
    let asked = RwSignal::new(false);
    let (name_node, color_node, weeks_node) = (
        NodeRef::<html::Input>::new(),
        NodeRef::<html::Input>::new(),
        NodeRef::<html::Input>::new(),
    );
    let dirty = Signal::derive(move || {
        saved.with(|saved| saved.as_ref().is_some_and(|saved| draft.differs(saved)))
    });
    Unsaved::here().watch(dirty);

    let server = move |field: &'static str| {
        refused.with(|error| {
            error
                .as_ref()
                .is_some_and(|error| error.field(field).is_some())
        })
    };
    let bad_name = Signal::derive(move || {
        let length = draft.name.with(|name| name.trim().chars().count());
        asked.get() && !(1..=200).contains(&length) || server("name")
    });
    let bad_color = Signal::derive(move || {
        !draft.color.with(|color| is_color(color.trim())) || server("primary_color")
    });
    let bad_weeks = Signal::derive(move || {
        draft.weeks.with(|typed| weeks(typed).is_none()) || server("lead_time_weeks")
    });
    let said = |bad: Signal<bool>, words: fn() -> &'static str| {
        Signal::derive(move || bad.get().then(|| words().to_owned()))
    };

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        asked.set(true);
        refused.set(None);
        let wrong = [
            (bad_name, name_node),
            (bad_color, color_node),
            (bad_weeks, weeks_node),
        ];
        if let Some((_, node)) = wrong.iter().find(|(bad, _)| bad.get_untracked()) {
            if let Some(input) = node.get_untracked() {
                let _ = input.focus();
            }
            return;
        }
        let Some(known) = saved.get_untracked() else {
            return;
        };
        if busy.get_untracked() || !dirty.get_untracked() {
            return;
        }
        let patch = untrack(|| draft.patch(&known));
        busy.set(true);
        spawn_local(async move {
            let tag = etag(known.id, known.version);
            let answer = api
                .send_if::<_, Organization>(Method::PATCH, "/api/organization", &patch, &tag)
                .await;
            let _ = busy.try_set(false);
            match answer {
                Ok(now) => {
                    if saved.try_get_untracked().is_some() {
                        draft.fill(&now);
                        saved.set(Some(now));
                        asked.set(false);
                    }
                    looks.refresh();
                    toasts.done(|| sw().saved);
                }
                Err(error) => drop(refused.try_set(Some(error))),
            }
        });
    };
    let discard = move |_| {
        if let Some(known) = saved.get_untracked() {
            draft.fill(&known);
            refused.set(None);
            asked.set(false);
        }
    };
    // Somebody else was first: what they saved comes in, what was typed here goes.
    let theirs = StoredValue::new(false);
    let take_theirs = move |_| {
        refused.set(None);
        theirs.set_value(true);
        reload.run(());
    };
    Effect::new(move |_| {
        if let Some(now) = saved.get()
            && theirs.get_value()
        {
            theirs.set_value(false);
            draft.fill(&now);
        }
    });
    let languages = Signal::derive(|| {
        let all = Language::ALL.into_iter();
        all.map(|l| (l.code().to_owned(), l.name().to_owned()))
            .collect::<Vec<_>>()
    });
    let color = Signal::derive(move || draft.color.get().trim().to_lowercase());
    let shown = Memo::new(move |before: Option<&String>| {
        let now = color.get();
        if is_color(&now) {
            now
        } else {
            before.cloned().unwrap_or_default()
        }
    });
    let name = Signal::derive(move || draft.name.get());
    let logo =
        Signal::derive(move || saved.with(|saved| saved.as_ref().and_then(|s| s.logo_url.clone())));
    view! {
        <div class="settings">
            <form class="settingsform" novalidate on:submit=submit aria-label=move || sw().title>
                <Panel>
                    <Field id="org-name" label=move || sw().name error=said(bad_name, || sw().bad_name)>
                        <TextInput id="org-name" value=draft.name autocomplete="organization" required=true node=name_node invalid=bad_name />
                    </Field>
                    <Field id="org-color" label=move || sw().color hint=move || sw().color_hint error=said(bad_color, || sw().bad_color)>
                        <div class="colorrow">
                            <input
                                type="color" class="swatch" aria-label=move || sw().pick_color
                                prop:value=move || shown.get()
                                on:input=move |event| draft.color.set(event_target_value(&event))
                            />
                            <TextInput id="org-color" value=draft.color autocomplete="off" hinted=true node=color_node invalid=bad_color />
                        </div>
                    </Field>
                    <Field id="org-locale" label=move || sw().locale hint=move || sw().locale_hint>
                        <Select id="org-locale" options=languages value=draft.locale on_change=move |code| draft.locale.set(code) />
                    </Field>
                    <Field id="org-weeks" label=move || sw().weeks hint=move || sw().weeks_hint error=said(bad_weeks, || sw().bad_weeks)>
                        <TextInput id="org-weeks" value=draft.weeks kind="number" hinted=true node=weeks_node invalid=bad_weeks />
                    </Field>
                    <div role="alert">
                        // What is wrong with a field stands at the field.
                        {move || refused.get().filter(|error| error.status() != Some(400)).map(|error| {
                            let stale = error.is_stale();
                            view! {
                                <Note tone=Tone::Danger icon=IconName::OctagonAlert>
                                    <p>{move || if stale { sw().stale } else { error_words(&error) }}</p>
                                    {stale.then(|| view! { <Button small=true on_click=take_theirs>{move || sw().take_theirs}</Button> })}
                                </Note>
                            }
                        })}
                    </div>
                    <div class="actions">
                        <Button kind=ButtonKind::Primary submit=true busy=busy disabled=Signal::derive(move || !dirty.get())>{move || sw().save}</Button>
                        {move || dirty.get().then(|| view! { <Button kind=ButtonKind::Quiet on_click=discard>{move || sw().discard}</Button> })}
                        <span class="mut s" role="status">{move || if dirty.get() { sw().unsaved } else { "" }}</span>
                    </div>
                </Panel>
            </form>
            <Section id="preview" title=move || sw().preview lede=move || sw().preview_lede>
                <Preview color=shown.into() name logo />
            </Section>
            <LogoSection saved />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::weeks;

    #[test]
    fn weeks_are_whole_and_few() {
        assert_eq!(weeks(" 6 "), Some(6));
        assert_eq!(weeks("0"), Some(0));
        assert_eq!(weeks("104"), Some(104));
        for bad in ["", "-1", "105", "1.5", "six", "9999999999"] {
            assert_eq!(weeks(bad), None, "{bad}");
        }
    }
}
