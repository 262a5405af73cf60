//! A browser's long name for itself, shortened to what a person calls it. Unknown ones are cut, never guessed.

const LONGEST: usize = 28;

/// "Firefox, Windows" of a `User-Agent` header.
pub fn short(agent: &str) -> String {
    match (browser(agent), system(agent)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(browser), None) => browser.to_owned(),
        // Every browser begins so; what follows may have been cut off.
        (None, Some(system)) if agent.starts_with("Mozilla/") => system.to_owned(),
        (None, _) => cut(agent),
    }
}

/// Order matters: most browsers also claim to be the older ones.
fn browser(agent: &str) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 8] = [
        ("Edg/", "Edge"),
        ("EdgiOS/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
    ];
    KNOWN
        .into_iter()
        .find(|(mark, _)| agent.contains(mark))
        .map(|(_, name)| name)
        .or_else(|| (agent.contains("Safari/") && agent.contains("Version/")).then_some("Safari"))
}

fn system(agent: &str) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    KNOWN
        .into_iter()
        .find(|(mark, _)| agent.contains(mark))
        .map(|(_, name)| name)
}

fn cut(agent: &str) -> String {
    if agent.chars().count() <= LONGEST {
        return agent.to_owned();
    }
    let mut text: String = agent.chars().take(LONGEST).collect();
    text.push('…');
    text
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_browser_goes_by_its_name() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36",
                "Chrome, Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0 Safari/537.36 Edg/149.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
                "Safari, iPhone",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:150.0) Gecko/20100101 Firefox/150.0",
                "Firefox, macOS",
            ),
            ("Mozilla/5.0 (X11, Linux x86_64)", "Linux"),
            ("curl/8.14.1", "curl/8.14.1"),
            ("", ""),
        ] {
            assert_eq!(short(agent), name);
        }
        assert_eq!(short(&"ü".repeat(100)).chars().count(), 29);
    }
}
