//! Images that people send: told apart by their content, decoded within limits of size and memory, and written anew.
//! What is stored is always our own encoding, so nothing hidden in a file (a place, a script, a second file) survives. An
//! SVG is the one exception, for logos: it is kept as it is and has to be harmless. Works off the async threads.

use std::{io::Cursor, sync::LazyLock};

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::jpeg::JpegEncoder,
};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::{Error, Result};

mod svg;

/// Bytes of a signature or photo as it is sent.
pub const LARGEST_PICTURE: usize = 5 * 1024 * 1024;

/// Bytes of a logo as it is sent.
pub const LARGEST_LOGO: usize = 512 * 1024;

/// Bytes of an SVG.
const LARGEST_SVG: usize = 256 * 1024;

/// Pixels of any image; the largest phone cameras stay below.
const MOST_PIXELS: u64 = 50_000_000;

/// Pixels of a side.
const LONGEST_SIDE: u32 = 20_000;

/// Bytes that one decoder may take.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// JPEG quality: no difference is seen, and a photo stays around 300 KB.
const QUALITY: u8 = 82;

/// Decoding takes memory by the pixel: two at once are enough for one process.
static AT_ONCE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// What an image is for, and so how it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// PNG, at most 1200 pixels long.
    Signature,
    /// JPEG, at most 1600 pixels long.
    Photo,
    /// PNG, at most 1200 pixels long, or a harmless SVG.
    Logo,
}

impl Purpose {
    /// How refusals name it.
    fn field(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Photo => "photo",
            Self::Logo => "logo",
        }
    }

    /// Pixels of the long side.
    fn longest_side(self) -> u32 {
        match self {
            Self::Photo => 1600,
            Self::Signature | Self::Logo => 1200,
        }
    }
}

/// An image fit to be stored.
#[derive(Debug)]
pub struct Image {
    pub bytes: Vec<u8>,
    pub media_type: &'static str,
}

/// Looks at what was sent and makes of it what is kept.
///
/// # Errors
/// [`Error::Invalid`] naming the field: not an image of a known kind, broken, too many pixels, an SVG that could do
/// something.
pub async fn accept(purpose: Purpose, given: Vec<u8>) -> Result<Image> {
    let _turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    let work = tokio::task::spawn_blocking(move || make(purpose, &given));
    match work.await {
        Ok(made) => made,
        // A decoder that gave up on what it was fed; no one else's request is touched by it.
        Err(failed) if failed.is_panic() => Err(broken(purpose)),
        Err(failed) => Err(Error::internal(failed)),
    }
}

/// What an audit row keeps of an image: enough to tell later whether it was this one.
pub fn summary(bytes: &[u8], media_type: &str) -> Json {
    json!({
        "media_type": media_type,
        "bytes": bytes.len(),
        "sha256": format!("{:x}", Sha256::digest(bytes)),
    })
}

fn refused(purpose: Purpose, code: &str, message: impl Into<String>) -> Error {
    Error::field(purpose.field(), code, message)
}

fn broken(purpose: Purpose) -> Error {
    refused(
        purpose,
        "format",
        "This image is broken; it cannot be read.",
    )
}

fn make(purpose: Purpose, given: &[u8]) -> Result<Image> {
    if given.is_empty() {
        return Err(refused(purpose, "required", "Send the image as the body."));
    }
    let kind = image::guess_format(given).ok();
    let Some(kind @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) = kind else {
        return match purpose {
            Purpose::Logo => logo_as_svg(given),
            _ => Err(refused(
                purpose,
                "format",
                "This is not an image: send PNG, JPEG or WebP.",
            )),
        };
    };
    let decoded = decode(purpose, given, kind)?;
    let longest = purpose.longest_side();
    let fitted = if decoded.width() > longest || decoded.height() > longest {
        decoded.thumbnail(longest, longest)
    } else {
        decoded
    };
    encode(purpose, &fitted)
}

fn decode(purpose: Purpose, given: &[u8], kind: ImageFormat) -> Result<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(given), kind);
    reader.limits(limits);
    let read = |error| match error {
        image::ImageError::Limits(_) => too_large(purpose),
        _ => broken(purpose),
    };
    let mut decoder = reader.into_decoder().map_err(read)?;
    // Known from the head alone: a file of a few kilobytes may unfold into gigabytes.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(too_large(purpose));
    }
    // A camera writes down how it was held instead of turning the picture; that note is about to be lost.
    let orientation = decoder.orientation().map_err(read)?;
    let mut decoded = DynamicImage::from_decoder(decoder).map_err(read)?;
    decoded.apply_orientation(orientation);
    Ok(decoded)
}

fn too_large(purpose: Purpose) -> Error {
    refused(
        purpose,
        "range",
        format!(
            "This image has too many pixels: at most {} million, and {LONGEST_SIDE} a side.",
            MOST_PIXELS / 1_000_000
        ),
    )
}

fn encode(purpose: Purpose, image: &DynamicImage) -> Result<Image> {
    let mut bytes = Vec::new();
    let media_type = match purpose {
        Purpose::Photo => {
            let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
            on_white(image)
                .write_with_encoder(encoder)
                .map_err(Error::internal)?;
            "image/jpeg"
        }
        Purpose::Signature | Purpose::Logo => {
            // Eight bits a channel: what a screen shows.
            DynamicImage::ImageRgba8(image.to_rgba8())
                .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
                .map_err(Error::internal)?;
            "image/png"
        }
    };
    Ok(Image { bytes, media_type })
}

/// JPEG knows no transparency.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let source = image.to_rgba8();
    RgbImage::from_fn(source.width(), source.height(), |x, y| {
        let [red, green, blue, alpha] = source.get_pixel(x, y).0;
        let over = |channel: u8| {
            let (channel, alpha) = (u32::from(channel), u32::from(alpha));
            u8::try_from((channel * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

fn logo_as_svg(given: &[u8]) -> Result<Image> {
    if given.len() > LARGEST_SVG {
        return Err(refused(
            Purpose::Logo,
            "range",
            format!("An SVG has at most {} KB.", LARGEST_SVG / 1024),
        ));
    }
    match svg::objection(given) {
        None => Ok(Image {
            bytes: given.to_vec(),
            media_type: "image/svg+xml",
        }),
        Some(why) => Err(refused(Purpose::Logo, "format", why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, kind: ImageFormat) -> Vec<u8> {
        let pixels = RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([(x % 256) as u8, (y % 256) as u8, 90])
        });
        let mut bytes = Vec::new();
        DynamicImage::ImageRgb8(pixels)
            .write_to(&mut Cursor::new(&mut bytes), kind)
            .expect("encodes");
        bytes
    }

    fn field(result: Result<Image>) -> (String, String) {
        match result {
            Err(Error::Invalid(errors)) => (errors[0].field.clone(), errors[0].code.clone()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_kind_becomes_ours_and_fits() {
        for kind in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let given = picture(2000, 500, kind);
            let photo = make(Purpose::Photo, &given).expect("a photo");
            assert_eq!(photo.media_type, "image/jpeg");
            let read = image::load_from_memory(&photo.bytes).expect("readable");
            assert_eq!((read.width(), read.height()), (1600, 400));
            let signature = make(Purpose::Signature, &given).expect("a signature");
            assert_eq!(signature.media_type, "image/png");
            let read = image::load_from_memory(&signature.bytes).expect("readable");
            assert_eq!((read.width(), read.height()), (1200, 300));
        }
    }

    #[test]
    fn what_hides_in_a_file_is_gone() {
        let mut given = picture(40, 30, ImageFormat::Png);
        // A text chunk behind the header, and something behind the end.
        let mut chunk = Vec::new();
        let text = b"tEXtComment\0GPS 15.578214,-89.969437";
        chunk.extend_from_slice(&((text.len() - 4) as u32).to_be_bytes());
        chunk.extend_from_slice(text);
        chunk.extend_from_slice(&crc(text).to_be_bytes());
        given.splice(33..33, chunk);
        given.extend_from_slice(b"<script>alert(1)</script>");
        for purpose in [Purpose::Photo, Purpose::Signature, Purpose::Logo] {
            let kept = make(purpose, &given).expect("an image");
            let text = String::from_utf8_lossy(&kept.bytes).into_owned();
            assert!(
                !text.contains("GPS") && !text.contains("script"),
                "{purpose:?}"
            );
        }
    }

    /// The check sum of a PNG chunk.
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & (0u32.wrapping_sub(crc & 1)))
            })
        })
    }

    #[test]
    fn a_bomb_is_refused_by_its_head() {
        // A true PNG of one pixel whose head says that there are 60,000 by 60,000.
        let mut bomb = picture(1, 1, ImageFormat::Png);
        bomb[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&60_000u32.to_be_bytes());
        let sum = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(
            field(make(Purpose::Photo, &bomb)),
            ("photo".into(), "range".into())
        );
    }

    #[test]
    fn what_is_no_image_is_refused() {
        for given in [
            &b"hello"[..],
            b"\x89PNG\r\n\x1a\nnot really",
            b"GIF89a",
            b"%PDF-1.7",
        ] {
            assert_eq!(
                field(make(Purpose::Photo, given)),
                ("photo".into(), "format".into())
            );
        }
        let whole = picture(50, 50, ImageFormat::Png);
        assert_eq!(
            field(make(Purpose::Signature, &whole[..whole.len() / 2])).1,
            "format"
        );
        assert_eq!(field(make(Purpose::Logo, b"")).1, "required");
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        assert_eq!(field(make(Purpose::Photo, svg)).1, "format");
        assert_eq!(
            make(Purpose::Logo, svg).expect("a logo").media_type,
            "image/svg+xml"
        );
    }

    #[test]
    fn transparency_becomes_white() {
        let clear = DynamicImage::ImageRgba8(image::RgbaImage::new(2, 2));
        assert_eq!(on_white(&clear).get_pixel(0, 0).0, [255, 255, 255]);
    }
}
