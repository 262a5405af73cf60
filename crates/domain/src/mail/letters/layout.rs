//! One look for all e-mails, as plain text and as HTML that mail clients understand: a table, styles on the elements,
//! nothing fetched.

use super::{Brand, Language, Letter, Part, ink::Ink};

const PAPER: &str = "#f6f1ea";
const CARD: &str = "#ffffff";
const TEXT: &str = "#1c1712";
const FAINT: &str = "#5f5348";
const LINE: &str = "#ddd2c4";

const SANS: &str = "'Helvetica Neue',Helvetica,Arial,'Hiragino Sans','Yu Gothic',sans-serif";
const MONO: &str = "Menlo,Consolas,'Courier New',monospace";

/// Lines of plain text, a blank one between parts.
pub(super) fn text(letter: &Letter, brand: &Brand) -> String {
    let mut blocks = vec![letter.greeting.clone()];
    for part in &letter.parts {
        blocks.push(match part {
            Part::Paragraph(words) | Part::Note(words) => words.clone(),
            Part::Facts(facts) => facts
                .iter()
                .map(|(name, value)| format!("{name}: {value}"))
                .collect::<Vec<_>>()
                .join("\n"),
            Part::Button(words, address) => format!("{words}:\n{address}"),
        });
    }
    blocks.push(brand.name.clone());
    blocks.join("\n\n") + "\n"
}

/// The same as one HTML document.
pub(super) fn html(letter: &Letter, brand: &Brand, language: Language) -> String {
    let ink = Ink::on(&brand.color);
    let (ground, on_ground) = (&ink.ground, ink.text);
    let subject = escaped(&letter.subject);
    let maker = escaped(&brand.name);
    let greeting = paragraph(&letter.greeting);
    let parts: String = letter
        .parts
        .iter()
        .map(|part| html_of(part, &ink))
        .collect();
    format!(
        r#"<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{subject}</title>
</head>
<body style="margin:0;padding:24px 12px;background:{PAPER};color:{TEXT};font-family:{SANS};font-size:16px;line-height:1.5">
<table role="presentation" width="100%" cellspacing="0" cellpadding="0" style="max-width:560px;margin:0 auto;background:{CARD};border:1px solid {LINE};border-collapse:collapse">
<tr><td style="padding:18px 28px;background:{ground};color:{on_ground};font-size:18px;font-weight:bold">{maker}</td></tr>
<tr><td style="padding:28px">
<h1 style="margin:0 0 20px;font-size:21px;line-height:1.3;font-weight:bold">{subject}</h1>
{greeting}{parts}</td></tr>
</table>
</body>
</html>
"#,
        lang = language.code(),
    )
}

fn html_of(part: &Part, ink: &Ink) -> String {
    match part {
        Part::Paragraph(words) => paragraph(words),
        Part::Facts(facts) => {
            let rows: String = facts
                .iter()
                .map(|(name, value)| {
                    format!(
                        "<tr><td style=\"padding:6px 16px 6px 0;color:{FAINT};vertical-align:top\">{}</td>\
                         <td style=\"padding:6px 0;font-family:{MONO};word-break:break-word\">{}</td></tr>\n",
                        escaped(name),
                        escaped(value)
                    )
                })
                .collect();
            format!(
                "<table role=\"presentation\" cellspacing=\"0\" cellpadding=\"0\" style=\"margin:0 0 16px\">\n{rows}</table>\n"
            )
        }
        Part::Button(words, address) => {
            let (ground, text) = (&ink.ground, ink.text);
            let address = escaped(address);
            // The address in clear too: some clients show no links, and people like to see where one leads.
            format!(
                "<p style=\"margin:0 0 12px\"><a href=\"{address}\" style=\"display:inline-block;padding:12px 22px;\
                 background:{ground};color:{text};text-decoration:none;font-weight:bold\">{}</a></p>\n\
                 <p style=\"margin:0 0 16px;font-size:13px;color:{FAINT};word-break:break-all\">{address}</p>\n",
                escaped(words)
            )
        }
        Part::Note(words) => format!(
            "<p style=\"margin:20px 0 0;padding-top:16px;border-top:1px solid {LINE};font-size:14px;color:{FAINT}\">{}</p>\n",
            escaped(words)
        ),
    }
}

fn paragraph(words: &str) -> String {
    format!("<p style=\"margin:0 0 16px\">{}</p>\n", escaped(words))
}

/// Text as HTML shows it literally, in elements and in double-quoted attributes.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}
