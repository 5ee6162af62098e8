//! Another office beside the desk's own: another commune's, with its register, its keys, and the bundles
//! it makes.

use super::{Desk, TODAY, tables};
use densach::domain::{Step, Value, input, records};
use densach::exchange::bundle::Profile;
use densach::exchange::courier::Office;
use densach::exchange::dispatch::{Order, make};
use densach::exchange::post::{Folder, Folders};
use densach::register::{Act, Change, Door, Local, NewRegister, Options, Reply, Request};
use densach::trust::{
    Principal, Signer, Trust, add, add_recipient, age_key_of, create_age_key, create_key, own_key,
};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Who signs here, and there.
const OURS: &str = "lan@15889";
const THEIRS: &str = "hoa@15886";

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

fn signer(dir: &Path) -> Signer {
    Signer::of(&own_key(dir).unwrap(), None, &mut |_| Ok(None)).unwrap()
}

impl Desk {
    fn other_dir(&self) -> PathBuf {
        self.dir.with_file_name("other")
    }

    /// Both offices have keys and trust each other; ours with that passphrase, if there is one.
    pub fn office(&mut self, passphrase: &str) {
        let name = "Hội Khuyến học xã bên".to_owned();
        let new = NewRegister { code: "15886".into(), name, operator: "Hoa".into() };
        let (ours, theirs) = (self.dir.clone(), self.other_dir());
        densach::register::create(&theirs, &new).unwrap();
        let passphrase = Some(passphrase).filter(|passphrase| !passphrase.is_empty());
        let keys = |dir: &Path, name: &str, passphrase| {
            let name = Principal::read(name).unwrap();
            let key = create_key(dir, &name, passphrase).unwrap().public;
            (name, key, create_age_key(dir, now()).unwrap())
        };
        let (us, them) = (keys(&ours, OURS, passphrase), keys(&theirs, THEIRS, None));
        for (dir, (name, key, age)) in [(&ours, them), (&theirs, us)] {
            add(dir, name.clone(), &key, (None, None), "").unwrap();
            add_recipient(dir, name, age, "").unwrap();
        }
    }

    /// Their register, with Hoa let in, and its own unit.
    fn their_door(&self) -> (Local, Value) {
        let options = Options {
            dir: self.other_dir(),
            write: true,
            take_over: false,
            state_home: None,
            segment_bytes: None,
        };
        let mut door = Local::open(&options).unwrap();
        let (user, ssh) = ("hoa".to_owned(), String::new());
        let hello = Request::Hello { operator: None, pin: None, user, ssh };
        let replies = door.call(hello).unwrap();
        let [Reply::Welcome(welcome)] = replies.as_slice() else { panic!("{replies:?}") };
        let value = Value::Ref(welcome.unit.record.id);
        let step = Step { from: None, value, reason: String::new() };
        (door, Value::Timeline(vec![step]))
    }

    /// They enter a member, and make a bundle of what has changed.
    pub fn makes(&mut self, name: &str, member: &[(&str, &str)]) {
        let kind = records::named("member").unwrap();
        let set = member.iter().chain(&[("status", "active")]).map(|(name, text)| {
            let field = kind.field_named(name).unwrap_or_else(|| panic!("no field {name}"));
            (field.tag, input::parse(field, text, &tables(), TODAY).unwrap())
        });
        let (mut door, unit) = self.their_door();
        let unit = (kind.field_named("unit").unwrap().tag, Some(unit));
        let set = set.chain([unit]).collect::<Vec<_>>().into();
        let act = Act::Put { id: None, kind: kind.kind, base: None, set, source: None };
        let accepted = vec![("*".to_owned(), "test".to_owned())];
        let request = self.others_request();
        let change = Change { request, acts: vec![act], accepted, ..Change::default() };
        let replies = door.call(Request::Do(change)).unwrap();
        assert!(matches!(replies.as_slice(), [Reply::Saved { .. }]), "{replies:?}");
        let dir = self.other_dir();
        let order = Order {
            recipient: OURS.into(),
            profile: Profile::Full,
            fields: Vec::new(),
            snapshot: false,
            slip: None,
            seal: Some(age_key_of(&dir, OURS).unwrap()),
            reason: String::new(),
            day: TODAY,
        };
        let made = make(&mut door, &dir, (&order, &signer(&dir)), &mut |_, _| ()).unwrap();
        std::fs::copy(made.unwrap().path, dir.with_file_name(name)).unwrap();
    }

    /// A bundle of theirs lies where files are looked for.
    pub fn arrives(&mut self, name: &str, spoiled: bool) {
        let mut bytes = std::fs::read(self.dir.with_file_name(name)).unwrap();
        if spoiled {
            let last = bytes.len() - 40;
            bytes[last] ^= 1;
        }
        let folder = self._temp.path().join("lists");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), bytes).unwrap();
        self.newest(name);
    }

    /// Under the name of one bundle of theirs another one lies.
    pub fn swapped(&mut self, one: &str, other: &str) {
        std::fs::copy(self.dir.with_file_name(one), self.dir.with_file_name(other)).unwrap();
        self.arrives(other, false);
    }

    /// They take every bundle of our outbox, and their receipts come back.
    pub fn answers_ours(&mut self) {
        let dir = self.other_dir();
        let (mut door, _) = self.their_door();
        let trust = Trust::load(&dir).unwrap();
        let office = Office { dir: &dir, trust: &trust, now: now(), day: TODAY };
        let folder = self._temp.path().join("lists");
        std::fs::create_dir_all(&folder).unwrap();
        for file in Folders::of(&self.dir).list(Folder::Outbox).unwrap() {
            let came = office.receive(&mut door, (&file.path, None), &signer(&dir), &mut |_, _| ());
            let receipt = came.unwrap().answer.receipt;
            let name = receipt.file_name().unwrap().to_str().unwrap().to_owned();
            std::fs::copy(&receipt, folder.join(&name)).unwrap();
            self.newest(&name);
        }
    }

    /// A folder of our post.
    pub fn post_path(&self, folder: &str) -> PathBuf {
        self.dir.join("bundles").join(folder)
    }

    /// Its files.
    pub fn post(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.post_path(folder));
        let entries = entries.into_iter().flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}
