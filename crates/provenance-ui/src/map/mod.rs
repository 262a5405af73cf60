//! The map on the provenance page, drawn in code: relief, rivers, towns, and the dyed thread from the farm to the
//! workshop. No tile, no font and no picture is fetched.

mod land;
mod places;
mod route;

use leptos::prelude::*;
use ui_kit::say::fixed;

use super::words::pw;
use land::{HEIGHT, WIDTH, flat, lifted, line, threads};
use places::{COBAN, Place, RIVERS, TOWNS, Town};
pub use route::kilometres;

/// The farm's place, where it lies on this map.
pub fn on_map(latitude: Option<f64>, longitude: Option<f64>) -> Option<Place> {
    const MARGIN: (f64, f64) = (40.0, 70.0);
    let place = (latitude?, longitude?);
    let (x, y) = flat(place);
    let inside =
        (MARGIN.0..WIDTH - MARGIN.0).contains(&x) && (MARGIN.1..HEIGHT - MARGIN.0).contains(&y);
    inside.then_some(place)
}

/// Where a label stands beside its point.
struct Label {
    x: f64,
    y: f64,
    anchor: &'static str,
}

/// Beside the town; below and to the right of the farm where that lies close: the thread comes from the left, and the
/// farm's own name stands above.
fn town_label(town: &Town, farm: (f64, f64)) -> Label {
    let (x, y) = lifted(town.at);
    let crowded = (farm.0 - x).abs() < 60.0 && (farm.1 - y).abs() < 40.0;
    let (x, y) = match (crowded, town.below) {
        (true, _) => (x.max(farm.0) + 12.0, y.max(farm.1) + 18.0),
        (false, true) => (x + 9.0, y + 15.0),
        (false, false) => (x + 9.0, y - 6.0),
    };
    Label {
        x,
        y,
        anchor: "start",
    }
}

/// Above the farm, and inside the frame.
fn farm_label((x, y): (f64, f64)) -> Label {
    let anchor = if x < 200.0 {
        "start"
    } else if x > 440.0 {
        "end"
    } else {
        "middle"
    };
    let x = match anchor {
        "start" => (x - 12.0).max(12.0),
        "end" => x + 12.0,
        _ => x,
    };
    Label {
        x,
        y: y - 44.0,
        anchor,
    }
}

fn towns(farm: (f64, f64)) -> impl IntoView {
    let far = |town: &Town| {
        let (x, y) = lifted(town.at);
        (x - farm.0) * (x - farm.0) + (y - farm.1) * (y - farm.1)
    };
    let nearest = TOWNS.iter().map(far).fold(f64::MAX, f64::min);
    TOWNS
        .iter()
        .map(|town| {
            // Where there is little room only the nearest town is named.
            let minor = far(town) > nearest;
            let (x, y) = lifted(town.at);
            let label = town_label(town, farm);
            view! {
                <g class:minor=minor>
                    <circle class="town" cx=px(x) cy=px(y) r="3.2"></circle>
                    <text class="tl" x=px(label.x) y=px(label.y) text-anchor=label.anchor>
                        {town.name}
                    </text>
                </g>
            }
        })
        .collect_view()
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}

/// `name` and `region` are the farm's.
#[component]
pub fn FarmMap(place: Place, name: String, region: String) -> impl IntoView {
    let farm = lifted(place);
    let work = lifted(COBAN);
    let rivers = RIVERS
        .iter()
        .map(|river| {
            let label = river.name.zip(river.course.get(river.course.len() - 3));
            view! {
                <path class="river" d=line(river.course)></path>
                {label.map(|(name, at)| {
                    let (x, y) = lifted(*at);
                    view! { <text class="rl" x=px(x) y=px(y - 8.0)>{name}</text> }
                })}
            }
        })
        .collect_view();
    let label = farm_label(farm);
    let leader = format!("M{:.1} {:.1}V{:.1}", farm.0, farm.1 - 8.0, farm.1 - 36.0);
    let spoken = {
        let name = name.clone();
        move || (pw().map_label)(&name, &region)
    };
    view! {
        <svg
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            preserveAspectRatio="xMinYMid slice"
            role="img"
            aria-label=spoken
        >
            <defs>
                <linearGradient id="fade-x" x1="0" x2="1" y1="0" y2="0">
                    <stop class="f0" offset="0"></stop>
                    <stop class="f1" offset=".14"></stop>
                    <stop class="f1" offset=".9"></stop>
                    <stop class="f0" offset="1"></stop>
                </linearGradient>
                <linearGradient id="fade-y" x1="0" x2="0" y1="0" y2="1">
                    <stop class="f0" offset="0"></stop>
                    <stop class="f1" offset=".16"></stop>
                    <stop class="f1" offset=".84"></stop>
                    <stop class="f0" offset="1"></stop>
                </linearGradient>
                <mask id="mask-x">
                    <rect width="960" height="460" fill="url(#fade-x)"></rect>
                </mask>
                <mask id="mask-y">
                    <rect width="960" height="460" fill="url(#fade-y)"></rect>
                </mask>
            </defs>
            <g mask="url(#mask-y)">
                <path class="relief" mask="url(#mask-x)" d=threads()></path>
            </g>
            {rivers}
            <path class="road" d=line(&route::to_workshop(place))></path>
            {towns(farm)}
            <circle class="work" cx=px(work.0) cy=px(work.1) r="6"></circle>
            <text class="fl" x=px(work.0) y=px(work.1 + 28.0) text-anchor="middle">
                {fixed(|| pw().workshop)}
            </text>
            <path class="leader" d=leader></path>
            <circle class="farmdot" cx=px(farm.0) cy=px(farm.1) r="8"></circle>
            <text class="fl big" x=px(label.x) y=px(label.y) text-anchor=label.anchor>
                {name}
            </text>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TZUNUN: Place = (15.58, -89.97);
    const CUBILHUITZ: Place = (15.66, -90.43);
    const TELEMAN: Place = (15.34, -89.75);

    #[test]
    fn only_farms_of_the_region_are_on_the_map() {
        for (north, east) in [TZUNUN, CUBILHUITZ, TELEMAN] {
            assert!(on_map(Some(north), Some(east)).is_some());
        }
        // Suchitepéquez, the gulf of Guinea, and a farm whose place is not told.
        assert_eq!(on_map(Some(14.53), Some(-91.5)), None);
        assert_eq!(on_map(Some(0.0), Some(0.0)), None);
        assert_eq!(on_map(Some(15.58), None), None);
        assert_eq!(on_map(Some(f64::NAN), Some(-89.97)), None);
    }

    #[test]
    fn the_thread_runs_from_the_farm_to_the_workshop_on_the_nearest_road() {
        for (farm, by) in [
            (TZUNUN, (15.4775, -90.3103)),
            (TELEMAN, (15.3178, -90.3519)),
            (CUBILHUITZ, (15.59, -90.395)),
        ] {
            let way = route::to_workshop(farm);
            assert_eq!(way.first(), Some(&farm));
            assert_eq!(way.last(), Some(&COBAN));
            assert!(way.contains(&by), "{way:?}");
        }
    }

    #[test]
    fn distances_are_as_the_crow_flies() {
        assert_eq!(kilometres(COBAN), 0);
        assert_eq!(kilometres(TZUNUN), 45);
    }

    #[test]
    fn the_relief_is_the_same_every_time_and_stays_small() {
        let drawn = threads();
        assert_eq!(drawn, threads());
        assert!(drawn.len() < 120_000, "{}", drawn.len());
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
    }

    #[test]
    fn no_place_is_lifted_out_of_the_frame() {
        for town in TOWNS {
            let (x, y) = lifted(town.at);
            assert!((0.0..WIDTH).contains(&x) && (60.0..HEIGHT).contains(&y));
        }
    }
}
