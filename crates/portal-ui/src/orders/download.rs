//! The list that is shown, all its pages, as a file: made by the server, saved by the browser.

use leptos::{prelude::*, task::spawn_local};
use ui_kit::say::fixed;
use ui_kit::{Api, Button, ButtonKind, IconName, Toasts, error_words, files};

use super::query::ListQuery;
use super::words::lw;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Csv,
    Excel,
}

impl Kind {
    const fn media(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// Should the server have named none.
    const fn name(self) -> &'static str {
        match self {
            Self::Csv => "orders.csv",
            Self::Excel => "orders.xlsx",
        }
    }
}

#[component]
pub fn Downloads(query: Memo<ListQuery>) -> impl IntoView {
    let busy = RwSignal::new(None::<Kind>);
    let api = Api::here();
    let toasts = Toasts::here();
    let save = move |kind: Kind| {
        if busy.get_untracked().is_some() {
            return;
        }
        busy.set(Some(kind));
        let path = query.with_untracked(ListQuery::file_path);
        spawn_local(async move {
            let answer = api.file(&path, kind.media()).await;
            let _ = busy.try_set(None);
            match answer {
                Ok(file) => {
                    let name = file.name.unwrap_or_else(|| kind.name().to_owned());
                    if files::save(&name, kind.media(), &file.bytes) {
                        toasts.done(move || (lw().saved)(&name));
                    } else {
                        toasts.failed(|| lw().save_failed);
                    }
                }
                // The session's end is the frame's business.
                Err(error) if error.status() == Some(401) => {}
                Err(error) => {
                    toasts.failed(move || format!("{} {}", lw().save_failed, error_words(&error)));
                }
            }
        });
    };
    let busy_with = move |kind: Kind| Signal::derive(move || busy.get() == Some(kind));
    view! {
        <Button
            kind=ButtonKind::Quiet
            icon=IconName::Download
            label=fixed(|| lw().save_csv)
            busy=busy_with(Kind::Csv)
            on_click=move |_| save(Kind::Csv)
        >
            "CSV"
        </Button>
        <Button
            kind=ButtonKind::Quiet
            icon=IconName::Download
            label=fixed(|| lw().save_excel)
            busy=busy_with(Kind::Excel)
            on_click=move |_| save(Kind::Excel)
        >
            "Excel"
        </Button>
    }
    .into_any()
}
