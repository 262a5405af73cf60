//! The demonstration accounts of `seed-data.sql`, by what they stand for.

/// Somebody who can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    Admin,
    Manager,
    User,
    Viewer,
    /// Acts in no organization unless it names one.
    Platform,
    /// Kakao Kontor, customer 13.
    Hamburg,
    /// Harbor Cocoa, customer 1.
    Portland,
    /// Shibuya Cacao, customer 23.
    Tokyo,
    /// Empty Shelf, customer 4: no orders.
    EmptyShelf,
    /// The admin of the second organization, whose rows repeat the first one's codes.
    OtherAdmin,
    /// A shop of the second organization, customer 35.
    Stranger,
}

impl Account {
    pub const STAFF: [Self; 4] = [Self::Viewer, Self::User, Self::Manager, Self::Admin];
    pub const SHOPS: [Self; 4] = [Self::Hamburg, Self::Portland, Self::Tokyo, Self::EmptyShelf];

    pub const fn email(self) -> &'static str {
        match self {
            Self::Admin => "admin@cacaoixchel.example",
            Self::Manager => "manager@cacaoixchel.example",
            Self::User => "user@cacaoixchel.example",
            Self::Viewer => "viewer@cacaoixchel.example",
            Self::Platform => "platform@ixchel.example",
            Self::Hamburg => "buyer@kakao-kontor.example",
            Self::Portland => "buyer@harbor-cocoa.example",
            Self::Tokyo => "buyer@shibuya-cacao.example",
            Self::EmptyShelf => "buyer@empty-shelf.example",
            Self::OtherAdmin => "admin@otra-tierra.example",
            Self::Stranger => "buyer@stranger.example",
        }
    }

    pub const fn is_shop(self) -> bool {
        matches!(
            self,
            Self::Hamburg | Self::Portland | Self::Tokyo | Self::EmptyShelf | Self::Stranger
        )
    }

    /// Whether it belongs to Cacao Ixchel and may therefore never see a word of the second organization.
    pub const fn is_of_ixchel(self) -> bool {
        !matches!(self, Self::Platform | Self::OtherAdmin | Self::Stranger)
    }

    pub const fn sign_in_path(self) -> &'static str {
        if self.is_shop() {
            "/api/portal/customer/login"
        } else {
            "/api/auth/login"
        }
    }

    pub const fn sign_out_path(self) -> &'static str {
        if self.is_shop() {
            "/api/portal/customer/logout"
        } else {
            "/api/auth/logout"
        }
    }

    pub const fn me_path(self) -> &'static str {
        if self.is_shop() {
            "/api/portal/customer/me"
        } else {
            "/api/auth/me"
        }
    }

    /// The id of a shop's customer in the demonstration data.
    pub const fn customer_id(self) -> Option<i64> {
        match self {
            Self::Hamburg => Some(13),
            Self::Portland => Some(1),
            Self::Tokyo => Some(23),
            Self::EmptyShelf => Some(4),
            Self::Stranger => Some(35),
            _ => None,
        }
    }
}
