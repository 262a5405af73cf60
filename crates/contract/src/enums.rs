//! Every enumeration of the data model, with the values the database's CHECK constraints allow.

enumeration! {
    /// A person of the maker may do what this says.
    StaffRole {
        Viewer = "viewer",
        User = "user",
        Manager = "manager",
        Admin = "admin",
        PlatformAdmin = "platform_admin",
    }
}

enumeration! {
    AccountStatus { Active = "active", Suspended = "suspended", Locked = "locked" }
}

enumeration! {
    CustomerStatus { Prospect = "prospect", Active = "active", Inactive = "inactive" }
}

enumeration! {
    BatchStatus { Open = "open", Released = "released", OnHold = "on_hold", Recalled = "recalled" }
}

enumeration! {
    OrderStatus {
        Pending = "pending",
        InProduction = "in_production",
        Shipped = "shipped",
        Delivered = "delivered",
        Cancelled = "cancelled",
    }
}

enumeration! {
    ShippingMethod { Standard = "standard", Urgent = "urgent", Specific = "specific" }
}

enumeration! {
    /// Incoterms 2020 rules that the maker sells under.
    ShippingTerm { Ddp = "DDP", Fob = "FOB", Cif = "CIF" }
}

enumeration! {
    ErpStatus { Pending = "PENDING", Submitted = "SUBMITTED", Failed = "FAILED" }
}

enumeration! {
    WorkOrderStatus {
        Planned = "planned",
        InProgress = "in_progress",
        Completed = "completed",
        Cancelled = "cancelled",
    }
}

enumeration! {
    ShipmentStatus {
        Pending = "pending",
        InTransit = "in_transit",
        OutForDelivery = "out_for_delivery",
        Delivered = "delivered",
        Exception = "exception",
    }
}

enumeration! {
    /// What became of a queued e-mail.
    MailStatus { Queued = "queued", Sent = "sent", Failed = "failed" }
}

enumeration! {
    /// How something logged ended.
    LogStatus { Success = "success", Error = "error" }
}
