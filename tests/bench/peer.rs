//! The peer: SQLite (rusqlite, WAL, synchronous=FULL) with the same duties as the register — the
//! whole record and an audit row for every change, remembered requests, exact indexes, uniqueness,
//! and FTS5 over names that were folded before they came.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::path::Path;

/// What the peer keeps of a member: the same body and keys that the register keeps.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The record's id.
    pub id: [u8; 16],
    /// The encoded values.
    pub body: Vec<u8>,
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
}

/// An open peer.
pub struct Peer {
    db: Connection,
    request: u64,
}

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -16384;
    CREATE TABLE IF NOT EXISTS member (
        row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, rev INTEGER NOT NULL, body BLOB NOT NULL,
        name TEXT NOT NULL, sort BLOB NOT NULL, year INTEGER NOT NULL,
        citizen TEXT, phone TEXT, card TEXT, unit BLOB, village BLOB, clan BLOB);
    CREATE UNIQUE INDEX IF NOT EXISTS citizen ON member (citizen) WHERE citizen IS NOT NULL;
    CREATE UNIQUE INDEX IF NOT EXISTS card ON member (card) WHERE card IS NOT NULL;
    CREATE INDEX IF NOT EXISTS phone ON member (phone);
    CREATE INDEX IF NOT EXISTS unit ON member (unit);
    CREATE INDEX IF NOT EXISTS village ON member (village);
    CREATE INDEX IF NOT EXISTS clan ON member (clan);
    CREATE INDEX IF NOT EXISTS sort ON member (sort);
    CREATE TABLE IF NOT EXISTS audit (
        seq INTEGER PRIMARY KEY, time INTEGER NOT NULL, operator BLOB NOT NULL, request BLOB NOT NULL,
        id BLOB NOT NULL, rev INTEGER NOT NULL, body BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS request (id BLOB PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
    CREATE VIRTUAL TABLE IF NOT EXISTS names USING fts5 (
        name, content='member', content_rowid='row', tokenize='unicode61', prefix='1 2 3');
";

impl Peer {
    /// Opens or makes the database.
    pub fn open(path: &Path) -> rusqlite::Result<Self> {
        let db = Connection::open(path)?;
        db.execute_batch(SCHEMA)?;
        db.set_prepared_statement_cache_capacity(64);
        Ok(Self { db, request: 0 })
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
            save_one(&tx, row, &request)?;
        }
        tx.prepare_cached("INSERT INTO request VALUES (?1, (SELECT max(seq) FROM audit))")?
            .execute(params![request.as_slice()])?;
        tx.commit()
    }

    /// Ids in name order, at most `limit`, and how many match in all.
    pub fn find(
        &self,
        words: &str,
        year: Option<u16>,
        limit: usize,
    ) -> rusqlite::Result<(Vec<[u8; 16]>, u64)> {
        let year = year.unwrap_or(0);
        let mut page = self.db.prepare_cached(
            "SELECT m.id FROM names n JOIN member m ON m.row = n.rowid
             WHERE names MATCH ?1 AND (?2 = 0 OR m.year = ?2) ORDER BY m.sort LIMIT ?3",
        )?;
        let ids = page
            .query_map(params![words, year, limit as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<[u8; 16]>>>()?;
        let mut count = self.db.prepare_cached(
            "SELECT count(*) FROM names n JOIN member m ON m.row = n.rowid
             WHERE names MATCH ?1 AND (?2 = 0 OR m.year = ?2)",
        )?;
        let total: i64 = count.query_row(params![words, year], |row| row.get(0))?;
        Ok((ids, total as u64))
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
            Ok(Row {
                id: row.get(0)?,
                body: row.get(1)?,
                name: row.get(2)?,
                sort: row.get(3)?,
                year: row.get(4)?,
                exact: [row.get(5)?, row.get(6)?, row.get(7)?],
                refs: [row.get(8)?, row.get(9)?, row.get(10)?],
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

fn save_one(tx: &Transaction<'_>, row: &Row, request: &[u8; 16]) -> rusqlite::Result<()> {
    let [citizen, phone, card] = &row.exact;
    let [unit, village, clan] = row.refs.map(|id| id.map(|id| id.to_vec()));
    let before: Option<(i64, i64, String)> = tx
        .prepare_cached("SELECT row, rev, name FROM member WHERE id = ?1")?
        .query_row(params![row.id.as_slice()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .optional()?;
    let rev = before.as_ref().map_or(1, |(_, rev, _)| rev + 1);
    let at = match before {
        Some((at, _, name)) => {
            tx.prepare_cached("INSERT INTO names (names, rowid, name) VALUES ('delete', ?1, ?2)")?
                .execute(params![at, name])?;
            tx.prepare_cached(
                "UPDATE member SET rev=?2, body=?3, name=?4, sort=?5, year=?6, citizen=?7, phone=?8,
                 card=?9, unit=?10, village=?11, clan=?12 WHERE row=?1",
            )?
            .execute(params![at, rev, row.body, row.name, row.sort, row.year, citizen, phone, card, unit, village, clan])?;
            at
        }
        None => {
            tx.prepare_cached(
                "INSERT INTO member (id, rev, body, name, sort, year, citizen, phone, card, unit, village, clan)
                 VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)",
            )?
            .execute(params![row.id.as_slice(), rev, row.body, row.name, row.sort, row.year, citizen, phone, card, unit, village, clan])?;
            tx.last_insert_rowid()
        }
    };
    tx.prepare_cached("INSERT INTO names (rowid, name) VALUES (?1, ?2)")?
        .execute(params![at, row.name])?;
    tx.prepare_cached(
        "INSERT INTO audit (time, operator, request, id, rev, body) VALUES (?1,?2,?3,?4,?5,?6)",
    )?
    .execute(params![
        0,
        [0u8; 16].as_slice(),
        request.as_slice(),
        row.id.as_slice(),
        rev,
        row.body
    ])?;
    Ok(())
}
