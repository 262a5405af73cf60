//! A command's options, as `--name value`, `--name=value` or `--name`. Unknown ones are mistakes, never ignored.

use anyhow::{Context, Result, bail};

/// The options of one call that nobody has read yet.
pub struct Options {
    rest: Vec<String>,
}

impl Options {
    /// Takes the arguments after the command's name.
    pub fn new(arguments: &[String]) -> Self {
        Self {
            rest: arguments.to_vec(),
        }
    }

    /// Whether `--name` was given.
    pub fn flag(&mut self, name: &str) -> bool {
        match self.rest.iter().position(|word| word == name) {
            Some(at) => {
                self.rest.remove(at);
                true
            }
            None => false,
        }
    }

    /// The value of `--name value` or `--name=value`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self
            .rest
            .iter()
            .position(|word| word.split('=').next() == Some(name))
        else {
            return Ok(None);
        };
        let word = self.rest.remove(at);
        if let Some((_, value)) = word.split_once('=') {
            return Ok(Some(value.to_owned()));
        }
        if at < self.rest.len() {
            return Ok(Some(self.rest.remove(at)));
        }
        bail!("{name} needs a value")
    }

    /// A port number.
    pub fn port(&mut self, name: &str, default: u16) -> Result<u16> {
        match self.value(name)? {
            Some(text) => text
                .parse()
                .with_context(|| format!("{name}: `{text}` is no port number")),
            None => Ok(default),
        }
    }

    /// Fails when something is left that nobody asked for.
    pub fn finish(self) -> Result<()> {
        match self.rest.first() {
            Some(word) => {
                bail!("`{word}` is not understood; `cargo xtask help` explains each command")
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(line: &str) -> Options {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        Options::new(&words)
    }

    #[test]
    fn values_come_in_both_spellings() -> Result<()> {
        let mut options = options("--port 81 --fresh --portal-port=82");
        assert!(options.flag("--fresh"));
        assert_eq!(options.port("--port", 1)?, 81);
        assert_eq!(options.port("--portal-port", 1)?, 82);
        options.finish()
    }

    #[test]
    fn mistakes_are_named() {
        assert!(options("--port").value("--port").is_err());
        assert!(options("--port x").port("--port", 1).is_err());
        assert!(options("--prot 81").finish().is_err());
    }
}
