//! The peer: SQLite (rusqlite, WAL, synchronous=FULL) with the same duties as the register — the
//! whole record and an audit row for every change with the file and line it came from, remembered
//! requests, rows known again when their list is imported once more, indexes for every question
//! that the register's exact maps answer (numbers by their last digits, short codes and filters
//! too), and FTS5 over names that were folded before they came. Every record is held to the register's own checks
//! ([`findings`]) inside the transaction that saves it, each seeing the rows saved before it: what
//! they ask (whether what is referred to is there, whether a number is taken) SQLite answers from
//! its tables and indexes.

use densach::domain::check::{Facts, Subject, findings};
use densach::domain::records::member;
use densach::domain::{Kind, PartialDate, Record, RecordId, Rev, Tables, Values, lookup};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};
use std::path::Path;

/// What the peer keeps of a member: the same values and keys that the register keeps.
#[derive(Clone, Debug)]
pub struct Row {
    /// The record.
    pub record: Record,
    /// The folded name.
    pub name: String,
    /// The sort key of the name.
    pub sort: Vec<u8>,
    /// The year of birth, 0 for none.
    pub year: u16,
    /// Exact keys: citizen id, phone, card.
    pub exact: [Option<String>; 3],
    /// References: unit, village, clan.
    pub refs: [Option<[u8; 16]>; 3],
    /// The line of the file it stands on, if it comes from one.
    pub line: Option<u64>,
}

/// An open peer.
pub struct Peer {
    db: Connection,
    request: u64,
    tables: Tables,
    today: PartialDate,
}

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -16384;
    CREATE TABLE IF NOT EXISTS member (
        row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, rev INTEGER NOT NULL, body BLOB NOT NULL,
        name TEXT NOT NULL, sort BLOB NOT NULL, year INTEGER NOT NULL,
        citizen TEXT, phone TEXT, card TEXT, unit BLOB, village BLOB, clan BLOB,
        short TEXT NOT NULL, citizen_end TEXT, phone_end TEXT);
    CREATE TABLE IF NOT EXISTS other (id BLOB PRIMARY KEY, kind INTEGER NOT NULL, body BLOB NOT NULL);
    CREATE INDEX IF NOT EXISTS citizen ON member (citizen) WHERE citizen IS NOT NULL;
    CREATE INDEX IF NOT EXISTS card ON member (card) WHERE card IS NOT NULL;
    CREATE INDEX IF NOT EXISTS phone ON member (phone);
    CREATE INDEX IF NOT EXISTS unit ON member (unit);
    CREATE INDEX IF NOT EXISTS village ON member (village);
    CREATE INDEX IF NOT EXISTS clan ON member (clan);
    CREATE INDEX IF NOT EXISTS sort ON member (sort);
    CREATE INDEX IF NOT EXISTS short ON member (short);
    CREATE INDEX IF NOT EXISTS citizen_end ON member (citizen_end);
    CREATE INDEX IF NOT EXISTS phone_end ON member (phone_end);
    CREATE TABLE IF NOT EXISTS filter (
        field INTEGER NOT NULL, code TEXT NOT NULL, row INTEGER NOT NULL,
        PRIMARY KEY (field, code, row)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS taken (digest BLOB PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS audit (
        seq INTEGER PRIMARY KEY, time INTEGER NOT NULL, operator BLOB NOT NULL, request BLOB NOT NULL,
        id BLOB NOT NULL, rev INTEGER NOT NULL, body BLOB NOT NULL, file TEXT, line INTEGER);
    CREATE TABLE IF NOT EXISTS request (id BLOB PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
    CREATE VIRTUAL TABLE IF NOT EXISTS names USING fts5 (
        name, content='member', content_rowid='row', tokenize='unicode61', prefix='1 2 3');
";

impl Peer {
    /// Opens or makes the database.
    pub fn open(path: &Path, tables: Tables, today: PartialDate) -> rusqlite::Result<Self> {
        let db = Connection::open(path)?;
        db.execute_batch(SCHEMA)?;
        db.set_prepared_statement_cache_capacity(64);
        Ok(Self { db, request: 0, tables, today })
    }

    /// Keeps what members refer to: units, villages, clans.
    pub fn keep_others(&mut self, others: &[Record]) -> rusqlite::Result<()> {
        let tx = self.db.transaction()?;
        for other in others {
            tx.prepare_cached("INSERT INTO other VALUES (?1, ?2, ?3)")?.execute(params![
                other.id.0.as_slice(),
                other.kind.0,
                other.values.encoded()
            ])?;
        }
        tx.commit()
    }

    /// Saves rows in one synced transaction.
    pub fn save(&mut self, rows: &[Row]) -> rusqlite::Result<()> {
        self.request += 1;
        let request = u128::from(self.request).to_be_bytes();
        let tx = self.db.transaction()?;
        if tx
            .prepare_cached("SELECT 1 FROM request WHERE id = ?1")?
            .exists(params![request.as_slice()])?
        {
            return Ok(());
        }
        for row in rows {
            save_one(&tx, row, &request, &self.tables, self.today)?;
        }
        tx.prepare_cached("INSERT INTO request VALUES (?1, (SELECT max(seq) FROM audit))")?
            .execute(params![request.as_slice()])?;
        tx.commit()
    }

    /// The records of a page in name order, at most `limit`, and how many match in all.
    pub fn find(
        &self,
        words: &str,
        year: Option<u16>,
        limit: usize,
    ) -> rusqlite::Result<(Vec<Record>, u64)> {
        let year = year.unwrap_or(0);
        let mut page = self.db.prepare_cached(
            "SELECT m.id, m.body FROM names n JOIN member m ON m.row = n.rowid
             WHERE names MATCH ?1 AND (?2 = 0 OR m.year = ?2) ORDER BY m.sort LIMIT ?3",
        )?;
        let rows = page
            .query_map(params![words, year, limit as i64], |row| {
                Ok(record(row.get(0)?, member::TYPE.kind, row.get_ref(1)?.as_blob()?))
            })?
            .collect::<rusqlite::Result<Vec<Record>>>()?;
        let mut count = self.db.prepare_cached(
            "SELECT count(*) FROM names n JOIN member m ON m.row = n.rowid
             WHERE names MATCH ?1 AND (?2 = 0 OR m.year = ?2)",
        )?;
        let total: i64 = count.query_row(params![words, year], |row| row.get(0))?;
        Ok((rows, total as u64))
    }

    /// Every body, in key order.
    pub fn scan(&self, visit: &mut dyn FnMut([u8; 16], &[u8])) -> rusqlite::Result<()> {
        let mut all = self.db.prepare("SELECT id, body FROM member ORDER BY id")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            visit(row.get(0)?, row.get_ref(1)?.as_blob()?);
        }
        Ok(())
    }

    /// Requests are numbered from here on, so that a later process repeats none.
    pub fn begin_at(&mut self, request: u64) {
        self.request = request;
    }

    /// The first rows, whole, as they would be saved again.
    pub fn rows(&self, count: usize, into: &mut Vec<Row>) -> rusqlite::Result<()> {
        let mut some = self.db.prepare(
            "SELECT id, body, name, sort, year, citizen, phone, card, unit, village, clan FROM member ORDER BY row LIMIT ?1",
        )?;
        let rows = some.query_map(params![count as i64], |row| {
            let body: Vec<u8> = row.get(1)?;
            Ok(Row {
                record: record(row.get(0)?, member::TYPE.kind, &body),
                name: row.get(2)?,
                sort: row.get(3)?,
                year: row.get(4)?,
                exact: [row.get(5)?, row.get(6)?, row.get(7)?],
                refs: [row.get(8)?, row.get(9)?, row.get(10)?],
                line: None,
            })
        })?;
        for row in rows {
            into.push(row?);
        }
        Ok(())
    }

    /// What a start must know: how many records there are.
    pub fn count(&self) -> rusqlite::Result<u64> {
        let n: i64 = self.db.query_row("SELECT count(*) FROM member", [], |row| row.get(0))?;
        Ok(n as u64)
    }
}

fn record(id: [u8; 16], kind: Kind, body: &[u8]) -> Record {
    let values = Values::decode(body).expect("values");
    Record { id: RecordId(id), kind, rev: Rev::default(), values }
}

/// What a check may ask, answered by SQLite.
struct Asked<'t>(&'t Transaction<'t>);

impl Asked<'_> {
    fn other(&self, id: RecordId) -> rusqlite::Result<Option<Record>> {
        self.0
            .prepare_cached("SELECT kind, body FROM other WHERE id = ?1")?
            .query_row(params![id.0.as_slice()], |row| {
                Ok(record(id.0, Kind(row.get(0)?), row.get_ref(1)?.as_blob()?))
            })
            .optional()
    }

    fn member(&self, id: RecordId) -> rusqlite::Result<Option<Record>> {
        self.0
            .prepare_cached("SELECT body FROM member WHERE id = ?1")?
            .query_row(params![id.0.as_slice()], |row| {
                Ok(record(id.0, member::TYPE.kind, row.get_ref(0)?.as_blob()?))
            })
            .optional()
    }

    fn holding(&self, tag: u16, key: &str) -> rusqlite::Result<Vec<RecordId>> {
        let sql = match tag {
            member::CITIZEN_ID => "SELECT id, body FROM member WHERE citizen = ?1",
            member::CARD_NO => "SELECT id, body FROM member WHERE card = ?1",
            _ => "SELECT id, body FROM member WHERE phone = ?1",
        };
        let mut all = self.0.prepare_cached(sql)?;
        let mut holders = Vec::new();
        let mut rows = all.query(params![key])?;
        while let Some(row) = rows.next()? {
            let record = record(row.get(0)?, member::TYPE.kind, row.get_ref(1)?.as_blob()?);
            holders.extend((member::TYPE.active)(&record).then_some(record.id));
        }
        Ok(holders)
    }
}

impl Facts for Asked<'_> {
    fn record(&self, id: RecordId) -> Option<Record> {
        let other = self.other(id).expect("SQLite answers");
        other.or_else(|| self.member(id).expect("SQLite answers"))
    }

    fn holders(&self, _: Kind, tag: u16, key: &str) -> Vec<RecordId> {
        self.holding(tag, key).expect("SQLite answers")
    }

    /// Of members nothing asks it.
    fn referring(&self, _: RecordId) -> Vec<RecordId> {
        Vec::new()
    }
}

fn save_one(
    tx: &Transaction<'_>,
    row: &Row,
    request: &[u8; 16],
    tables: &Tables,
    today: PartialDate,
) -> rusqlite::Result<()> {
    let (id, body) = (row.record.id.0.as_slice(), row.record.values.encoded());
    let before: Option<(i64, i64, String, Vec<u8>)> = tx
        .prepare_cached("SELECT row, rev, name, body FROM member WHERE id = ?1")?
        .query_row(params![id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .optional()?;
    let was = before.as_ref().map(|(.., body)| record(row.record.id.0, row.record.kind, body));
    let subject = Subject {
        record: &row.record,
        before: was.as_ref(),
        tables,
        today,
        facts: &Asked(tx),
        sound: &[],
    };
    let hard = findings(&subject).into_iter().find(|finding| !finding.soft);
    assert!(hard.is_none(), "an invented list has no such fault: {hard:?}");
    let rev = before.as_ref().map_or(1, |(_, rev, ..)| rev + 1);
    let is_new = before.is_none();
    let at = keep_row(tx, row, rev, before.map(|(at, _, name, _)| (at, name)))?;
    tx.prepare_cached("INSERT INTO names (rowid, name) VALUES (?1, ?2)")?
        .execute(params![at, row.name])?;
    keep_filters(tx, at, lookup::codes(&row.record), was.as_ref())?;
    if is_new {
        let digest = Sha256::digest(body);
        tx.prepare_cached("INSERT OR IGNORE INTO taken VALUES (?1)")?
            .execute(params![&digest[..8]])?;
    }
    tx.prepare_cached(
        "INSERT INTO audit (time, operator, request, id, rev, body, file, line)
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
    )?
    .execute(params![
        0,
        [0u8; 16].as_slice(),
        request.as_slice(),
        id,
        rev,
        body,
        row.line.map(|_| "member.csv"),
        row.line.map(|line| line as i64)
    ])?;
    Ok(())
}

/// Keeps the row itself, in the place of the one with that number and name; its number.
fn keep_row(
    tx: &Transaction<'_>,
    row: &Row,
    rev: i64,
    before: Option<(i64, String)>,
) -> rusqlite::Result<i64> {
    let [citizen, phone, card] = &row.exact;
    let [unit, village, clan] = row.refs.map(|id| id.map(|id| id.to_vec()));
    let (id, body) = (row.record.id.0.as_slice(), row.record.values.encoded());
    match before {
        Some((at, name)) => {
            tx.prepare_cached("INSERT INTO names (names, rowid, name) VALUES ('delete', ?1, ?2)")?
                .execute(params![at, name])?;
            tx.prepare_cached(
                "UPDATE member SET rev=?2, body=?3, name=?4, sort=?5, year=?6, citizen=?7, phone=?8,
                 card=?9, unit=?10, village=?11, clan=?12, citizen_end=?13, phone_end=?14 WHERE row=?1",
            )?
            .execute(params![
                at, rev, body, row.name, row.sort, row.year, citizen, phone, card, unit, village, clan,
                backwards(citizen), backwards(phone)
            ])?;
            Ok(at)
        }
        None => {
            tx.prepare_cached(
                "INSERT INTO member (id, rev, body, name, sort, year, citizen, phone, card, unit, village,
                 clan, short, citizen_end, phone_end) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
            )?
            .execute(params![
                id, rev, body, row.name, row.sort, row.year, citizen, phone, card, unit, village, clan,
                row.record.id.short(), backwards(citizen), backwards(phone)
            ])?;
            Ok(tx.last_insert_rowid())
        }
    }
}

/// Keeps the codes that a row is filtered by; those that stay are left alone.
fn keep_filters(
    tx: &Transaction<'_>,
    at: i64,
    now: Vec<(u16, String)>,
    was: Option<&Record>,
) -> rusqlite::Result<()> {
    let was = was.map(lookup::codes).unwrap_or_default();
    for (field, code) in was.iter().filter(|code| !now.contains(code)) {
        tx.prepare_cached("DELETE FROM filter WHERE field=?1 AND code=?2 AND row=?3")?
            .execute(params![field, code, at])?;
    }
    for (field, code) in now.iter().filter(|code| !was.contains(code)) {
        tx.prepare_cached("INSERT INTO filter VALUES (?1, ?2, ?3)")?
            .execute(params![field, code, at])?;
    }
    Ok(())
}

/// A number from its end, so that an index finds it by its last digits.
fn backwards(number: &Option<String>) -> Option<String> {
    number.as_ref().map(|number| number.chars().rev().collect())
}
