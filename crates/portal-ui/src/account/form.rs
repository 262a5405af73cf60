//! Choosing a password: the same form at the first sign-in and on the account page. What is typed goes to the API and
//! nowhere else.

use contract::session::PasswordChange;
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};
use ui_kit::say::fixed;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Field, Icon, IconName, Note, PasswordInput, TextProp, Tone,
    error_words,
};

use super::strength::{MAX_BYTES, MIN_BYTES, Strength, strength};
use super::words::aw;
use crate::app::Session;

/// What is wrong with one of the two passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    NoCurrent,
    OtherCurrent,
    NoNew,
    TooShort,
    TooLong,
    TooCommon,
    SameAsOld,
    Refused,
}

impl Wrong {
    /// Reactive in the language.
    fn words(self) -> &'static str {
        let words = aw();
        match self {
            Self::NoCurrent => words.need_current,
            Self::OtherCurrent => words.wrong_current,
            Self::NoNew => words.need_new,
            Self::TooShort => words.too_short,
            Self::TooLong => words.too_long,
            Self::TooCommon => words.too_common,
            Self::SameAsOld => words.same_as_old,
            Self::Refused => words.refused,
        }
    }

    /// Of the current password, as the server sees it.
    fn of_current(code: &str) -> Self {
        match code {
            "required" => Self::NoCurrent,
            _ => Self::OtherCurrent,
        }
    }

    /// Of the new one, as the server sees it.
    fn of_new(code: &str, bytes: usize) -> Self {
        match code {
            "required" => Self::NoNew,
            "length" if bytes > MAX_BYTES => Self::TooLong,
            "length" => Self::TooShort,
            "format" | "common" => Self::TooCommon,
            "duplicate" | "mismatch" => Self::SameAsOld,
            _ => Self::Refused,
        }
    }
}

/// What the form itself can see.
fn check(current: Option<&str>, new: &str) -> (Option<Wrong>, Option<Wrong>) {
    let of_current = current
        .is_some_and(str::is_empty)
        .then_some(Wrong::NoCurrent);
    let of_new = match new.len() {
        0 => Some(Wrong::NoNew),
        bytes if bytes < MIN_BYTES => Some(Wrong::TooShort),
        bytes if bytes > MAX_BYTES => Some(Wrong::TooLong),
        _ if current == Some(new) => Some(Wrong::SameAsOld),
        _ => None,
    };
    (of_current, of_new)
}

/// `known` is the current password where it was typed a moment ago: then it is not asked for again. Nor is it where the
/// session began by a link.
#[component]
pub fn PasswordForm(
    known: Option<String>,
    #[prop(into)] submit_text: TextProp,
    /// The form fills a page of its own.
    #[prop(optional)]
    big: bool,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let api = Api::here();
    let session = Session::here();
    let known = RwSignal::new(known);
    let asks = Memo::new(move |_| {
        known.with(Option::is_none) && !session.user().is_some_and(|user| user.may_set_password)
    });
    let current = RwSignal::new(String::new());
    let new = RwSignal::new(String::new());
    let sent_current = StoredValue::new(String::new());
    let sent_new = StoredValue::new(String::new());
    let wrong_current = RwSignal::new(None::<Wrong>);
    let wrong_new = RwSignal::new(None::<Wrong>);
    let failure = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let current_box = NodeRef::<html::Input>::new();
    let new_box = NodeRef::<html::Input>::new();
    let focus_wrong = move || {
        let first = if wrong_current.get_untracked().is_some() {
            current_box
        } else {
            new_box
        };
        // A field that has just appeared is there with the next frame.
        request_animation_frame(move || {
            if let Some(Some(input)) = first.try_get_untracked() {
                let _ = input.focus();
            }
        });
    };
    let refused = move |error: ApiError, bytes: usize| {
        let of_current = error.field("current_password").map(Wrong::of_current);
        let of_new = error
            .field("new_password")
            .map(|code| Wrong::of_new(code, bytes));
        if of_current.is_some() {
            known.set(None);
        }
        wrong_current.set(of_current);
        wrong_new.set(of_new);
        match (of_current, of_new) {
            (None, None) => failure.set(Some(error)),
            _ => focus_wrong(),
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // A password manager may have filled the boxes without an event.
        for (node, value, sent) in [
            (current_box, current, sent_current),
            (new_box, new, sent_new),
        ] {
            if let Some(input) = node.get_untracked() {
                value.set(input.value());
            }
            sent.set_value(value.get_untracked());
        }
        if busy.get_untracked() {
            return;
        }
        let typed = asks.get_untracked().then(|| current.get_untracked());
        let old = known.get_untracked().or(typed);
        let fresh = new.get_untracked();
        failure.set(None);
        let (of_current, of_new) = check(old.as_deref(), &fresh);
        wrong_current.set(of_current);
        wrong_new.set(of_new);
        if of_current.or(of_new).is_some() {
            focus_wrong();
            return;
        }
        busy.set(true);
        let bytes = fresh.len();
        let change = PasswordChange {
            current_password: old,
            new_password: fresh,
        };
        spawn_local(async move {
            let answer = api
                .change_password("/api/portal/customer/password", &change)
                .await;
            let left = busy.try_set(false).is_some();
            match answer {
                // The page was left meanwhile, the password is changed all the same.
                Ok(()) if left => session.ask(),
                _ if left => {}
                Ok(()) => {
                    known.set(None);
                    current.set(String::new());
                    new.set(String::new());
                    on_done.run(());
                }
                // The session's end is the frame's business.
                Err(error) if error.status() == Some(401) => {}
                Err(error) => refused(error, bytes),
            }
        });
    };
    // A complaint is about what was sent; what is being typed gets its hints.
    for (value, sent, wrong) in [
        (current, sent_current, wrong_current),
        (new, sent_new, wrong_new),
    ] {
        Effect::new(move |_| {
            if value.with(|value| sent.with_value(|sent| sent != value)) {
                wrong.set(None);
            }
        });
    }
    let says = |wrong: RwSignal<Option<Wrong>>| {
        Signal::derive(move || wrong.get().map(|wrong| wrong.words().to_owned()))
    };
    let email = move || session.user().map_or_else(String::new, |user| user.email);
    view! {
        <form class="passwordform" novalidate on:submit=submit>
            // Tells a password manager whose password this is.
            <input type="text" hidden=true autocomplete="username" readonly=true prop:value=email />
            {move || {
                failure.get().map(|error| {
                    view! {
                        <Note tone=Tone::Danger icon=IconName::OctagonAlert live="alert">{move || error_words(&error)}</Note>
                    }
                })
            }}
            {move || {
                asks.get().then(|| view! {
                    <Field id="current-password" label=fixed(|| aw().current) error=says(wrong_current)>
                        <PasswordInput
                            id="current-password"
                            value=current
                            autocomplete="current-password"
                            invalid=Signal::derive(move || wrong_current.get().is_some())
                            required=true
                            big=big
                            node=current_box
                        />
                    </Field>
                })
            }}
            <Field id="new-password" label=fixed(|| aw().new) error=says(wrong_new)>
                <PasswordInput
                    id="new-password"
                    value=new
                    autocomplete="new-password"
                    invalid=Signal::derive(move || wrong_new.get().is_some())
                    required=true
                    big=big
                    hinted=true
                    node=new_box
                />
                {move || wrong_new.with(Option::is_none).then(|| view! { <Rules new=new /> })}
            </Field>
            <Button kind=ButtonKind::Primary submit=true big=big busy=busy>{move || submit_text.get()}</Button>
        </form>
    }
    .into_any()
}

/// What a good password is, and how far the one being typed is from it.
#[component]
fn Rules(new: RwSignal<String>) -> impl IntoView {
    let session = Session::here();
    let length = Memo::new(move |_| new.with(String::len));
    let long_enough = move || length.get() >= MIN_BYTES;
    let rule = move || {
        if length.get() > MAX_BYTES {
            aw().rule_long
        } else {
            aw().rule_short
        }
    };
    let met = Memo::new(move |_| long_enough() && length.get() <= MAX_BYTES);
    let email = Memo::new(move |_| session.user().map_or_else(String::new, |user| user.email));
    let how = Memo::new(move |_| {
        met.get()
            .then(|| new.with(|new| email.with(|email| strength(new, email))))
    });
    view! {
        <div class="hint rules" id="new-password-hint">
            <p class:met=met>
                {move || {
                    let icon = if met.get() { IconName::CircleCheck } else { IconName::Info };
                    view! { <Icon name=icon /> }
                }}
                <span>{rule}</span>
            </p>
            <p role="status">
                {move || {
                    how.get().map(|strength| match strength {
                        Strength::Weak => aw().weak,
                        Strength::Fair => aw().fair,
                        Strength::Good => aw().good,
                        Strength::Strong => aw().strong,
                    })
                }}
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_seen_is_not_asked() {
        assert_eq!(check(None, ""), (None, Some(Wrong::NoNew)));
        assert_eq!(
            check(Some(""), "short"),
            (Some(Wrong::NoCurrent), Some(Wrong::TooShort))
        );
        assert_eq!(check(Some("x"), &"y".repeat(72)), (None, None));
        assert_eq!(
            check(Some("x"), &"ü".repeat(37)),
            (None, Some(Wrong::TooLong))
        );
        assert_eq!(
            check(Some("long enough"), "long enough"),
            (None, Some(Wrong::SameAsOld))
        );
        assert_eq!(check(None, "農園の朝"), (None, None));
    }

    #[test]
    fn the_servers_codes_have_words() {
        assert_eq!(Wrong::of_current("required"), Wrong::NoCurrent);
        assert_eq!(Wrong::of_current("mismatch"), Wrong::OtherCurrent);
        assert_eq!(Wrong::of_new("length", 7), Wrong::TooShort);
        assert_eq!(Wrong::of_new("length", 73), Wrong::TooLong);
        assert_eq!(Wrong::of_new("format", 10), Wrong::TooCommon);
        assert_eq!(Wrong::of_new("new one", 10), Wrong::Refused);
    }
}
