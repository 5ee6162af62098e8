//! Bundles that come to the desk: made here of the desk's own records, as another machine of the same
//! commune would send them.

use super::{Desk, TODAY, tables};
use densach::domain::carried::{Op, Table};
use densach::domain::{Carried, Record, Rev, input, records};
use densach::register::exchanged::SpoolWriter;
use densach::register::{BundleAct, Chain, Door, Extent, LedgerRow, Request};

/// Who sends them.
const SENDER: &str = "hoa@15889";

impl Desk {
    /// A bundle brings a record as it became elsewhere, while somebody changed it here.
    pub fn clash(&mut self, record: &Record, here: &[(&str, &str)], there: &[(&str, &str)]) {
        let kind = records::of(record.kind).unwrap();
        let mut values = record.values.clone();
        for (name, text) in there {
            let field = kind.field_named(name).unwrap_or_else(|| panic!("no field {name}"));
            let value = input::parse(field, text, &tables(), TODAY).unwrap();
            values.set(field.tag, value.as_ref());
        }
        let row = Carried {
            id: record.id,
            rev: Rev { n: record.rev.n + 1, digest: [0xd1; 16] },
            bases: vec![record.rev],
            op: Op::Put(values),
            at: 1_777_800_000_000,
            by: "Hoa".into(),
            reason: String::new(),
        };
        self.other(record, here);
        let tags = kind.sent_fields().iter().map(|field| field.tag).collect();
        self.bring(Table { kind: record.kind, tags }, row);
    }

    /// Takes that in, as the first bundle of a chain of its own.
    fn bring(&mut self, table: Table, row: Carried) {
        let unit = self.records("unit");
        let unit = unit.first().map(|unit| Self::field(unit, "code")).unwrap();
        let (mut door, _) = self.others_door(None);
        let request = self.others_request();
        let mark = request[0];
        let spool = self.dir.with_file_name(format!("spool-{mark}"));
        let mut writer = SpoolWriter::create(&spool).unwrap();
        writer.table(table).unwrap();
        writer.put(row).unwrap();
        writer.finish().unwrap();
        let chain = Chain {
            unit,
            device: [mark; 16],
            epoch: [1; 16],
            profile: "full".into(),
            recipient: "lan@15889".into(),
        };
        let row = LedgerRow {
            identity: [mark; 32],
            chain,
            seq: 1,
            extent: Extent::Delta,
            sender: SENDER.into(),
            covers: 1,
            format: 1,
            rows: 1,
            file: format!("densach-15889-{mark:02x}"),
            ..LedgerRow::default()
        };
        let act = BundleAct::Take { row: Box::new(row), spool, dry: false };
        let replies = door.call(Request::Bundle { request, act }).unwrap();
        assert!(
            matches!(replies.as_slice(), [densach::register::Reply::Bundles(_)]),
            "{replies:?}"
        );
    }
}
