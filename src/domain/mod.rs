//! Records and rules. Asks neither clock nor disk: today's date and the tables' bytes come in.

pub mod carried;
pub mod check;
pub mod citizen;
pub mod date;
pub mod duplicates;
pub mod figures;
pub mod filter;
pub mod id;
pub mod input;
pub mod layout;
pub mod lookup;
pub mod pin;
pub mod record;
pub mod records;
pub mod role;
pub mod schema;
pub mod seen;
pub mod show;
pub mod tables;
pub mod timeline;
pub mod totals;
pub mod value;

pub use carried::{BASES, Carried, Op};
pub use check::{Facts, Finding};
pub use date::PartialDate;
pub use layout::FormLayout;
pub use pin::Pin;
pub use record::{Kind, Place, RawValue, Record, RecordId, Rev, Values};
pub use role::{Right, Role};
pub use schema::{AreaScope, Field, FieldKind, Find, Layout, RecordType, Split, Status, Tells};
pub use seen::Seen;
pub use tables::Tables;
pub use totals::Totals;
pub use value::{Step, Value};
