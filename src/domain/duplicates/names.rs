//! How two names are alike, syllable by syllable.

/// How a name is like another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit<T = ()> {
    /// The same syllables in the same order.
    Same,
    /// The same syllables in another order.
    Order,
    /// One syllable differs, and that by a slip of the finger: the two.
    Letter(T, T),
    /// A middle syllable is left out.
    LeftOut,
}

impl<T> Fit<T> {
    /// Without the syllables.
    pub fn plain(self) -> Fit {
        match self {
            Self::Same => Fit::Same,
            Self::Order => Fit::Order,
            Self::Letter(..) => Fit::Letter((), ()),
            Self::LeftOut => Fit::LeftOut,
        }
    }
}

/// How two names are alike, given as syllables without marks; None where they are two names. `slip`
/// says whether two syllables differ by a slip.
pub fn fit<T: Copy + Ord>(x: &[T], y: &[T], slip: impl Fn(T, T) -> bool) -> Option<Fit<T>> {
    if x.is_empty() || y.is_empty() {
        return None;
    }
    if x.len() != y.len() {
        return left_out(x, y).then_some(Fit::LeftOut);
    }
    let mut odd = x.iter().copied().zip(y.iter().copied()).filter(|(a, b)| a != b);
    let Some((a, b)) = odd.next() else { return Some(Fit::Same) };
    if odd.next().is_none() {
        return slip(a, b).then_some(Fit::Letter(a, b));
    }
    let sorted = |name: &[T]| {
        let mut name = name.to_vec();
        name.sort_unstable();
        name
    };
    (sorted(x) == sorted(y)).then_some(Fit::Order)
}

/// Family and given name are the same, and the shorter name's middle is part of the longer one's.
fn left_out<T: Ord>(x: &[T], y: &[T]) -> bool {
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    let mut rest = long.iter();
    short.len() >= 2
        && short.len() + 1 == long.len()
        && short.first() == long.first()
        && short.last() == long.last()
        && short.iter().all(|word| rest.any(|other| other == word))
}

/// One letter put in, left out or changed, or two neighbours swapped.
pub fn is_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let tail = |skip: usize| long.get(head + 1..) == short.get(head + skip..);
    match long.len() - short.len() {
        0 if head == long.len() => false,
        0 => tail(1) || swapped(short, long, head),
        1 => tail(0),
        _ => false,
    }
}

fn swapped(x: &[u8], y: &[u8], at: usize) -> bool {
    match (x.get(at..), y.get(at..)) {
        (Some([a, b, x @ ..]), Some([c, d, y @ ..])) => a == d && b == c && x == y,
        _ => false,
    }
}
