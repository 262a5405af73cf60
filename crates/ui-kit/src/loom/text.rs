//! How wide a line of text will be, near enough to shorten it and to make columns as wide as their words. An
//! estimate: the layout must not ask the browser, so that it gives the same picture everywhere.

/// Estimated width in pixels of `text` in the working typeface at `size` pixels.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// `text`, cut with an ellipsis so that it fits into `room` pixels.
pub fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room / size - advance('…');
    let cut: String = text
        .chars()
        .take_while(|c| {
            left -= advance(*c);
            left >= 0.0
        })
        .collect();
    format!("{}…", cut.trim_end())
}

/// `text` in two lines of `room` pixels, broken at a space; the second is cut if it must be, and empty if not needed.
pub fn wrap(text: &str, size: f64, room: f64) -> (String, String) {
    let fits = |at: &usize| width(&text[..*at], size) <= room;
    let mut breaks = text
        .char_indices()
        .filter(|(_, c)| *c == ' ')
        .map(|(at, _)| at);
    match breaks.rfind(fits) {
        Some(at) if width(text, size) > room => (
            text[..at].to_owned(),
            fit(text[at..].trim_start(), size, room),
        ),
        _ => (fit(text, size, room), String::new()),
    }
}

fn advance(c: char) -> f64 {
    match c {
        'i' | 'í' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | '·' => {
            0.30
        }
        ' ' => 0.28,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.40,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 0.90,
        'A'..='Z' => 0.68,
        '0'..='9' => 0.61,
        c if is_wide(c) => 1.0,
        _ => 0.58,
    }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}
