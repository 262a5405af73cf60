//! A change on its way: busy while it travels, and why it was refused. A second click while it travels sends nothing.

use std::future::Future;

use contract::{FieldError, Problem};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::{ApiError, Button, IconName, Note, Tone, error_words};
use wasm_bindgen::JsCast;

use super::reasons;
use super::words::d;

/// One form's or one button's change.
#[derive(Clone, Copy)]
pub struct Change {
    busy: RwSignal<bool>,
    refused: RwSignal<Option<ApiError>>,
}

impl Default for Change {
    fn default() -> Self {
        Self {
            busy: RwSignal::new(false),
            refused: RwSignal::new(None),
        }
    }
}

impl Change {
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// The status of the refusal, where there is one. Reactive.
    pub fn status(self) -> Option<u16> {
        self.refused.with(|refused| refused.as_ref()?.status())
    }

    /// What the refusal says of fields, where it says so. Reactive.
    pub fn errors(self) -> Vec<FieldError> {
        self.refused.with(|refused| {
            let problem = refused.as_ref().and_then(ApiError::problem);
            problem
                .map(|problem| problem.errors.clone())
                .unwrap_or_default()
        })
    }

    pub fn clear(self) {
        self.refused.set(None);
    }

    /// Sends it, and calls `done` with the answer if the page is still there.
    pub fn run<T: 'static>(
        self,
        ask: impl Future<Output = Result<T, ApiError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.refused.set(None);
        spawn_local(async move {
            let answer = ask.await;
            let gone = self.busy.try_set(false).is_some();
            match answer {
                _ if gone => {}
                Ok(answer) => done(answer),
                Err(error) => {
                    self.refused.set(Some(error));
                    point_at_first_wrong();
                }
            }
        });
    }

    /// What the page itself finds wrong, told as the server would.
    pub fn refuse(self, errors: Vec<FieldError>) {
        self.refused.set(Some(ApiError::Problem(Problem {
            kind: "about:blank".to_owned(),
            title: String::new(),
            status: 400,
            detail: String::new(),
            instance: String::new(),
            request_id: String::new(),
            errors,
        })));
        point_at_first_wrong();
    }

    /// What is wrong with a field, in the reader's language.
    pub fn at(self, field: impl Into<String>) -> Signal<Option<String>> {
        let field = field.into();
        Signal::derive(move || {
            self.refused.with(|refused| {
                let problem = refused.as_ref()?.problem()?;
                let error = problem.errors.iter().find(|error| error.field == field)?;
                Some(reasons::field(error))
            })
        })
    }
}

/// Brings the focus to the first marked field, once it is marked.
fn point_at_first_wrong() {
    request_animation_frame(|| {
        let wrong = document()
            .query_selector("main [aria-invalid=true]")
            .ok()
            .flatten()
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(field) = wrong {
            let _ = field.focus();
        }
    });
}

/// Why a change was refused, in its place. What is said at a field is only pointed at here.
#[component]
pub fn Refused(
    change: Change,
    /// Loads the row again, where somebody else may have been first.
    #[prop(optional, into)]
    on_newer: Option<Callback<()>>,
    /// Whether the form shows what is wrong with this field beside it.
    #[prop(optional)]
    shown: Option<fn(&str) -> bool>,
) -> impl IntoView {
    move || {
        let error = change.refused.get()?;
        let number = error
            .request_id()
            .filter(|_| error.status().is_none_or(|status| status >= 500))
            .map(str::to_owned);
        let stale = error.status() == Some(412);
        let lines = lines(&error, shown);
        let newer = on_newer.filter(|_| stale).map(|load| {
            let fresh = move |_| {
                change.clear();
                load.run(());
            };
            view! { <Button small=true icon=IconName::RefreshCw on_click=fresh>{move || d().load_newer}</Button> }
        });
        Some(view! {
            <div class="refused">
                <Note tone=Tone::Danger icon=IconName::OctagonAlert live="alert">
                    {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                    {number.map(|number| view! { <p class="s">{move || d().number} " " <span class="code">{number}</span></p> })}
                    {newer}
                </Note>
            </div>
        })
    }
}

/// Reactive in the language.
fn lines(error: &ApiError, shown: Option<fn(&str) -> bool>) -> Vec<String> {
    let words = d();
    let Some(problem) = error.problem() else {
        return vec![error_words(error).to_owned()];
    };
    match problem.status {
        412 => vec![words.stale.to_owned()],
        409 => vec![reasons::conflict(&problem.detail)],
        403 => vec![words.forbidden.to_owned()],
        404 => vec![words.gone.to_owned()],
        413 => vec![words.too_big.to_owned()],
        415 => vec![words.no_picture.to_owned()],
        400 => {
            let (at_fields, elsewhere): (Vec<_>, Vec<_>) = problem
                .errors
                .iter()
                .partition(|error| shown.is_some_and(|shown| shown(&error.field)));
            let mut lines: Vec<String> = elsewhere.into_iter().map(reasons::field).collect();
            if !at_fields.is_empty() {
                lines.insert(0, words.look_at_fields.to_owned());
            }
            if lines.is_empty() {
                lines.push(problem.detail.clone());
            }
            lines
        }
        _ => vec![error_words(error).to_owned()],
    }
}
