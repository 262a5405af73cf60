//! Where a request comes from. `X-Forwarded-For` is believed only as far as trusted proxies wrote it: the right-most
//! address that is not one of them counts.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

use actix_web::dev::RequestHead;

/// A list of networks in CIDR form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<Network>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    base: u128,
    mask: u128,
}

impl Networks {
    pub fn contains(&self, address: IpAddr) -> bool {
        let bits = bits(address);
        self.0
            .iter()
            .any(|network| bits & network.mask == network.base)
    }
}

impl FromStr for Networks {
    type Err = String;

    /// `10.0.0.0/8, 2001:db8::/32`; an address alone is a network of one.
    fn from_str(text: &str) -> Result<Self, String> {
        text.split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(network)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

fn network(text: &str) -> Result<Network, String> {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let address: IpAddr = address
        .parse()
        .map_err(|_| format!("`{text}` is not a network such as 10.0.0.0/8"))?;
    let width: u32 = if address.is_ipv4() { 32 } else { 128 };
    let length = match length {
        None => width,
        Some(digits) => digits
            .parse()
            .ok()
            .filter(|length| *length <= width)
            .ok_or_else(|| format!("`{text}` has no prefix length from 0 to {width}"))?,
    };
    // IPv4 lives inside IPv6 as ::ffff:0:0/96.
    let host_bits = width - length;
    let mask = if host_bits == 128 {
        0
    } else {
        u128::MAX << host_bits
    };
    Ok(Network {
        base: bits(address) & mask,
        mask,
    })
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(v4.to_ipv6_mapped()),
        IpAddr::V6(v6) => u128::from(v6),
    }
}

/// The caller's address.
pub fn client_address(head: &RequestHead, trusted: &Networks) -> IpAddr {
    let peer = head
        .peer_addr
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let mut address = canonical(peer);
    if !trusted.contains(address) {
        return address;
    }
    let lists = head.headers.get_all("x-forwarded-for");
    // Bytes that are no text must not make a whole list disappear, with the address that the proxy wrote.
    let forwarded: Vec<String> = lists
        .flat_map(|value| {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            let hops = text.split(',').map(|hop| hop.trim().to_owned());
            hops.collect::<Vec<_>>()
        })
        .filter(|hop| !hop.is_empty())
        .collect();
    for hop in forwarded.iter().rev() {
        // A proxy that knows no address vouches for none: nobody's, rather than the proxy's own, which an allowlist may
        // hold.
        let Some(hop) = hop_address(hop) else {
            return IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        };
        address = canonical(hop);
        if !trusted.contains(address) {
            break;
        }
    }
    address
}

/// Some proxies write the port, too: `192.0.2.1:443`, `[2001:db8::1]:443`.
fn hop_address(text: &str) -> Option<IpAddr> {
    let bracketed = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    if let Some(inside) = bracketed {
        return inside.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    }
    let plain = text.parse::<IpAddr>().ok();
    plain.or_else(|| {
        text.parse::<SocketAddr>()
            .ok()
            .map(|with_port| with_port.ip())
    })
}

fn canonical(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

/// What one caller is for a limit: an IPv6 household has a /64.
pub fn limit_key(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn seen(peer: &str, forwarded: &str, trusted: &str) -> String {
        let request = TestRequest::default()
            .peer_addr((peer.parse::<IpAddr>().expect("an address"), 1).into())
            .insert_header(("x-forwarded-for", forwarded))
            .to_http_request();
        let networks = trusted.parse().expect("networks");
        client_address(request.head(), &networks).to_string()
    }

    #[test]
    fn strangers_cannot_say_where_they_come_from() {
        assert_eq!(seen("203.0.113.9", "1.2.3.4", "10.0.0.0/8"), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", "1.2.3.4", ""), "10.0.0.1");
    }

    #[test]
    fn the_right_most_untrusted_address_counts() {
        let trusted = "10.0.0.0/8,192.168.1.1";
        assert_eq!(seen("10.0.0.1", "6.6.6.6, 1.2.3.4", trusted), "1.2.3.4");
        assert_eq!(
            seen("10.0.0.1", "6.6.6.6, 1.2.3.4, 192.168.1.1", trusted),
            "1.2.3.4"
        );
        assert_eq!(seen("10.0.0.1", "", trusted), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", "6.6.6.6,, ", trusted), "6.6.6.6");
    }

    #[test]
    fn what_a_proxy_did_not_understand_is_nobodys_address() {
        let trusted = "10.0.0.0/8";
        for garbage in [
            "nonsense",
            "unknown",
            "_hidden",
            "6.6.6.6, 1.2.3",
            "1.2.3.4.5",
            "::1%lo",
        ] {
            assert_eq!(seen("10.0.0.1", garbage, trusted), "0.0.0.0", "{garbage}");
        }
        let request = TestRequest::default()
            .peer_addr("10.0.0.1:1".parse().expect("an address"))
            .insert_header(("x-forwarded-for", &b"\xff\xfe, 203.0.113.9"[..]))
            .to_http_request();
        let networks = trusted.parse().expect("networks");
        let address = client_address(request.head(), &networks);
        assert_eq!(address.to_string(), "203.0.113.9");
    }

    #[test]
    fn ports_brackets_and_mapped_addresses_are_understood() {
        let trusted = "10.0.0.0/8";
        for (hop, address) in [
            ("203.0.113.9:51234", "203.0.113.9"),
            ("[2001:db8::9]:443", "2001:db8::9"),
            ("[2001:db8::9]", "2001:db8::9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("203.0.113.9, ::ffff:10.0.0.7", "203.0.113.9"),
        ] {
            assert_eq!(seen("10.0.0.1", hop, trusted), address, "{hop}");
        }
        assert_eq!(
            seen("::ffff:10.0.0.1", "203.0.113.9", trusted),
            "203.0.113.9"
        );
    }

    #[test]
    fn only_one_header_is_looked_at() {
        let request = TestRequest::default()
            .peer_addr("10.0.0.1:1".parse().expect("an address"))
            .insert_header(("forwarded", "for=192.0.2.1"))
            .insert_header(("x-real-ip", "192.0.2.1"))
            .insert_header(("true-client-ip", "192.0.2.1"))
            .insert_header(("cf-connecting-ip", "192.0.2.1"))
            .to_http_request();
        let networks = "10.0.0.0/8".parse().expect("networks");
        let address = client_address(request.head(), &networks);
        assert_eq!(address.to_string(), "10.0.0.1");
    }

    #[test]
    fn networks_are_read_strictly() {
        assert!("10.0.0.0/8, ::1".parse::<Networks>().is_ok());
        assert!("10.0.0.0/33".parse::<Networks>().is_err());
        assert!("localhost".parse::<Networks>().is_err());
        let all: Networks = "::/0".parse().expect("everything");
        assert!(all.contains("8.8.8.8".parse().expect("an address")));
    }
}
