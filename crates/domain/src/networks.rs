//! Networks in CIDR form, as an allowlist keeps them. IPv4 lives inside IPv6 as `::ffff:0:0/96`, so that an address is
//! the same whichever way it is written.

use std::{fmt, net::IpAddr, net::Ipv6Addr, str::FromStr};

/// A network, its host bits zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: u128,
    /// Of the 128 bits.
    length: u32,
}

/// Bits before an IPv4 address.
const MAPPED: u32 = 96;

impl Network {
    pub fn contains(&self, address: IpAddr) -> bool {
        bits(address) & mask(self.length) == self.base
    }
}

impl FromStr for Network {
    type Err = ();

    /// `10.0.0.0/8`, `2001:db8::/32`; an address alone is a network of one. Host bits are dropped.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| ())?;
        let before = if address.is_ipv4() { MAPPED } else { 0 };
        let length = match length {
            None => 128,
            Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
                let length: u32 = digits.parse().map_err(|_| ())?;
                length
                    .checked_add(before)
                    .filter(|length| *length <= 128)
                    .ok_or(())?
            }
            Some(_) => return Err(()),
        };
        Ok(Self {
            base: bits(address) & mask(length),
            length,
        })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = Ipv6Addr::from(self.base);
        match address.to_ipv4_mapped() {
            Some(v4) if self.length >= MAPPED => write!(f, "{v4}/{}", self.length - MAPPED),
            _ => write!(f, "{address}/{}", self.length),
        }
    }
}

fn mask(length: u32) -> u128 {
    u128::MAX.checked_shl(128 - length).unwrap_or(0)
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(v4.to_ipv6_mapped()),
        IpAddr::V6(v6) => u128::from(v6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_has_one_spelling() {
        for (given, kept) in [
            ("192.0.2.77/24", "192.0.2.0/24"),
            ("192.0.2.77", "192.0.2.77/32"),
            ("2001:DB8:0::1/32", "2001:db8::/32"),
            ("::ffff:10.1.2.3/104", "10.0.0.0/8"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("::/0", "::/0"),
        ] {
            let network: Network = given.parse().expect(given);
            assert_eq!(network.to_string(), kept);
        }
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in [
            "",
            "localhost",
            "10.0.0.0/33",
            "10.0.0.0/-1",
            "10.0.0.0/+8",
            "10.0.0.0/",
            "::/129",
            "10.0.0/8",
            "010.0.0.1",
            " 10.0.0.0/8",
            "10.0.0.0/8 ",
            "fe80::1%eth0/64",
            "10.0.0.0/4294967295",
        ] {
            assert!(text.parse::<Network>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn addresses_are_found_in_either_spelling() {
        let network: Network = "192.0.2.0/24".parse().expect("a network");
        let within = |text: &str| network.contains(text.parse().expect("an address"));
        assert!(within("192.0.2.255"));
        assert!(within("::ffff:192.0.2.1"));
        assert!(!within("192.0.3.0"));
        assert!(!within("::192.0.2.1"));
    }
}
