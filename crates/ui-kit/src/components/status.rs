//! States of things, always icon and word together, never a colour alone.

use contract::{
    AccountStatus, BatchStatus, CustomerStatus, OrderStatus, ShipmentStatus, WorkOrderStatus,
};
use leptos::prelude::*;

use super::messages::Tone;
use crate::i18n::kit;
use crate::icon::{Icon, IconName};

/// Every state that a tag can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Pending,
    InProduction,
    Shipped,
    Delivered,
    Cancelled,
    InTransit,
    OutForDelivery,
    Exception,
    NotStarted,
    Completed,
    /// Ready to leave.
    Packed,
    /// A shipment that has not left.
    BeingPacked,
    Open,
    Released,
    OnHold,
    Recalled,
    Active,
    Suspended,
    Locked,
    Prospect,
    Inactive,
}

impl Status {
    pub const fn icon(self) -> IconName {
        match self {
            Self::Pending | Self::NotStarted | Self::Open | Self::Prospect => IconName::Clock,
            Self::InProduction => IconName::Factory,
            Self::Shipped | Self::InTransit | Self::OutForDelivery => IconName::Truck,
            Self::Delivered => IconName::PackageCheck,
            Self::Cancelled | Self::Inactive => IconName::CircleX,
            Self::Exception => IconName::TriangleAlert,
            Self::Completed | Self::Released | Self::Active => IconName::CircleCheck,
            Self::Packed | Self::BeingPacked => IconName::Package,
            Self::OnHold | Self::Suspended | Self::Locked => IconName::CirclePause,
            Self::Recalled => IconName::OctagonX,
        }
    }

    pub const fn tone(self) -> Tone {
        match self {
            Self::Pending
            | Self::Cancelled
            | Self::NotStarted
            | Self::Packed
            | Self::BeingPacked => Tone::Neutral,
            Self::Open | Self::Prospect | Self::Inactive => Tone::Neutral,
            Self::InProduction => Tone::Making,
            Self::Shipped | Self::InTransit | Self::OutForDelivery => Tone::Info,
            Self::Delivered | Self::Completed | Self::Released | Self::Active => Tone::Success,
            Self::Exception | Self::OnHold | Self::Suspended | Self::Locked => Tone::Warning,
            Self::Recalled => Tone::Danger,
        }
    }

    /// In the reader's language. Reactive.
    pub fn word(self) -> &'static str {
        let words = kit();
        match self {
            Self::Pending => words.pending,
            Self::InProduction => words.in_production,
            Self::Shipped => words.shipped,
            Self::Delivered => words.delivered,
            Self::Cancelled => words.cancelled,
            Self::InTransit => words.in_transit,
            Self::OutForDelivery => words.out_for_delivery,
            Self::Exception => words.exception,
            Self::NotStarted => words.not_started,
            Self::Completed => words.completed,
            Self::Packed => words.packed,
            Self::BeingPacked => words.being_packed,
            Self::Open => words.open,
            Self::Released => words.released,
            Self::OnHold => words.on_hold,
            Self::Recalled => words.recalled,
            Self::Active => words.active,
            Self::Suspended => words.suspended,
            Self::Locked => words.locked,
            Self::Prospect => words.prospect,
            Self::Inactive => words.inactive,
        }
    }
}

impl From<OrderStatus> for Status {
    fn from(status: OrderStatus) -> Self {
        match status {
            OrderStatus::Pending => Self::Pending,
            OrderStatus::InProduction => Self::InProduction,
            OrderStatus::Shipped => Self::Shipped,
            OrderStatus::Delivered => Self::Delivered,
            OrderStatus::Cancelled => Self::Cancelled,
        }
    }
}

impl From<ShipmentStatus> for Status {
    fn from(status: ShipmentStatus) -> Self {
        match status {
            ShipmentStatus::Pending => Self::BeingPacked,
            ShipmentStatus::InTransit => Self::InTransit,
            ShipmentStatus::OutForDelivery => Self::OutForDelivery,
            ShipmentStatus::Delivered => Self::Delivered,
            ShipmentStatus::Exception => Self::Exception,
        }
    }
}

impl From<WorkOrderStatus> for Status {
    fn from(status: WorkOrderStatus) -> Self {
        match status {
            WorkOrderStatus::Planned => Self::NotStarted,
            WorkOrderStatus::InProgress => Self::InProduction,
            WorkOrderStatus::Completed => Self::Completed,
            WorkOrderStatus::Cancelled => Self::Cancelled,
        }
    }
}

impl From<BatchStatus> for Status {
    fn from(status: BatchStatus) -> Self {
        match status {
            BatchStatus::Open => Self::Open,
            BatchStatus::Released => Self::Released,
            BatchStatus::OnHold => Self::OnHold,
            BatchStatus::Recalled => Self::Recalled,
        }
    }
}

impl From<AccountStatus> for Status {
    fn from(status: AccountStatus) -> Self {
        match status {
            AccountStatus::Active => Self::Active,
            AccountStatus::Suspended => Self::Suspended,
            AccountStatus::Locked => Self::Locked,
        }
    }
}

impl From<CustomerStatus> for Status {
    fn from(status: CustomerStatus) -> Self {
        match status {
            CustomerStatus::Prospect => Self::Prospect,
            CustomerStatus::Active => Self::Active,
            CustomerStatus::Inactive => Self::Inactive,
        }
    }
}

/// A small sewn label. Takes any of the contract's states.
#[component]
pub fn StatusTag(#[prop(into)] status: Status) -> impl IntoView {
    view! {
        <span class=format!("tag {}", status.tone().class())>
            <Icon name=status.icon() />
            {move || status.word()}
        </span>
    }
    .into_any()
}
