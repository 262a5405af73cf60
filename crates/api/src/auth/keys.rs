//! The Ed25519 keys that tokens are signed and checked with. The file holds one or more PKCS#8 PEM keys or a JWKS: the
//! first private key signs, every key checks, so that a key can be changed without signing anyone out. A private key
//! never leaves this module.

use std::{fs, io::Write, path::Path};

use anyhow::{Context, Result, bail, ensure};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{
    SigningKey, VerifyingKey,
    pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, spki::der::pem::LineEnding},
};
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The signing key and everything that checks.
pub struct Keys {
    pub(super) signing: EncodingKey,
    pub(super) signing_id: String,
    checking: Vec<(String, DecodingKey)>,
    jwks: Value,
}

impl Keys {
    /// Reads a key file.
    ///
    /// # Errors
    /// A sentence for the operator: the file is missing, readable by others, or holds no private key.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("the key file {} cannot be read", path.display()))?;
        refuse_readable_by_others(path)?;
        Self::parse(&text).with_context(|| format!("the key file {}", path.display()))
    }

    /// PEM blocks or a JWKS.
    pub fn parse(text: &str) -> Result<Self> {
        let (private, public) = if text.trim_start().starts_with('{') {
            from_jwks(text)?
        } else {
            from_pem(text)?
        };
        let Some(first) = private.first() else {
            bail!("holds no private Ed25519 key");
        };
        let signing = EncodingKey::from_ed_der(first.to_pkcs8_der()?.as_bytes());
        let signing_id = thumbprint(&first.verifying_key());
        let mut checking: Vec<(String, DecodingKey)> = Vec::new();
        let mut published = Vec::new();
        let all = private.iter().map(SigningKey::verifying_key).chain(public);
        for key in all {
            let id = thumbprint(&key);
            if checking.iter().any(|(known, _)| *known == id) {
                continue;
            }
            let x = URL_SAFE_NO_PAD.encode(key.as_bytes());
            published.push(json!({
                "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": id, "x": x,
            }));
            checking.push((id, DecodingKey::from_ed_der(key.as_bytes())));
        }
        Ok(Self {
            signing,
            signing_id,
            checking,
            jwks: json!({ "keys": published }),
        })
    }

    pub(super) fn checking(&self, id: &str) -> Option<&DecodingKey> {
        self.checking
            .iter()
            .find(|(known, _)| known == id)
            .map(|(_, key)| key)
    }

    /// The public halves, as `/.well-known/jwks.json` shows them.
    pub fn jwks(&self) -> &Value {
        &self.jwks
    }
}

type Found = (Vec<SigningKey>, Vec<VerifyingKey>);

fn from_pem(text: &str) -> Result<Found> {
    let (mut private, mut public) = (Vec::new(), Vec::new());
    for pem in blocks(text) {
        if pem.contains("PRIVATE KEY") {
            let key = SigningKey::from_pkcs8_pem(&pem).map_err(|_| {
                anyhow::anyhow!("holds a private key that is not Ed25519 in PKCS#8")
            })?;
            private.push(key);
        } else if pem.contains("PUBLIC KEY") {
            let key = VerifyingKey::from_public_key_pem(&pem)
                .map_err(|_| anyhow::anyhow!("holds a public key that is not Ed25519"))?;
            public.push(key);
        }
    }
    Ok((private, public))
}

/// Each PEM block with its first and last line.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut current: Option<String> = None;
    for line in text.lines().map(str::trim) {
        if line.starts_with("-----BEGIN ") {
            current = Some(String::new());
        }
        if let Some(block) = &mut current {
            block.push_str(line);
            block.push('\n');
        }
        if line.starts_with("-----END ") {
            blocks.extend(current.take());
        }
    }
    blocks
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<SetKey>,
}

#[derive(Deserialize)]
struct SetKey {
    kty: String,
    crv: String,
    x: String,
    d: Option<String>,
}

fn from_jwks(text: &str) -> Result<Found> {
    let set: KeySet = serde_json::from_str(text).context("is no JWKS")?;
    let (mut private, mut public) = (Vec::new(), Vec::new());
    for key in set.keys {
        ensure!(
            key.kty == "OKP" && key.crv == "Ed25519",
            "holds a key that is not Ed25519"
        );
        let shown = VerifyingKey::from_bytes(&bytes(&key.x)?).context("holds a broken key")?;
        match key.d {
            Some(secret) => {
                let secret = SigningKey::from_bytes(&bytes(&secret)?);
                ensure!(
                    secret.verifying_key() == shown,
                    "holds a key whose halves do not belong together"
                );
                private.push(secret);
            }
            None => public.push(shown),
        }
    }
    Ok((private, public))
}

fn bytes(text: &str) -> Result<[u8; 32]> {
    let bytes = URL_SAFE_NO_PAD.decode(text).context("holds a broken key")?;
    <[u8; 32]>::try_from(bytes).map_err(|_| anyhow::anyhow!("holds a key of the wrong length"))
}

/// RFC 7638: the same key has the same `kid` on every instance.
fn thumbprint(key: &VerifyingKey) -> String {
    let x = URL_SAFE_NO_PAD.encode(key.as_bytes());
    let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(Sha256::digest(canonical))
}

/// Makes a new key file that only its owner can read; leaves one that exists alone.
pub fn make_key_file(path: &Path) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let key = SigningKey::from_bytes(&rand::random::<[u8; 32]>());
    let pem = key.to_pkcs8_pem(LineEnding::LF)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .and_then(|mut file| file.write_all(pem.as_bytes()))
        .with_context(|| format!("the key file {} cannot be written", path.display()))
}

#[cfg(unix)]
fn refuse_readable_by_others(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode();
    ensure!(
        mode & 0o007 == 0,
        "the key file {} can be read by everybody: `chmod 600` it",
        path.display()
    );
    Ok(())
}

#[cfg(not(unix))]
fn refuse_readable_by_others(_: &Path) -> Result<()> {
    Ok(())
}
