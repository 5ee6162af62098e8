//! What the rows of all types agree on, whatever the seed: villages, units, clans and their names.

/// The commune that stands behind the invented one.
pub(super) const AREA: &str = "2025-07:15889";
/// The old communes it was made of.
const OLD_COMMUNES: [&str; 4] =
    ["2025-06:15883", "2025-06:15889", "2025-06:15892", "2025-06:15916"];

/// Villages that rows refer to.
pub(super) const VILLAGES: u32 = 12;

/// The association itself.
pub(super) const ROOT: &str = "DS-MAU";
pub(super) const ROOT_NAME: &str = "Hội Khuyến học xã Đèn Sách (mẫu)";

const FIRST_SYLLABLES: [&str; 12] =
    ["Phú", "Vĩnh", "An", "Thái", "Đông", "Tân", "Mỹ", "Xuân", "Yên", "Thọ", "Bình", "Quang"];
const SECOND_SYLLABLES: [&str; 11] =
    ["Lộc", "Thịnh", "Hòa", "Sơn", "Khánh", "Đức", "Tiến", "Trung", "Hưng", "Thành", "Long"];

/// Branches that are not a village's.
const AT_WORK: [&str; 8] = [
    "Trường Mầm non",
    "Trường Tiểu học",
    "Trường THCS",
    "Trường THPT",
    "Trạm Y tế",
    "Cơ quan xã",
    "Cựu giáo chức",
    "Quân sự - Công an",
];

/// The clans that members may belong to: family name and how many branches each has.
const FIRST_CLANS: [(&str, u64); 19] = [
    ("Nguyễn Văn", 4),
    ("Nguyễn Đình", 3),
    ("Nguyễn Hữu", 3),
    ("Nguyễn Bá", 2),
    ("Nguyễn Xuân", 2),
    ("Trần Văn", 3),
    ("Trần Đức", 2),
    ("Lê Văn", 3),
    ("Lê Đình", 2),
    ("Lê Hữu", 1),
    ("Phạm Văn", 2),
    ("Phạm Ngọc", 1),
    ("Hoàng Văn", 2),
    ("Vũ Đình", 2),
    ("Võ Văn", 1),
    ("Phan Văn", 2),
    ("Bùi Văn", 2),
    ("Đặng Hữu", 1),
    ("Đỗ Văn", 2),
];
const FAMILIES: [&str; 16] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Phan", "Trương", "Bùi", "Đặng", "Đỗ", "Ngô",
    "Dương", "Trịnh", "Lương", "Cao",
];
const MIDDLES: [&str; 6] = ["Quang", "Trọng", "Viết", "Huy", "Công", "Thế"];

/// An item of a list, round and round.
fn nth<T: Copy + Default, const N: usize>(list: &[T; N], at: u64) -> T {
    let at = usize::try_from(at % N as u64).unwrap_or_default();
    list.get(at).copied().unwrap_or_default()
}

/// Village `at` (from 0): its number and its name.
pub(super) fn village(at: u64) -> (u64, String) {
    let second = nth(&SECOND_SYLLABLES, at + at / 132);
    (at + 1, format!("{} {second}", nth(&FIRST_SYLLABLES, at)))
}

/// The old commune that village `at` (from 0) lay in: three in a row share one.
pub(super) fn old_commune(at: u64) -> String {
    nth(&OLD_COMMUNES, at / 3).to_owned()
}

/// A unit under the association.
pub(super) struct Unit {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) board: bool,
}

/// Unit `at` (from 1; 0 is the association): 20 branches, 8 boards, and so on in turn.
pub(super) fn unit(at: u64) -> Unit {
    let at = at.saturating_sub(1);
    let (round, place) = (at / 28, at % 28);
    let in_round = |name: String| if round == 0 { name } else { format!("{name} {}", round + 1) };
    match place {
        0..12 => Unit {
            code: format!("CH{:02}", round * 20 + place + 1),
            name: format!("Chi hội {}", village(round * 12 + place).1),
            board: false,
        },
        12..20 => Unit {
            code: format!("CH{:02}", round * 20 + place + 1),
            name: in_round(format!("Chi hội {}", nth(&AT_WORK, place - 12))),
            board: false,
        },
        _ => {
            let number = round * 8 + place - 19;
            let name = match place {
                26 => in_round("Ban khuyến học chùa Linh Quang".to_owned()),
                27 => in_round("Ban khuyến học hội đồng hương".to_owned()),
                _ => format!("Ban khuyến học họ {}", clan_with_board(number).called()),
            };
            Unit { code: format!("BH{number:02}"), name, board: true }
        }
    }
}

/// The clan whose board has that number: the first six clans have boards, then every 40th.
fn clan_with_board(number: u64) -> Clan {
    clan(if number <= 6 { number - 1 } else { number * 40 })
}

/// The code of a clan's own board.
pub(super) fn board_of(clan: u64) -> Option<String> {
    (clan < 6).then(|| format!("BH{:02}", clan + 1))
}

/// A clan.
pub(super) struct Clan {
    /// The first word of its family name.
    pub(super) surname: &'static str,
    pub(super) family: String,
    pub(super) branch: String,
}

impl Clan {
    /// What it is called: how rows refer to it.
    pub(super) fn called(&self) -> String {
        format!("{}, {}", self.family, self.branch)
    }
}

/// Clan `at` (from 0). No two are alike.
pub(super) fn clan(at: u64) -> Clan {
    let mut left = at;
    for (family, branches) in FIRST_CLANS {
        if left < branches {
            let surname = family.split_once(' ').map_or(family, |(surname, _)| surname);
            return Clan { surname, family: family.into(), branch: format!("chi {}", left + 1) };
        }
        left -= branches;
    }
    let (branch, family) = (left / 96, left % 96);
    let surname = nth(&FAMILIES, family / 6);
    let family = format!("{surname} {}", nth(&MIDDLES, family));
    Clan { surname, family, branch: format!("chi {}", branch + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invent::{CLANS, UNITS};
    use crate::text::fold::fold;
    use std::collections::BTreeSet;

    #[test]
    fn the_first_clans_are_as_many_as_members_refer_to() {
        assert_eq!(FIRST_CLANS.iter().map(|(_, branches)| branches).sum::<u64>(), CLANS);
    }

    #[test]
    fn no_two_of_a_kind_are_called_alike_even_without_marks() {
        let distinct = |names: Vec<String>| {
            let folded: BTreeSet<String> = names.iter().map(|name| fold(name)).collect();
            assert_eq!(folded.len(), names.len());
        };
        distinct((0..3_000).map(|at| clan(at).called()).collect());
        distinct((0..132).map(|at| village(at).1).collect());
        distinct((1..600).map(|at| unit(at).code).collect());
        distinct((1..UNITS).map(|at| unit(at).name).collect());
    }

    #[test]
    fn no_clan_that_members_name_is_part_of_another() {
        // So that "Nguyễn Văn, chi 1" finds one clan, also where words are only begun.
        let words = |at| {
            let called = fold(&clan(at).called()).replace(',', "");
            called.split(' ').map(str::to_owned).collect::<Vec<_>>()
        };
        for a in 0..CLANS {
            for b in (0..CLANS).filter(|b| *b != a) {
                let found = words(a)
                    .iter()
                    .all(|word| words(b).iter().any(|other| other.starts_with(word.as_str())));
                assert!(!found, "{} in {}", clan(a).called(), clan(b).called());
            }
        }
    }
}
