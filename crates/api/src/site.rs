//! A built front end, served from memory: read once at startup, so no path of a request ever reaches the file system.
//! Hashed names are kept for ever by browsers, pages are asked for anew; precompressed copies go to whoever takes them.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::Bytes,
};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use crate::http::{Site, site_headers};

const PAGE: &str = "index.html";

/// The page of a lot, and the addresses that it answers: our own, and GS1 Digital Links.
const LOT_PAGE: &str = "lot/index.html";
const LOT_PATHS: [&str; 2] = ["provenance/", "01/"];

/// All files of one bundle, by their path inside it.
pub struct Bundle {
    files: HashMap<String, File>,
    site: Site,
}

struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    media_type: &'static str,
    etag: String,
    hashed: bool,
}

impl Bundle {
    /// Reads a folder. `api` is the API's origin when pages of this bundle call another origin than their own.
    pub fn read(folder: &Path, api: &[String], https: bool) -> Result<Self> {
        let mut found = Vec::new();
        let root = folder
            .canonicalize()
            .with_context(|| folder.display().to_string())?;
        collect(&root, folder, &mut found)?;
        let mut files = HashMap::new();
        for path in &found {
            let name = path
                .strip_prefix(folder)?
                .to_str()
                .context("a file name that is not UTF-8")?
                .replace('\\', "/");
            if !name.ends_with(".br") && !name.ends_with(".gz") {
                files.insert(name.clone(), File::read(path, &name)?);
            }
        }
        ensure!(
            files.contains_key(PAGE),
            "there is no index.html in {}",
            folder.display()
        );
        Ok(Self {
            files,
            site: Site::new(&api.join(" "), https),
        })
    }

    /// The file under `path` (without a slash in front); the page itself for any address that names no file, so that the
    /// application's own routes can be opened directly.
    pub fn serve(&self, req: &HttpRequest, path: &str) -> HttpResponse {
        let names_file = path
            .rsplit('/')
            .next()
            .is_some_and(|last| last.contains('.'));
        let file = match self.files.get(path) {
            Some(file) => Some(file),
            None => match self.lot_page(path) {
                Some(page) => Some(page),
                None if names_file => None,
                None => self.files.get(PAGE),
            },
        };
        let mut response = match file {
            Some(file) => file.answer(req),
            None => HttpResponse::NotFound()
                .content_type("text/plain; charset=utf-8")
                .body("There is no such file."),
        };
        site_headers(response.headers_mut(), &self.site);
        response
    }

    /// The public page of a lot, a small application of its own inside the portal's bundle. What the address of a lot holds
    /// (its code may have a dot in it) names no file.
    fn lot_page(&self, path: &str) -> Option<&File> {
        LOT_PATHS
            .iter()
            .any(|start| path.starts_with(start))
            .then(|| self.files.get(LOT_PAGE))?
    }

    /// A generated file of this site, never kept.
    pub fn generated(&self, body: &serde_json::Value) -> HttpResponse {
        let mut response = HttpResponse::Ok()
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .json(body);
        site_headers(response.headers_mut(), &self.site);
        response
    }
}

impl File {
    fn read(path: &Path, name: &str) -> Result<Self> {
        let plain = fs::read(path).with_context(|| path.display().to_string())?;
        let beside = |ending: &str| -> Option<Bytes> {
            let mut other = path.as_os_str().to_owned();
            other.push(ending);
            fs::read(PathBuf::from(other)).ok().map(Bytes::from)
        };
        let digest = Sha256::digest(&plain);
        Ok(Self {
            etag: digest[..8]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
            plain: Bytes::from(plain),
            brotli: beside(".br"),
            gzip: beside(".gz"),
            media_type: media_type(name),
            hashed: is_hashed(name),
        })
    }

    fn answer(&self, req: &HttpRequest) -> HttpResponse {
        let accepted = req
            .headers()
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let (bytes, encoding) = match (&self.brotli, &self.gzip) {
            (Some(bytes), _) if accepts(accepted, "br") => (bytes, Some("br")),
            (_, Some(bytes)) if accepts(accepted, "gzip") => (bytes, Some("gzip")),
            _ => (&self.plain, None),
        };
        // Each encoding is a representation of its own.
        let etag = format!("\"{}{}\"", self.etag, encoding.unwrap_or_default());
        let known = req
            .headers()
            .get(header::IF_NONE_MATCH)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == etag));
        let mut response = if known {
            HttpResponse::NotModified()
        } else {
            HttpResponse::Ok()
        };
        let keep = if self.hashed {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        response
            .insert_header((header::CACHE_CONTROL, keep))
            .insert_header((header::ETAG, etag))
            .insert_header((header::VARY, "accept-encoding"));
        if known {
            return response.finish();
        }
        response.insert_header((header::CONTENT_TYPE, self.media_type));
        if let Some(encoding) = encoding {
            response.insert_header((header::CONTENT_ENCODING, HeaderValue::from_static(encoding)));
        }
        response.body(bytes.clone())
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let path = entry.path();
        // What a page needs has no hidden name and lies in the folder itself: no `.env`, no link to somewhere else.
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if hidden || !lies_in(&path, root) {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a link, if it is one, leads to something within the folder.
fn lies_in(path: &Path, root: &Path) -> bool {
    path.canonicalize()
        .is_ok_and(|target| target.starts_with(root))
}

/// `gzip;q=0` means no.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        let named = words
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = words.any(|word| {
            word.strip_prefix("q=")
                .and_then(|weight| weight.parse::<f32>().ok())
                .is_some_and(|weight| weight <= 0.0)
        });
        named && !refused
    })
}

/// `portal-ui-5f2c…_bg.wasm`: sixteen hexadecimal digits in the name stand for the content.
fn is_hashed(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or_default();
    name != PAGE
        && name
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|part| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert!(is_hashed("portal-ui-0123456789abcdef_bg.wasm"));
        assert!(is_hashed(
            "snippets/ui-kit-0123456789abcdef/inline0.js"
                .rsplit('/')
                .nth(1)
                .unwrap_or_default()
        ));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("favicon.svg"));
    }

    #[test]
    fn encodings_are_taken_at_their_word() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "gzip"));
    }
}
