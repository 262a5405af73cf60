//! What stands around every page before and beside a sign-in: the maker, the reader's tools, and the picture of a
//! thread being woven.

use leptos::prelude::*;
use ui_kit::{Brand, LanguageMenu, MakerMark, TextProp, ThemeToggle};

use super::picture::ThreadPicture;
use ui_kit::Maker;

/// `foot` stands below, whatever the form is.
#[component]
pub fn SignFrame(
    /// The browser tab's title.
    #[prop(into)]
    tab: TextProp,
    #[prop(into)] foot: ViewFnOnce,
    children: Children,
) -> impl IntoView {
    let maker = Maker::here();
    Effect::new({
        let tab = maker.tab(tab);
        move |_| document().set_title(&tab.get())
    });
    view! {
        <main id="main" class="signgrid" tabindex="-1">
            <div class="signleft">
                <header>
                    <Brand name=maker.name() logo=maker.logo() />
                    <div class="tools">
                        <LanguageMenu />
                        <ThemeToggle />
                    </div>
                </header>
                <div class="signmark">
                    <MakerMark />
                </div>
                {children()}
                <footer class="mut s">{foot.run()}</footer>
            </div>
            <aside class="signright" aria-hidden="true">
                <ThreadPicture />
            </aside>
        </main>
    }
    .into_any()
}

/// Whom to ask who has no access yet.
#[component]
pub fn NoAccess() -> impl IntoView {
    let name = Maker::here().name();
    view! {
        <p>{move || name.with(|name| (!name.is_empty()).then(|| (crate::words::w().no_access)(name)))}</p>
    }
}
