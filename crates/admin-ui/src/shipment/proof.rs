//! The proof of delivery: who took it, their signature, a photo. A picture is looked at before it is sent.

use std::sync::Arc;

use contract::shipments::Shipment;
use leptos::{html, prelude::*};
use ui_kit::files::{self, ObjectUrl};
use ui_kit::http::{Method, etag};
use ui_kit::{Api, Button, ButtonKind, Icon, IconName, Section, Toasts};
use wasm_bindgen::JsCast;

use super::Parcel;
use super::pad::Pad;
use crate::desk::roles::may_ship;
use crate::desk::{Change, Refused, d};

/// As the server allows, in bytes.
const LARGEST: f64 = 5_000_000.0;
const KINDS: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// Which picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    Signature,
    Photo,
}

impl Proof {
    const fn path(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Photo => "photo",
        }
    }

    /// Reactive.
    fn word(self) -> &'static str {
        match self {
            Self::Signature => d().signature,
            Self::Photo => d().photo,
        }
    }

    const fn is_there(self, shipment: &Shipment) -> bool {
        match self {
            Self::Signature => shipment.has_signature,
            Self::Photo => shipment.has_photo,
        }
    }
}

/// A picture that was chosen or drawn and not sent yet.
#[derive(Clone)]
pub struct Chosen {
    pub kind: String,
    pub bytes: Vec<u8>,
    address: Option<Arc<ObjectUrl>>,
}

impl Chosen {
    pub fn new(kind: String, bytes: Vec<u8>) -> Self {
        let address = ObjectUrl::of_bytes(&kind, &bytes).map(Arc::new);
        Self {
            kind,
            bytes,
            address,
        }
    }
}

#[component]
pub fn ProofPanel(parcel: Parcel) -> impl IntoView {
    view! {
        <Section id="proof" title=move || d().proof>
            <p class="mut s prooflede">{move || d().proof_lede}</p>
            <div class="proofs">
                <Picture parcel=parcel proof=Proof::Signature />
                <Picture parcel=parcel proof=Proof::Photo />
            </div>
        </Section>
    }
}

#[component]
fn Picture(parcel: Parcel, proof: Proof) -> impl IntoView {
    let change = Change::default();
    let chosen = RwSignal::new(None::<Chosen>);
    let newer = move |()| parcel.read_again();
    let kept = Memo::new(move |_| {
        parcel.shipment.with(|shipment| {
            proof.is_there(shipment).then(|| {
                // The version makes another picture another address.
                let path = proof.path();
                format!(
                    "/api/shipments/{}/{path}?v={}",
                    shipment.id, shipment.version
                )
            })
        })
    });
    view! {
        <div class="panel proof" role="group" aria-label=move || proof.word()>
            <h3>{move || proof.word()}</h3>
            {move || match chosen.get() {
                Some(picture) => view! { <Preview parcel=parcel proof=proof change=change picture=picture chosen=chosen /> }.into_any(),
                None => view! {
                    {move || match kept.get() {
                        Some(address) => {
                            let address = Api::here().url(&address);
                            view! { <img class="proofimg" class:ink=proof == Proof::Signature src=address alt=move || proof.word() /> }.into_any()
                        }
                        None => view! { <p class="mut s">{move || d().none_yet}</p> }.into_any(),
                    }}
                    {move || may_ship().then(|| view! {
                        <Choosing proof=proof chosen=chosen change=change has_one=Signal::derive(move || kept.with(Option::is_some))>
                            <Remove parcel=parcel proof=proof change=change />
                        </Choosing>
                    })}
                }
                .into_any(),
            }}
            <Refused change=change on_newer=newer />
        </div>
    }
}

#[component]
fn Preview(
    parcel: Parcel,
    proof: Proof,
    change: Change,
    picture: Chosen,
    chosen: RwSignal<Option<Chosen>>,
) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let address = picture
        .address
        .as_ref()
        .map(|address| address.href().to_owned());
    let send = move |_| {
        let picture = picture.clone();
        let (path, tag) = parcel.shipment.with_untracked(|now| {
            (
                format!("/api/shipments/{}/{}", now.id, proof.path()),
                etag(now.id, now.version),
            )
        });
        change.run(
            async move {
                api.put_bytes::<Shipment>(&path, &picture.kind, &picture.bytes, Some(&tag))
                    .await
            },
            move |shipment| {
                chosen.set(None);
                parcel.shipment.set(shipment);
                toasts.done(|| d().picture_kept);
            },
        );
    };
    view! {
        {address.map(|address| view! { <img class="proofimg" class:ink=proof == Proof::Signature src=address alt=move || d().preview /> })}
        <div class="actions">
            <Button small=true kind=ButtonKind::Primary busy=change.busy() on_click=send>{move || d().keep_picture}</Button>
            <Button small=true on_click=move |_| { change.clear(); chosen.set(None) }>{move || d().discard}</Button>
        </div>
    }
}

/// The ways to a picture: a file, or a signature drawn here.
#[component]
fn Choosing(
    proof: Proof,
    chosen: RwSignal<Option<Chosen>>,
    change: Change,
    #[prop(into)] has_one: Signal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let drawing = RwSignal::new(false);
    let wrong = RwSignal::new(None::<fn() -> &'static str>);
    let input = NodeRef::<html::Input>::new();
    let id = format!("file-{}", proof.path());
    let of = id.clone();
    let pick = move |_| {
        let file = input
            .get_untracked()
            .and_then(|input| input.files())
            .and_then(|files| files.get(0));
        let Some(file) = file else { return };
        change.clear();
        if !KINDS.contains(&file.type_().as_str()) {
            return wrong.set(Some(|| d().no_picture));
        }
        if file.size() > LARGEST {
            return wrong.set(Some(|| d().too_big));
        }
        wrong.set(None);
        leptos::task::spawn_local(async move {
            let kind = file.type_();
            match files::read(file.unchecked_ref()).await {
                Some(bytes) => {
                    let _ = chosen.try_set(Some(Chosen::new(kind, bytes)));
                }
                None => {
                    let _ = wrong.try_set(Some(|| d().no_picture));
                }
            }
        });
    };
    let drawn = move |picture: Option<Chosen>| {
        drawing.set(false);
        chosen.set(picture);
    };
    move || {
        if drawing.get() {
            return view! { <Pad on_done=drawn /> }.into_any();
        }
        let (id, of, children) = (id.clone(), of.clone(), children.clone());
        view! {
            <div class="actions">
                <input class="vh fileinput" id=id type="file" accept="image/png,image/jpeg,image/webp" node_ref=input on:change=pick />
                <label class="btn small" for=of>
                    <Icon name=IconName::Plus />
                    {move || if has_one.get() { d().replace } else { d().choose_file }}
                    <span class="vh">" " {move || proof.word()}</span>
                </label>
                {(proof == Proof::Signature).then(|| view! { <Button small=true on_click=move |_| drawing.set(true)>{move || d().draw}</Button> })}
                {move || has_one.get().then(|| children())}
            </div>
            {move || wrong.get().map(|say| view! { <p class="err" role="alert"><Icon name=IconName::OctagonAlert />{say()}</p> })}
        }
        .into_any()
    }
}

/// Takes the picture away; asks once more in place.
#[component]
fn Remove(parcel: Parcel, proof: Proof, change: Change) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let asking = RwSignal::new(false);
    let remove = move |_| {
        let (path, tag) = parcel.shipment.with_untracked(|now| {
            (
                format!("/api/shipments/{}/{}", now.id, proof.path()),
                etag(now.id, now.version),
            )
        });
        change.run(
            async move { api.command_if(Method::DELETE, &path, &tag).await },
            move |()| {
                parcel.read_again();
                toasts.done(|| d().picture_removed);
            },
        );
    };
    move || {
        if asking.get() {
            view! {
                <Button small=true kind=ButtonKind::Danger busy=change.busy() on_click=remove>{move || d().remove_sure}</Button>
                <Button small=true on_click=move |_| asking.set(false)>{move || d().back}</Button>
            }
            .into_any()
        } else {
            view! {
                <Button small=true kind=ButtonKind::Quiet label=move || format!("{}: {}", d().remove, proof.word()) on_click=move |_| asking.set(true)>
                    {move || d().remove}
                </Button>
            }
            .into_any()
        }
    }
}
