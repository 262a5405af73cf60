//! The woven marks: which cells of a small cloth are raised, for a farm's mark and for the bars that carry it, and how
//! far along its five knots an order's thread is dyed. Plain arithmetic; the same input gives the same picture for ever.

use contract::OrderStatus;

const HALF: i32 = 6;
/// Rings of the diamond by distance from the middle; bit d stands for distance d. Never 0 or 1 (the heart's), never
/// 9 and more (the corner's).
const RINGS: [u16; 7] = [
    1 << 2 | 1 << 3 | 1 << 6 | 1 << 7,
    1 << 2 | 1 << 3 | 1 << 4 | 1 << 7,
    1 << 2 | 1 << 5 | 1 << 6,
    1 << 3 | 1 << 4 | 1 << 7 | 1 << 8,
    1 << 2 | 1 << 3 | 1 << 5 | 1 << 6,
    1 << 2 | 1 << 3 | 1 << 7,
    1 << 4 | 1 << 5 | 1 << 8,
];
const CORNERS: [u16; 5] = [
    1 << 10 | 1 << 11 | 1 << 12,
    1 << 11 | 1 << 12,
    1 << 9 | 1 << 11,
    1 << 10 | 1 << 12,
    1 << 12,
];

/// What lies in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heart {
    Bar,
    Open,
    Dot,
    Cross,
}

const HEARTS: [Heart; 4] = [Heart::Bar, Heart::Open, Heart::Dot, Heart::Cross];

/// A 13 × 13 cloth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weave {
    rings: u16,
    heart: Heart,
    corner: u16,
}

impl Weave {
    /// Any 140 farms with consecutive ids have 140 different marks.
    pub fn of_farm(id: i64) -> Self {
        // 39 is coprime with 140: a step to the next id changes rings, heart and corner together.
        let n = ((id.rem_euclid(140) + 139) * 39 % 140) as usize;
        Self {
            rings: RINGS[n % 7],
            heart: HEARTS[n / 7 % 4],
            corner: CORNERS[n / 28],
        }
    }

    /// The plain cloth of a bar whose farm is not chosen yet.
    pub fn plain() -> Self {
        Self {
            rings: 1 << 6,
            heart: Heart::Open,
            corner: 0,
        }
    }

    fn raised(self, x: i32, y: i32) -> bool {
        let distance = x.abs() + y.abs();
        match distance {
            0 => self.heart != Heart::Open,
            1 => self.heart == Heart::Cross || self.heart == Heart::Bar && y == 0,
            _ => (self.rings | self.corner) >> distance & 1 == 1,
        }
    }

    /// Path data: every run of raised cells of a row is one stroke, as a weft thread floats. `pitch` is a cell's size.
    pub fn path(self, pitch: f64) -> String {
        let mut path = String::new();
        for y in -HALF..=HALF {
            let mut x = -HALF;
            while x <= HALF {
                let start = x;
                while x <= HALF && self.raised(x, y) {
                    x += 1;
                }
                let cells = x - start;
                if cells > 0 {
                    let left = f64::from(start + HALF) * pitch + pitch * 0.42;
                    let top = f64::from(y + HALF) * pitch + pitch * 0.5;
                    let length = f64::from(cells - 1) * pitch + pitch * 0.16;
                    path.push_str(&format!("M{left:.2} {top:.2}h{length:.2}"));
                }
                x += 1;
            }
        }
        path
    }
}

/// Path data of a farm's mark on a 39 × 39 cloth.
pub fn farm_mark(farm_id: i64) -> String {
    Weave::of_farm(farm_id).path(3.0)
}

/// The dye of a bar's wrapper: one per origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dye {
    Lanquin,
    Cahabon,
    Coban,
    Polochic,
    /// No farm is chosen yet, and the name tells no origin.
    Undyed,
}

impl Dye {
    pub const fn class(self) -> &'static str {
        match self {
            Self::Lanquin => "dye lanquin",
            Self::Cahabon => "dye cahabon",
            Self::Coban => "dye coban",
            Self::Polochic => "dye polochic",
            Self::Undyed => "dye undyed",
        }
    }

    /// By the origin that the region or the product's name tells, else by the farm's number.
    pub fn of(region: Option<&str>, product: &str, farm_id: Option<i64>) -> Self {
        // Names of places are written with capitals everywhere; the full Unicode tables would weigh 20 KB.
        let told = |text: &str| {
            [
                ("Lanqu", Self::Lanquin),
                ("Cahab", Self::Cahabon),
                ("Cob\u{e1}n", Self::Coban),
                ("Coban", Self::Coban),
                ("Poloch", Self::Polochic),
            ]
            .into_iter()
            .find(|(origin, _)| text.contains(origin))
            .map(|(_, dye)| dye)
        };
        told(product)
            .or_else(|| region.and_then(told))
            .unwrap_or(match farm_id {
                Some(id) => [Self::Lanquin, Self::Cahabon, Self::Coban, Self::Polochic]
                    [id.rem_euclid(4) as usize],
                None => Self::Undyed,
            })
    }
}

/// How far a thread is dyed: the knot one is at (0 farm, 1 batch, 2 bar, 3 order, 4 shop) and the part of the way to
/// the next, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThreadAt {
    pub knot: u8,
    pub part: f64,
    /// The line is cut by a recall.
    pub cut: bool,
}

impl ThreadAt {
    pub const DONE: Self = Self {
        knot: 4,
        part: 0.0,
        cut: false,
    };

    pub const fn at(knot: u8) -> Self {
        Self {
            knot,
            part: 0.0,
            cut: false,
        }
    }

    /// None for a cancelled order: its line is not drawn. `allocated`: a lot is chosen; `shipped_part`: cartons that
    /// left of those ordered, 0 to 1.
    pub fn of_order(status: OrderStatus, allocated: bool, shipped_part: f64) -> Option<Self> {
        let part = shipped_part.clamp(0.0, 1.0);
        Some(match status {
            OrderStatus::Pending if allocated => Self::at(1),
            OrderStatus::Pending => Self::at(0),
            // Short of the next knot, which stands for "all left".
            OrderStatus::InProduction => Self {
                knot: 2,
                part: part * 0.8,
                cut: false,
            },
            OrderStatus::Shipped => Self {
                knot: 3,
                part: 0.6,
                cut: false,
            },
            OrderStatus::Delivered => Self::DONE,
            OrderStatus::Cancelled => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_farm_keeps_its_mark() {
        assert_eq!(Weave::of_farm(7), Weave::of_farm(7));
        assert_eq!(Weave::of_farm(1).path(3.0), Weave::of_farm(141).path(3.0));
        // Any integer has a mark.
        assert!(!Weave::of_farm(i64::MIN).path(3.0).is_empty());
        assert!(!Weave::of_farm(i64::MAX).path(3.0).is_empty());
    }

    #[test]
    fn neighbouring_farms_have_different_marks() {
        for first in [0_i64, 1, 1_000] {
            let marks: HashSet<String> = (first..first + 140)
                .map(|id| Weave::of_farm(id).path(3.0))
                .collect();
            assert_eq!(marks.len(), 140);
        }
    }

    #[test]
    fn a_mark_is_the_same_from_all_four_sides() {
        for id in 0..140 {
            let weave = Weave::of_farm(id);
            for (x, y) in (-HALF..=HALF).flat_map(|x| (-HALF..=HALF).map(move |y| (x, y))) {
                assert_eq!(weave.raised(x, y), weave.raised(-x, y));
                assert_eq!(weave.raised(x, y), weave.raised(x, -y));
            }
        }
    }

    #[test]
    fn a_run_of_cells_is_one_stroke() {
        // The first row of a mark with the full corner: three cells at each end.
        let weave = Weave {
            rings: 1 << 6 | 1 << 7,
            heart: Heart::Bar,
            corner: CORNERS[0],
        };
        assert!(
            weave
                .path(3.0)
                .starts_with("M1.26 1.50h6.48M16.26 1.50h6.48M31.26 1.50h6.48M1.26 4.50h3.48")
        );
    }

    #[test]
    fn the_name_tells_the_dye_before_the_region() {
        assert_eq!(
            Dye::of(Some("Alta Verapaz"), "Cahabón 72% 60 g", Some(1)),
            Dye::Cahabon
        );
        assert_eq!(Dye::of(Some("Lanquín"), "House bar", Some(2)), Dye::Lanquin);
        assert_eq!(Dye::of(Some("Petén"), "House bar", Some(2)), Dye::Coban);
        assert_eq!(Dye::of(None, "House bar", None), Dye::Undyed);
    }

    #[test]
    fn the_thread_follows_the_order() {
        let at = |status, allocated, part| {
            ThreadAt::of_order(status, allocated, part).map(|at| (at.knot, at.part))
        };
        assert_eq!(at(OrderStatus::Pending, false, 0.0), Some((0, 0.0)));
        assert_eq!(at(OrderStatus::Pending, true, 0.0), Some((1, 0.0)));
        assert_eq!(at(OrderStatus::InProduction, true, 0.5), Some((2, 0.4)));
        assert_eq!(at(OrderStatus::InProduction, true, 9.0), Some((2, 0.8)));
        assert_eq!(at(OrderStatus::Shipped, true, 1.0), Some((3, 0.6)));
        assert_eq!(at(OrderStatus::Delivered, true, 1.0), Some((4, 0.0)));
        assert_eq!(at(OrderStatus::Cancelled, true, 1.0), None);
    }
}
