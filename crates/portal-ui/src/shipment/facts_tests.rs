//! The headline is the page's promise: each case of the closed list; and what the way shows of many scans.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn event(status: ShipmentStatus, at: &str) -> ShipmentEvent {
    ShipmentEvent {
        status,
        timestamp: at.parse().unwrap(),
        location: Some("Miami, US".into()),
        description: None,
    }
}

fn parcel(
    status: ShipmentStatus,
    due: Option<&str>,
    timeline: Vec<ShipmentEvent>,
) -> PortalShipmentDetail {
    PortalShipmentDetail {
        shipment: PortalShipment {
            id: 156,
            shipment_number: "SH-2026-0094".into(),
            order_id: 150,
            order_number: "O-2026-0117".into(),
            carrier: Some("DHL".into()),
            tracking_number: None,
            tracking_url: None,
            dispatch_date: Some(day("2026-03-12")),
            est_delivery_date: due.map(day),
            actual_delivery_date: None,
            status,
            ship_to_name: None,
            ship_to_street: None,
            ship_to_city: None,
            ship_to_postal_code: None,
            ship_to_country: None,
            cartons: 60,
            items: Vec::new(),
            updated_at: "2026-03-17T06:40:00Z".parse().unwrap(),
        },
        timeline,
        delivery_proof: None,
    }
}

fn headline(detail: &PortalShipmentDetail) -> Headline {
    Headline::of(detail, day("2026-03-17"), |at| at.date_naive())
}

use ShipmentStatus::{Delivered, Exception, InTransit, OutForDelivery, Pending};

#[test]
fn every_state_has_its_headline() {
    let of = |status, due| headline(&parcel(status, due, Vec::new()));
    assert_eq!(of(Pending, Some("2026-03-19")), Headline::BeingPacked);
    assert_eq!(of(Exception, Some("2026-03-19")), Headline::NeedsAttention);
    let on = day("2026-03-19");
    assert_eq!(of(InTransit, Some("2026-03-19")), Headline::Arriving { on });
    let on = day("2026-03-17");
    assert_eq!(of(InTransit, Some("2026-03-17")), Headline::Arriving { on });
    let on = day("2026-03-16");
    assert_eq!(of(InTransit, Some("2026-03-16")), Headline::WasDue { on });
    assert_eq!(of(InTransit, None), Headline::OnItsWay);
    assert_eq!(of(Delivered, None), Headline::Delivered { at: None });
}

#[test]
fn today_is_said_only_of_today() {
    let out = |at: &str| {
        headline(&parcel(
            OutForDelivery,
            None,
            vec![event(OutForDelivery, at)],
        ))
    };
    assert_eq!(
        out("2026-03-17T06:40:00Z"),
        Headline::OutForDelivery { today: true }
    );
    assert_eq!(
        out("2026-03-16T06:40:00Z"),
        Headline::OutForDelivery { today: false }
    );
}

#[test]
fn a_delivery_without_its_time_takes_the_milestones() {
    let detail = parcel(
        Delivered,
        None,
        vec![
            event(InTransit, "2026-03-12T09:10:00Z"),
            event(Delivered, "2026-03-17T10:22:00Z"),
        ],
    );
    let at = Some("2026-03-17T10:22:00Z".parse().unwrap());
    assert_eq!(headline(&detail), Headline::Delivered { at });
}

#[test]
fn the_way_shows_the_first_scan_and_the_last_ones() {
    use StationState::{Done, Next, Now};
    let scans: Vec<_> = (1..=6)
        .map(|n| event(InTransit, &format!("2026-03-1{n}T09:00:00Z")))
        .collect();
    let due = Some(day("2026-03-19"));
    let detail = parcel(InTransit, Some("2026-03-19"), scans.clone());
    let [a, .., d, e, f] = &scans[..] else {
        panic!("six scans")
    };
    assert_eq!(
        stops(&detail),
        vec![
            (Done, Stop::PickedUp(a.clone())),
            (Done, Stop::Scan(d.clone())),
            (Done, Stop::Scan(e.clone())),
            (Now, Stop::Scan(f.clone())),
            (Next, Stop::ToGoOut(due)),
            (Next, Stop::ToArrive(due)),
        ]
    );
}

#[test]
fn nothing_is_ahead_of_what_has_arrived_and_all_of_what_is_packed() {
    use StationState::{Done, Next};
    let arrived = event(Delivered, "2026-03-17T10:22:00Z");
    let detail = parcel(Delivered, None, vec![arrived.clone()]);
    assert_eq!(stops(&detail), vec![(Done, Stop::Scan(arrived))]);
    let detail = parcel(Pending, None, Vec::new());
    assert_eq!(
        stops(&detail),
        vec![
            (Next, Stop::ToPickUp(Some(day("2026-03-12")))),
            (Next, Stop::ToGoOut(None)),
            (Next, Stop::ToArrive(None)),
        ]
    );
    let out = event(OutForDelivery, "2026-03-17T06:40:00Z");
    let detail = parcel(OutForDelivery, None, vec![out]);
    assert_eq!(stops(&detail).len(), 2);
}

#[test]
fn only_the_web_is_linked() {
    let link = |url| web_address(Some(url));
    assert!(link("https://carrier.example/1").is_some());
    for bad in [
        "http://carrier.example/1",
        "javascript:alert(1)",
        "//carrier.example",
        "",
    ] {
        assert_eq!(link(bad), None, "{bad}");
    }
    assert_eq!(web_address(None), None);
}
