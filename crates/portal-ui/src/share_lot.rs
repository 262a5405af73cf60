//! The control that hands the public address of a lot's page on. Nothing of the shop or its order is in it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::say::fixed;
use ui_kit::share::{Shared, share};
use ui_kit::{Button, ButtonKind, IconName, Language, Maker, Phrases, Toasts};

/// Hands the public link on.
#[component]
pub fn ShareLot(lot: String, sku: String, product: String) -> impl IntoView {
    let maker = Maker::here();
    let toasts = Toasts::here();
    let path = maker.provenance_href(&lot, &sku);
    let label = move || (sw().share_lot)(&lot);
    let hand_on = move |_| {
        let origin = window().location().origin().unwrap_or_default();
        let (url, title) = (format!("{origin}{path}"), product.clone());
        spawn_local(async move {
            match share(&title, &url).await {
                Shared::Handled => {}
                Shared::Copied => toasts.done(|| sw().copied),
                Shared::Failed => toasts.failed(|| sw().not_copied),
            }
        });
    };
    view! {
        <Button kind=ButtonKind::Quiet small=true icon=IconName::Link label=label class="sharelot" on_click=hand_on>
            {fixed(|| sw().share)}
        </Button>
    }
}

struct ShareWords {
    share: &'static str,
    /// For assistive technology: what is shared.
    share_lot: fn(lot: &str) -> String,
    copied: &'static str,
    not_copied: &'static str,
}

static EN: ShareWords = ShareWords {
    share: "Share",
    share_lot: |lot| format!("Share where lot {lot} comes from"),
    copied: "Link copied. Anybody may open it.",
    not_copied: "The link could not be copied. Open the farm’s page and copy its address.",
};

static DE: ShareWords = ShareWords {
    share: "Teilen",
    share_lot: |lot| format!("Teilen, woher die Charge {lot} kommt"),
    copied: "Link kopiert. Jeder darf ihn öffnen.",
    not_copied: "Der Link wurde nicht kopiert. Öffnen Sie die Seite der Farm und kopieren Sie die Adresse.",
};

static ES: ShareWords = ShareWords {
    share: "Compartir",
    share_lot: |lot| format!("Compartir de dónde viene el lote {lot}"),
    copied: "Enlace copiado. Cualquiera puede abrirlo.",
    not_copied: "No se pudo copiar el enlace. Abra la página de la finca y copie su dirección.",
};

static JA: ShareWords = ShareWords {
    share: "共有",
    share_lot: |lot| format!("ロット {lot} の産地を共有"),
    copied: "リンクをコピーしました。どなたでも開けます。",
    not_copied: "リンクをコピーできませんでした。農園のページを開いて、アドレスをコピーしてください。",
};

impl Phrases for ShareWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::De => &DE,
            Language::Es => &ES,
            Language::Ja => &JA,
        }
    }
}

fn sw() -> &'static ShareWords {
    ui_kit::t()
}
