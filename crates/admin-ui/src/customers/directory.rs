//! Every shop within one's reach by name, for filters that choose among them. Asked for once a page; beyond a thousand
//! the rest is found by search instead.

use std::sync::Arc;

use contract::customers::CustomerList;
use ui_kit::http::query;
use ui_kit::{Api, Load, load};

const PAGES: usize = 10;

/// A shop as a filter names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    pub id: i64,
    pub name: String,
    pub country: String,
}

pub type Directory = Load<Arc<Vec<Known>>>;

pub fn directory(api: Api) -> Directory {
    load(
        || Some(()),
        move |(), abort| async move {
            let mut known = Vec::new();
            let mut cursor = None;
            for _ in 0..PAGES {
                let path = format!(
                    "/api/customers{}",
                    query(&[
                        ("sort", Some("name".to_owned())),
                        ("limit", Some("100".to_owned())),
                        ("cursor", cursor),
                    ])
                );
                let page: CustomerList = api.get(&path, abort.as_ref()).await?;
                known.extend(page.customers.into_iter().map(|customer| Known {
                    id: customer.id,
                    name: customer.name,
                    country: customer.country,
                }));
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            Ok(Arc::new(known))
        },
    )
}
