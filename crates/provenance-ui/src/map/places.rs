//! Where things are between the mountains of Alta Verapaz, in degrees north and east: towns, rivers, and the roads that
//! the beans travel on. Drawn from public knowledge of the land; a river's bend is not a survey.

/// Degrees north, degrees east.
pub type Place = (f64, f64);

pub const COBAN: Place = (15.4708, -90.3708);

pub struct Town {
    pub name: &'static str,
    pub at: Place,
    /// Its name stands below it, not above.
    pub below: bool,
}

const fn town(name: &'static str, at: Place, below: bool) -> Town {
    Town { name, at, below }
}

pub const TOWNS: [Town; 5] = [
    town("Lanquín", (15.5756, -89.9797), true),
    town("Cahabón", (15.6092, -89.8117), false),
    town("Tactic", (15.3178, -90.3519), true),
    town("Senahú", (15.4336, -89.8272), false),
    town("Panzós", (15.3983, -89.6417), true),
];

pub struct River {
    pub name: Option<&'static str>,
    /// From its spring down.
    pub course: &'static [Place],
}

pub const RIVERS: [River; 2] = [
    River {
        name: None,
        course: &[
            (15.352, -90.412),
            (15.402, -90.416),
            (15.462, -90.384),
            (15.484, -90.300),
            (15.494, -90.205),
            (15.513, -90.110),
            (15.529, -90.020),
            (15.541, -89.950),
            (15.578, -89.885),
            (15.600, -89.822),
            (15.590, -89.752),
            (15.533, -89.712),
            (15.468, -89.655),
            (15.412, -89.592),
        ],
    },
    River {
        name: Some("Polochic"),
        course: &[
            (15.316, -90.345),
            (15.303, -90.235),
            (15.292, -90.118),
            (15.302, -90.000),
            (15.314, -89.885),
            (15.338, -89.748),
            (15.390, -89.640),
            (15.416, -89.560),
            (15.446, -89.450),
            (15.470, -89.330),
            (15.478, -89.180),
        ],
    },
];

/// Each from the workshop outwards.
pub const ROADS: [&[Place]; 3] = [
    &[
        COBAN,
        (15.4775, -90.3103),
        (15.502, -90.215),
        (15.518, -90.120),
        (15.523, -90.045),
        (15.548, -90.005),
        (15.5756, -89.9797),
        (15.592, -89.915),
        (15.605, -89.860),
        (15.6092, -89.8117),
        (15.628, -89.760),
    ],
    &[
        COBAN,
        (15.420, -90.405),
        (15.3733, -90.430),
        (15.340, -90.395),
        (15.3178, -90.3519),
        (15.305, -90.235),
        (15.294, -90.118),
        (15.304, -90.000),
        (15.316, -89.885),
        (15.336, -89.750),
        (15.395, -89.645),
    ],
    &[
        COBAN,
        (15.530, -90.405),
        (15.590, -90.395),
        (15.640, -90.415),
        (15.690, -90.432),
    ],
];
