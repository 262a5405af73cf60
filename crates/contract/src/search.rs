//! One search box over codes and names.

enumeration! {
    HitKind {
        Batch = "batch",
        Product = "product",
        Order = "order",
        Shipment = "shipment",
        WorkOrder = "work_order",
        Customer = "customer",
        Farm = "farm",
    }
}

reply! {
    /// One find. `code` is what a person reads off paper (or the name, where there is no code).
    pub struct SearchHit {
        pub kind: HitKind,
        pub id: i64,
        pub code: String,
        pub title: String,
        /// A second line: the farm of a batch, the shop of an order.
        pub subtitle: Option<String>,
    }

    /// The best first; at most 20.
    pub struct SearchReply {
        pub results: Vec<SearchHit>,
    }
}

query! {
    /// What to look for.
    pub struct SearchQuery {
        /// A code or a name, or part of one.
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 100), param(min_length = 1, max_length = 100))]
        pub q: String,
    }
}
