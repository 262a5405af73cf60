//! How lists are cut: numbered pages inside one customer, batch, farm or order; opaque cursors across an
//! organization.

reply! {
    /// Where a numbered page stands. `pages` is 0 for an empty list.
    pub struct Pagination {
        pub total: u64,
        pub page: u64,
        pub limit: u64,
        pub pages: u64,
    }
}

impl Pagination {
    /// `limit` is at least 1: the query types refuse less.
    pub fn new(total: u64, page: u64, limit: u64) -> Self {
        Self {
            total,
            page,
            limit,
            pages: total.div_ceil(limit.max(1)),
        }
    }
}

/// A numbered page asked for: `page` from 1, `limit` from 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub page: u64,
    pub limit: u64,
}

impl Page {
    pub fn new(page: Option<u64>, limit: Option<u64>) -> Self {
        Self {
            page: page.unwrap_or(1),
            limit: limit.unwrap_or(20),
        }
    }

    pub fn offset(self) -> u64 {
        (self.page - 1).saturating_mul(self.limit)
    }
}

/// A keyset page asked for: the opaque cursor of the last reply, `limit` from 1 to 100.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub after: Option<String>,
    pub limit: u64,
}

impl Cursor {
    pub fn new(after: Option<String>, limit: Option<u64>) -> Self {
        Self {
            after,
            limit: limit.unwrap_or(50),
        }
    }
}

/// Query of a list that only turns numbered pages.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(utoipa::ToSchema, utoipa::IntoParams, validator::Validate)
)]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// From 1.
    #[cfg_attr(
        feature = "server",
        schema(minimum = 1, maximum = 1_000_000),
        param(minimum = 1, maximum = 1_000_000)
    )]
    pub page: Option<u64>,
    /// Rows a page, 20 unless said.
    #[cfg_attr(
        feature = "server",
        schema(minimum = 1, maximum = 100),
        param(minimum = 1, maximum = 100)
    )]
    pub limit: Option<u64>,
}
