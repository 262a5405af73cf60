//! The maker's colour in an e-mail: only a real colour enters the HTML, and what is written on it stays readable.

/// Black itself: with anything lighter some grounds would have no readable partner.
const DARK: &str = "#000000";
const LIGHT: &str = "#ffffff";
/// Where the organization's colour is none.
const QUIET: &str = "#4a3b2f";

/// A ground and what is written on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ink {
    pub ground: String,
    pub text: &'static str,
}

impl Ink {
    pub(super) fn on(color: &str) -> Self {
        let ground = if channels(color).is_some() {
            color.to_lowercase()
        } else {
            QUIET.to_owned()
        };
        let text = if contrast(&ground, LIGHT) >= contrast(&ground, DARK) {
            LIGHT
        } else {
            DARK
        };
        Self { ground, text }
    }
}

fn channels(color: &str) -> Option<[u8; 3]> {
    let digits = color.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// WCAG's contrast ratio, 1 to 21.
fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: &str) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    let [red, green, blue] = channels(color).unwrap_or_default();
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_can_be_written_on() {
        for step in 0..=255u8 {
            for color in [
                format!("#{step:02x}{step:02x}{step:02x}"),
                format!("#{step:02x}80{:02x}", 255 - step),
                format!("#ff{step:02x}00"),
            ] {
                let ink = Ink::on(&color);
                let ratio = contrast(&ink.ground, ink.text);
                assert!(ratio >= 4.5, "{color}: {ratio}");
            }
        }
    }

    #[test]
    fn what_is_no_colour_never_enters() {
        for text in ["", "red", "#12345", "#12345g", "#005b63;background:url(x)"] {
            assert_eq!(Ink::on(text).ground, QUIET);
        }
        assert_eq!(Ink::on("#005B63").ground, "#005b63");
    }
}
