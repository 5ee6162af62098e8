//! Others at the same register, and a desk of one's own over a socket.

use super::{Desk, TODAY, tables};
use densach::domain::{Pin, Record, RecordId, Role, input, records};
use densach::lang::Problem;
use densach::register::socket::{Client, Doorway};
use densach::register::{
    Act, Address, Beside, Change, Door, Envelope, Local, Person, Reply, Request,
};
use std::os::unix::net::UnixStream;
use std::time::Duration;

impl Desk {
    /// What stands in a file that went out.
    pub fn went_out(&self, name: &str) -> String {
        let path = self.dir.with_file_name("outgoing").join(name);
        std::fs::read_to_string(&path).unwrap_or_default()
    }

    /// Whether the disk takes drafts from now on; a file in their folder's place refuses them, even
    /// to root.
    pub fn takes_drafts(&mut self, takes: bool) {
        let (folder, away) = (self.dir.join("drafts"), self.dir.join("drafts.away"));
        if takes {
            std::fs::remove_file(&folder).unwrap();
            std::fs::rename(&away, &folder).unwrap();
        } else {
            std::fs::rename(&folder, &away).unwrap();
            std::fs::write(&folder, "").unwrap();
        }
    }

    /// Somebody else sets fields of a record.
    pub fn other(&mut self, record: &Record, set: &[(&str, &str)]) {
        let kind = records::of(record.kind).unwrap();
        let set = set.iter().map(|(name, text)| {
            let field = kind.field_named(name).unwrap_or_else(|| panic!("no field {name}"));
            (field.tag, input::parse(field, text, &tables(), TODAY).unwrap())
        });
        self.others_do(Act::Put {
            id: Some(record.id),
            kind: record.kind,
            base: Some(record.rev),
            set: set.collect::<Vec<_>>().into(),
            source: None,
        });
    }

    /// A new operator, who has set that PIN.
    pub fn operator(&mut self, name: &str, role: &str, pin: Option<&str>) {
        let kind = records::named("operator").unwrap();
        let value = |(name, text): (&str, &str)| {
            let field = kind.field_named(name).unwrap();
            (field.tag, input::parse(field, text, &tables(), TODAY).unwrap())
        };
        let set = [("short_name", name), ("role", role)].map(value).to_vec();
        let kind = kind.kind;
        self.others_do(Act::Put { id: None, kind, base: None, set: set.into(), source: None });
        let Some(pin) = pin.map(|pin| Some(Pin::read(pin).unwrap())) else { return };
        let (mut door, of) = self.others_door(Some(name));
        let request = self.others_request();
        door.call(Request::SetPin { request, of, pin }).unwrap();
    }

    /// Another desk of that operator, or of a technician who needs no PIN.
    pub(super) fn others_door(&self, name: Option<&str>) -> (Client, RecordId) {
        let (near, far) = UnixStream::pair().unwrap();
        self.doorway.as_ref().unwrap().serve(far).unwrap();
        let mut door = Client::new(near).unwrap();
        let may = |person: &&Person| person.role == Some(Role::Technician) && !person.pin;
        let operator =
            name.map(str::to_owned).or_else(|| match door.call(Request::Who).unwrap().as_slice() {
                [Reply::Who(people)] => people.iter().find(may).map(|person| person.name.clone()),
                other => panic!("{other:?}"),
            });
        let (user, ssh) = ("hung".to_owned(), String::new());
        match door.call(Request::Hello { operator, pin: None, user, ssh }).unwrap().as_slice() {
            [Reply::Welcome(welcome)] => (door, welcome.operator),
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn others_request(&mut self) -> [u8; 16] {
        self.others += 1;
        [self.others; 16]
    }

    /// Somebody else, at a desk of their own, does that.
    pub fn others_do(&mut self, act: Act) {
        let (mut door, _) = self.others_door(None);
        let request = self.others_request();
        let acts = vec![act];
        let accepted = vec![("*".to_owned(), "test".to_owned())];
        let change = Change { request, acts, accepted, ..Change::default() };
        let replies = door.call(Request::Do(change)).unwrap();
        assert!(matches!(replies.as_slice(), [Reply::Saved { .. }]), "{replies:?}");
    }
}

/// The same register over a Unix socket; its worker lives as long as the conversation.
struct Far {
    client: Client,
    _local: Local,
}

impl Door for Far {
    fn send(&mut self, request: Envelope<Request>) -> Result<(), Problem> {
        self.client.send(request)
    }

    fn next(&mut self, wait: Option<Duration>) -> Result<Option<Envelope<Reply>>, Problem> {
        self.client.next(wait)
    }

    fn address(&mut self) -> &mut Address {
        self.client.address()
    }
}

pub fn over_a_socket(local: Local) -> Box<dyn Door> {
    let (near, far) = UnixStream::pair().unwrap();
    local.doorway().serve(far).unwrap();
    Box::new(Far { client: Client::new(near).unwrap(), _local: local })
}

/// Side doors of whoever is the only one, each a connection of its own.
pub fn beside_over_a_socket(doorway: Doorway) -> Beside {
    std::sync::Arc::new(move || {
        let (near, far) = UnixStream::pair().unwrap();
        doorway.serve(far)?;
        let mut door = Client::new(near)?;
        let (user, ssh) = ("lan".to_owned(), String::new());
        door.call(Request::Hello { operator: None, pin: None, user, ssh })?;
        Ok(Box::new(door))
    })
}
