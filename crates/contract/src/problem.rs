//! `application/problem+json` (RFC 9457): the one shape of every refusal.

reply! {
    /// One offending field of a refused input. `field` is a path such as `items[1].batch_id`.
    pub struct FieldError {
        pub field: String,
        /// A stable word for programs: `required`, `unknown_field`, `type`, `range`, `length`, `format`, `enum`,
        /// `not_found`, `mismatch`, `duplicate`.
        pub code: String,
        /// A sentence for people.
        pub message: String,
    }

    /// A refusal. `errors` is present for input errors only.
    pub struct Problem {
        /// `about:blank`, or a path under `/api/docs#problem-…` that explains the case.
        #[serde(rename = "type")]
        pub kind: String,
        pub title: String,
        pub status: u16,
        pub detail: String,
        /// The path that was asked for.
        pub instance: String,
        /// The number to quote to the maker; also in the `X-Request-Id` header and in every log line.
        pub request_id: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub errors: Vec<FieldError>,
    }
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            code: code.to_owned(),
            message: message.into(),
        }
    }
}
