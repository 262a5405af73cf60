//! The derives every contract type shares, so that none is forgotten and the `server` feature is named once.

/// An enumeration whose text form is the same in JSON, in the database and in a query string.
macro_rules! enumeration {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:tt),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every value, in the order of the field's life cycle.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text form used in JSON, in the database and in query strings.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    other => Err(format!("{other:?} is not a {}", stringify!($name))),
                }
            }
        }
    };
}

/// A type that leaves the server. Extra members are ignored by readers, so that a newer server keeps working
/// with an older front end.
macro_rules! reply {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })+) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
            #[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
            pub struct $name { $($body)* }
        )+
    };
}

/// A type that enters the server: a member it does not know is refused by name.
macro_rules! request {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })+) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
            #[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
            #[serde(deny_unknown_fields)]
            pub struct $name { $($body)* }
        )+
    };
}

/// The query string of a list: like a request, and each member also documented as a parameter.
macro_rules! query {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })+) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
            #[cfg_attr(feature = "server", derive(utoipa::ToSchema, utoipa::IntoParams, validator::Validate))]
            #[cfg_attr(feature = "server", into_params(parameter_in = Query))]
            #[serde(deny_unknown_fields)]
            pub struct $name { $($body)* }
        )+
    };
}
