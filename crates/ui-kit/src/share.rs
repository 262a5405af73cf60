//! Hands a link on: with the device's own sharing where there is one, else to the clipboard. Only an address that is
//! public already belongs here.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The device took it, or the reader thought better of it: nothing more to say.
    Handled,
    Copied,
    /// Neither is allowed here.
    Failed,
}

/// Call it from a click: browsers allow neither without one.
pub async fn share(title: &str, url: &str) -> Shared {
    let navigator = window().navigator();
    let has = |name: &str| {
        Reflect::get(&navigator, &name.into()).is_ok_and(|value| !value.is_undefined())
    };
    if has("share") {
        let data = ShareData::new();
        data.set_title(title);
        data.set_url(url);
        match JsFuture::from(navigator.share_with_data(&data)).await {
            Ok(_) => return Shared::Handled,
            Err(refused) => {
                let name = Reflect::get(&refused, &"name".into()).ok();
                if name.and_then(|name| name.as_string()).as_deref() == Some("AbortError") {
                    return Shared::Handled;
                }
            }
        }
    }
    if !has("clipboard") {
        return Shared::Failed;
    }
    match JsFuture::from(navigator.clipboard().write_text(url)).await {
        Ok(_) => Shared::Copied,
        Err(_) => Shared::Failed,
    }
}
