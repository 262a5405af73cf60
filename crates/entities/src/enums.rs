//! Every enumeration of the schema, with exactly the values its CHECK constraints allow; JSON uses the same words.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

macro_rules! text_enum {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
        )]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
        pub enum $name {
            $(
                #[sea_orm(string_value = $text)]
                #[serde(rename = $text)]
                $variant
            ),+
        }
    };
}

text_enum! {
    /// A language that screens and e-mails exist in.
    Locale {
        En = "en",
        De = "de",
        Ja = "ja",
        Es = "es",
    }
}

text_enum! {
    /// What a person of the maker may do.
    StaffRole {
        Viewer = "viewer",
        User = "user",
        Manager = "manager",
        Admin = "admin",
        PlatformAdmin = "platform_admin",
    }
}

text_enum! {
    /// State of an account, of staff and of shops.
    AccountStatus {
        Active = "active",
        Suspended = "suspended",
        Locked = "locked",
    }
}

text_enum! {
    /// How far the relation with a shop has come.
    CustomerStatus {
        Prospect = "prospect",
        Active = "active",
        Inactive = "inactive",
    }
}

text_enum! {
    /// New orders take no batch that is on hold or recalled.
    BatchStatus {
        Open = "open",
        Released = "released",
        OnHold = "on_hold",
        Recalled = "recalled",
    }
}

text_enum! {
    /// State of an order, and of each of its lines.
    OrderStatus {
        Pending = "pending",
        InProduction = "in_production",
        Shipped = "shipped",
        Delivered = "delivered",
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// How fast an order travels.
    ShippingMethod {
        Standard = "standard",
        Urgent = "urgent",
        Specific = "specific",
    }
}

text_enum! {
    /// Incoterms that the maker sells under.
    ShippingTerm {
        Ddp = "DDP",
        Fob = "FOB",
        Cif = "CIF",
    }
}

text_enum! {
    /// Where an order stands on its way to the ERP.
    ErpStatus {
        Pending = "PENDING",
        Submitted = "SUBMITTED",
        Failed = "FAILED",
    }
}

text_enum! {
    /// State of a production run.
    WorkOrderStatus {
        Planned = "planned",
        InProgress = "in_progress",
        Completed = "completed",
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// Where a shipment is.
    ShipmentStatus {
        Pending = "pending",
        InTransit = "in_transit",
        OutForDelivery = "out_for_delivery",
        Delivered = "delivered",
        Exception = "exception",
    }
}

text_enum! {
    /// How dangerous the fault is; I is the worst.
    RecallClass {
        I = "I",
        Ii = "II",
        Iii = "III",
    }
}

text_enum! {
    /// A recall goes from draft to active to closed.
    RecallStatus {
        Draft = "draft",
        Active = "active",
        Closed = "closed",
    }
}

text_enum! {
    /// Whether a batch was named by the recall or made from one that was.
    RecallBatchOrigin {
        Named = "named",
        Derived = "derived",
    }
}

text_enum! {
    /// How far one shop has come in one recall.
    NoticeState {
        Pending = "pending",
        Sent = "sent",
        Opened = "opened",
        Acknowledged = "acknowledged",
        Explained = "explained",
    }
}

text_enum! {
    /// What is wrong with the bar.
    ComplaintCategory {
        Taste = "taste",
        Texture = "texture",
        Bloom = "bloom",
        ForeignBody = "foreign_body",
        Packaging = "packaging",
        Labelling = "labelling",
        Illness = "illness",
        Other = "other",
    }
}

text_enum! {
    /// How bad it is.
    ComplaintSeverity {
        Minor = "minor",
        Major = "major",
        Critical = "critical",
        LifeThreatening = "life_threatening",
    }
}

text_enum! {
    /// Where a complaint stands.
    ComplaintStatus {
        Received = "received",
        Investigating = "investigating",
        Linked = "linked",
        Closed = "closed",
    }
}

text_enum! {
    /// Whether a client may get tokens.
    ClientStatus {
        Active = "active",
        Revoked = "revoked",
    }
}

text_enum! {
    /// How a logged exchange ended.
    LogStatus {
        Success = "success",
        Error = "error",
    }
}

text_enum! {
    /// Where a change from outside stands.
    JobStatus {
        Queued = "queued",
        Running = "running",
        Succeeded = "succeeded",
        Failed = "failed",
        Review = "review",
    }
}

text_enum! {
    /// Where an e-mail stands.
    EmailStatus {
        Queued = "queued",
        Sent = "sent",
        Failed = "failed",
    }
}
