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
