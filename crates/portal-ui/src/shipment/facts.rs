//! What a parcel's milestones add up to: the one sentence that answers "where is it", and the stations of its way. Plain
//! functions over the API's answer.

use chrono::{DateTime, NaiveDate, Utc};
use contract::ShipmentStatus;
use contract::portal::{PortalShipment, PortalShipmentDetail};
use contract::shipments::ShipmentEvent;
use ui_kit::StationState;

/// The closed list of headlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headline {
    BeingPacked,
    Arriving {
        on: NaiveDate,
    },
    /// On the way, the day not known.
    OnItsWay,
    /// On the way, the day past.
    WasDue {
        on: NaiveDate,
    },
    /// `today` unless the carrier said so on an earlier day.
    OutForDelivery {
        today: bool,
    },
    NeedsAttention,
    Delivered {
        at: Option<DateTime<Utc>>,
    },
}

impl Headline {
    /// `local_day` tells the day a moment falls on for the reader.
    pub fn of(
        detail: &PortalShipmentDetail,
        today: NaiveDate,
        local_day: impl Fn(DateTime<Utc>) -> NaiveDate,
    ) -> Self {
        let shipment = &detail.shipment;
        match shipment.status {
            ShipmentStatus::Pending => Self::BeingPacked,
            ShipmentStatus::Exception => Self::NeedsAttention,
            ShipmentStatus::Delivered => Self::Delivered {
                at: delivered_at(detail),
            },
            ShipmentStatus::OutForDelivery => {
                let since = detail
                    .timeline
                    .iter()
                    .rfind(|event| event.status == ShipmentStatus::OutForDelivery)
                    .map(|event| local_day(event.timestamp));
                Self::OutForDelivery {
                    today: since.is_none_or(|since| since == today),
                }
            }
            ShipmentStatus::InTransit => match shipment.est_delivery_date {
                Some(on) if on >= today => Self::Arriving { on },
                Some(on) => Self::WasDue { on },
                None => Self::OnItsWay,
            },
        }
    }
}

/// When it arrived: as recorded, else as the last milestone says.
pub fn delivered_at(detail: &PortalShipmentDetail) -> Option<DateTime<Utc>> {
    let milestone = || {
        detail
            .timeline
            .iter()
            .rfind(|event| event.status == ShipmentStatus::Delivered)
            .map(|event| event.timestamp)
    };
    detail.shipment.actual_delivery_date.or_else(milestone)
}

/// The parcel may still move on by itself: the page asks again.
pub fn moving(status: ShipmentStatus) -> bool {
    matches!(
        status,
        ShipmentStatus::InTransit | ShipmentStatus::OutForDelivery
    )
}

/// A station of the way.
#[derive(Debug, Clone, PartialEq)]
pub enum Stop {
    /// The carrier took it over.
    PickedUp(ShipmentEvent),
    Scan(ShipmentEvent),
    /// To come: the carrier takes it over.
    ToPickUp(Option<NaiveDate>),
    /// To come: the van of the last day.
    ToGoOut(Option<NaiveDate>),
    /// To come: at the shop's door.
    ToArrive(Option<NaiveDate>),
}

/// No more real milestones than these: the first, and the last ones.
const SHOWN: usize = 4;

/// Real milestones first (the first and the last ones), then those to come. The last real one is where it is now, unless
/// it has arrived.
pub fn stops(detail: &PortalShipmentDetail) -> Vec<(StationState, Stop)> {
    let events = &detail.timeline;
    let left_out = events.len().saturating_sub(SHOWN);
    let kept = events
        .iter()
        .enumerate()
        .filter(|(at, _)| *at == 0 || *at > left_out)
        .map(|(at, event)| {
            if at == 0 && event.status == ShipmentStatus::InTransit {
                Stop::PickedUp(event.clone())
            } else {
                Stop::Scan(event.clone())
            }
        });
    let mut stops: Vec<(StationState, Stop)> =
        kept.map(|stop| (StationState::Done, stop)).collect();
    let PortalShipment {
        status,
        dispatch_date,
        est_delivery_date: due,
        ..
    } = detail.shipment;
    if status == ShipmentStatus::Delivered {
        return stops;
    }
    if let Some((state, _)) = stops.last_mut() {
        *state = StationState::Now;
    }
    let mut ahead = vec![Stop::ToArrive(due)];
    if status != ShipmentStatus::OutForDelivery {
        ahead.push(Stop::ToGoOut(due));
    }
    if status == ShipmentStatus::Pending {
        ahead.push(Stop::ToPickUp(dispatch_date));
    }
    stops.extend(
        ahead
            .into_iter()
            .rev()
            .map(|stop| (StationState::Next, stop)),
    );
    stops
}

/// Only an address of the web is a link, whatever the database holds.
pub fn web_address(url: Option<&str>) -> Option<String> {
    url.filter(|url| url.starts_with("https://"))
        .map(str::to_owned)
}

#[cfg(test)]
#[path = "facts_tests.rs"]
mod tests;
