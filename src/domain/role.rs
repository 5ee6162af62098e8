//! What each role may do: the one table that the register holds to and screens and commands read.

use crate::lang::{Label, both};
use serde::{Deserialize, Serialize};

/// What an operator is to the register; each may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Keys and corrects.
    Clerk,
    /// Looks over what others keyed.
    Reviewer,
    /// Keeps the register itself.
    Technician,
}

/// What not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Enter, correct, import; undo one's own work.
    Key,
    /// Delete a record or merge it into another.
    Delete,
    /// See or export citizen ids whole.
    Reveal,
    /// Undo what somebody else did.
    UndoOthers,
    /// Add, change and switch off operators; clear somebody's PIN.
    Operators,
    /// Mend the register's files.
    Repair,
    /// Make the signing key; say whose signatures count.
    Trust,
}

impl Right {
    /// The table: the least role that has it, and what it is in words (after "may").
    const fn row(self) -> (Role, Label) {
        match self {
            Self::Key => (Role::Clerk, Label::new("nhập, sửa hồ sơ", "enter or correct records")),
            Self::Delete => {
                (Role::Reviewer, Label::new("xóa, gộp hồ sơ", "delete or merge records"))
            }
            Self::Reveal => {
                (Role::Reviewer, Label::new("xem đủ số định danh", "see whole citizen ids"))
            }
            Self::UndoOthers => {
                (Role::Reviewer, Label::new("hoàn tác việc người khác", "undo others' work"))
            }
            Self::Operators => {
                (Role::Technician, Label::new("thêm, sửa người dùng", "add or change operators"))
            }
            Self::Repair => (Role::Technician, Label::new("sửa chữa sổ", "repair the register")),
            Self::Trust => (
                Role::Technician,
                Label::new(
                    "tạo khóa ký, chọn khóa được tin cậy",
                    "make keys, say which are trusted",
                ),
            ),
        }
    }

    /// Every right.
    pub const ALL: &[Self] = &[
        Self::Key,
        Self::Delete,
        Self::Reveal,
        Self::UndoOthers,
        Self::Operators,
        Self::Repair,
        Self::Trust,
    ];

    /// What it is, after "may".
    pub fn label(self) -> Label {
        self.row().1
    }

    /// What a problem says of it: what it is, and who has it.
    pub fn params(self) -> [String; 2] {
        let (least, what) = self.row();
        let who = least.only();
        [both(what.vi, what.en), both(who.vi, who.en)]
    }
}

impl Role {
    /// The role of that code, as operators' records hold it.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Clerk, Self::Reviewer, Self::Technician].into_iter().find(|role| role.code() == code)
    }

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Reviewer => "reviewer",
            Self::Technician => "technician",
        }
    }

    /// Whether it has that right.
    pub fn may(self, right: Right) -> bool {
        self >= right.row().0
    }

    /// Those who are at least that.
    const fn only(self) -> Label {
        match self {
            Self::Clerk => Label::new("người dùng", "an operator"),
            Self::Reviewer => {
                Label::new("người soát xét, kỹ thuật viên", "a reviewer or technician")
            }
            Self::Technician => Label::new("kỹ thuật viên", "a technician"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_what_the_one_before_it_may_and_more() {
        let of = |role: Role| Right::ALL.iter().filter(|right| role.may(**right)).count();
        assert_eq!((of(Role::Clerk), of(Role::Reviewer), of(Role::Technician)), (1, 4, 7));
        assert!(!Role::Clerk.may(Right::Delete) && Role::Reviewer.may(Right::Reveal));
        assert!(!Role::Reviewer.may(Right::Operators) && Role::Technician.may(Right::Repair));
    }

    #[test]
    fn the_roles_are_those_of_the_table_that_forms_choose_from() {
        let tables = crate::domain::Tables::built_in().unwrap();
        let rows = tables.choices("operator_roles").unwrap().rows();
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| Role::of(&row.code).is_some()));
    }
}
