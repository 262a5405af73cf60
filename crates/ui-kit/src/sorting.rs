//! One stable sort for every list of places: each type's own would weigh 5 KB in what a visitor downloads.

/// Puts indices in order; `before(a, b)`: a stands before b. What is neither before the other keeps its order.
pub fn sort(places: &mut [usize], before: &dyn Fn(usize, usize) -> bool) {
    let whole = places.len();
    let (mut from, mut to) = (places.to_vec(), places.to_vec());
    let mut width = 1;
    while width < whole {
        for start in (0..whole).step_by(width * 2) {
            let middle = (start + width).min(whole);
            let end = (start + width * 2).min(whole);
            let (mut left, mut right) = (start, middle);
            for slot in &mut to[start..end] {
                let take_left = left < middle && (right >= end || !before(from[right], from[left]));
                let taken = if take_left { &mut left } else { &mut right };
                *slot = from[*taken];
                *taken += 1;
            }
        }
        std::mem::swap(&mut from, &mut to);
        width *= 2;
    }
    places.copy_from_slice(&from);
}

#[cfg(test)]
mod tests {
    use super::sort;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        for count in 0..40_usize {
            // Every key comes up several times: equal ones must keep their order.
            let key = |place: usize| (place * 7919 + count) % 11;
            let mut ours: Vec<usize> = (0..count).collect();
            let mut theirs = ours.clone();
            sort(&mut ours, &|a, b| key(a) < key(b));
            theirs.sort_by_key(|place| key(*place));
            assert_eq!(ours, theirs);
        }
    }
}
