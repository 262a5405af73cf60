//! An image as the whole body, read within limits of size and time. What it claims to be only decides whether it is read
//! at all; what it is, the domain finds out.

use std::{future::Future, marker::PhantomData, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::{StatusCode, header},
};
use domain::images::{LARGEST_LOGO, LARGEST_PICTURE};

use super::body::read_body;
use crate::error::ApiError;

/// What may be sent to a route.
pub trait Accepted: 'static {
    const LARGEST: usize;
    const MEDIA: &'static [&'static str];
}

/// A signature or a photo.
pub struct PictureFile;

impl Accepted for PictureFile {
    const LARGEST: usize = LARGEST_PICTURE;
    const MEDIA: &'static [&'static str] = &["image/png", "image/jpeg", "image/webp"];
}

/// A logo.
pub struct LogoFile;

impl Accepted for LogoFile {
    const LARGEST: usize = LARGEST_LOGO;
    const MEDIA: &'static [&'static str] =
        &["image/png", "image/jpeg", "image/webp", "image/svg+xml"];
}

/// The bytes of an image. List it after the extractors that say who may call.
pub struct Upload<A: Accepted>(pub Vec<u8>, PhantomData<A>);

impl<A: Accepted> FromRequest for Upload<A> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            refuse_other_media::<A>(&req)?;
            let bytes = read_body(&req, payload, A::LARGEST).await?;
            if bytes.is_empty() {
                let message = "Send the image as the body.";
                return Err(ApiError::field("body", "required", message));
            }
            Ok(Self(bytes, PhantomData))
        })
    }
}

fn refuse_other_media<A: Accepted>(req: &HttpRequest) -> Result<(), ApiError> {
    let media = req
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .map(|value| value.split(';').next().unwrap_or_default().trim())
        .unwrap_or_default();
    if A::MEDIA
        .iter()
        .any(|known| known.eq_ignore_ascii_case(media))
    {
        return Ok(());
    }
    let detail = format!("Send the image as one of {}.", A::MEDIA.join(", "));
    Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail))
}
