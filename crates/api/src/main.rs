//! The binary `ixchel`.

fn main() {}
