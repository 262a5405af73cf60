//! Texts that follow the reader's language, in one type each. A closure of its own in a view is compiled with all the
//! machinery around it, some hundred bytes for every visitor to download; function pointers and boxes share it.

/// A text with something in it.
pub type Told = Box<dyn Fn() -> String + Send + Sync>;

/// A text of a table: `{fixed(|| w().orders)}`.
pub fn fixed(
    text: fn() -> &'static str,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || text()
}

/// A text with something in it: `{told(move || (w().since)(&day))}`.
pub fn told(text: impl Fn() -> String + Send + Sync + 'static) -> Told {
    Box::new(text)
}
