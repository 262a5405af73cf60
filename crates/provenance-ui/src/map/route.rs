//! The way the beans travel: from the farm to the nearest road, and on it to the workshop.

use super::places::{COBAN, Place, ROADS};

/// Kilometres a degree of latitude; and of longitude here, at 15.5° north.
const KM_NORTH: f64 = 110.6;
const KM_EAST: f64 = 107.3;

fn distance((north, east): Place, (n, e): Place) -> f64 {
    let (dn, de) = ((north - n) * KM_NORTH, (east - e) * KM_EAST);
    (dn * dn + de * de).sqrt()
}

/// As the crow flies, to the workshop, in whole kilometres.
pub fn kilometres(farm: Place) -> i64 {
    distance(farm, COBAN).round() as i64
}

/// The point of a stretch of road that is nearest, as a share of the stretch.
fn nearest(farm: Place, from: Place, to: Place) -> Place {
    let (dn, de) = (to.0 - from.0, to.1 - from.1);
    let along = ((farm.0 - from.0) * dn + (farm.1 - from.1) * de) / (dn * dn + de * de);
    let along = along.clamp(0.0, 1.0);
    (from.0 + dn * along, from.1 + de * along)
}

/// From the farm to the workshop.
pub fn to_workshop(farm: Place) -> Vec<Place> {
    let mut best: Option<(f64, &[Place], Place)> = None;
    for road in ROADS {
        for stretch in 1..road.len() {
            let join = nearest(farm, road[stretch - 1], road[stretch]);
            let far = distance(farm, join);
            if best.is_none_or(|(least, ..)| far < least) {
                best = Some((far, &road[..stretch], join));
            }
        }
    }
    let mut way = vec![farm];
    if let Some((far, road, join)) = best {
        // A farm on the road needs no turn-off, nor does a corner that lies just there.
        if far > 0.5 {
            way.push(join);
        }
        way.extend(
            road.iter()
                .rev()
                .filter(|place| **place == COBAN || distance(**place, join) > 1.5),
        );
    }
    way
}
