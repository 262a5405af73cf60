//! Tells "left out" from "set to null" in a PATCH body.

use serde::{Deserialize, Deserializer};

/// For a member of type `Option<Option<T>>`: present means `Some`, whatever it holds.
pub fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}
