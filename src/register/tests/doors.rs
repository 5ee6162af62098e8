//! The door itself: sessions, slots, watching, leases, and a far side that is not to be trusted.

use super::*;
use crate::derived::search::Query;
use std::io::{Read, Write};

fn served(local: &Local) -> Client {
    let (near, far) = UnixStream::pair().unwrap();
    local.doorway().serve(far).unwrap();
    Client::new(near).unwrap()
}

fn look(text: &str, slot: u8) -> Request {
    let query = Query { text: text.into(), limit: 5, ..Query::default() };
    Request::Ask { ask: Ask::Find(query), slot }
}

/// The next reply to that ticket.
fn reply_to(door: &mut dyn Door, ticket: u64) -> Reply {
    loop {
        let reply = door.next(Some(Duration::from_secs(20))).unwrap().expect("no reply in time");
        if reply.ticket == ticket {
            return reply.body;
        }
    }
}

#[test]
fn nothing_is_read_or_changed_before_a_hello() {
    both(|desk, door| {
        let scan = Ask::Scan { kind: operator::KIND, page: 9 };
        for request in [look("lan", 0), Request::Ask { ask: scan, slot: 0 }, Request::Checkpoint] {
            assert!(refused(door, request).is(&codes::HELLO_FIRST));
        }
        let problem = refused(door, Request::Do(change(desk.request(), vec![hamlet(1)])));
        assert!(problem.is(&codes::HELLO_FIRST), "{problem}");
    });
}

#[test]
fn another_protocol_is_refused_by_name() {
    both(|_, door| {
        let mut envelope = door.address().wrap(Request::Drafts);
        envelope.proto = PROTO + 1;
        let ticket = envelope.ticket;
        door.send(envelope).unwrap();
        match reply_to(door, ticket) {
            Reply::Refused(problem) => assert!(problem.is(&codes::PROTO), "{problem}"),
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn a_session_belongs_to_its_connection() {
    let desk = Desk::new();
    let mut owner = desk.open();
    hello(&mut owner);
    let mut other = served(&owner);
    other.address().session = owner.address().session;
    let problem = refused(&mut other, Request::Do(change(desk.request(), vec![hamlet(1)])));
    assert!(problem.is(&codes::HELLO_FIRST), "{problem}");
}

#[test]
fn every_ask_is_answered_and_an_overtaken_one_says_so() {
    both(|_, door| {
        hello(door);
        let tickets: Vec<u64> = (0..50)
            .map(|at| {
                let envelope = door.address().wrap(look(&format!("a{at}"), 1));
                let ticket = envelope.ticket;
                door.send(envelope).unwrap();
                ticket
            })
            .collect();
        let replies: Vec<Reply> = tickets.iter().map(|ticket| reply_to(door, *ticket)).collect();
        for reply in &replies {
            match reply {
                Reply::Page { .. } => {}
                Reply::Refused(problem) => assert!(problem.is(&codes::CANCELLED), "{problem}"),
                other => panic!("{other:?}"),
            }
        }
        assert!(matches!(replies.last(), Some(Reply::Page { .. })), "the newest one counts");
    });
}

#[test]
fn who_watches_is_told_of_changes_and_leases() {
    let desk = Desk::new();
    let mut owner = desk.open();
    hello(&mut owner);
    save_one(&mut owner, desk.request(), technician("Hùng"));
    let (village, _) = save_one(&mut owner, desk.request(), hamlet(1));
    let mut other = served(&owner);
    hello_as(&mut other, Some("Hùng")).unwrap();
    let told = other.call(Request::Watch { after: 0 }).unwrap();
    match only(told) {
        Reply::Changed(all) => assert_eq!(all.len(), 4, "everything so far: {all:?}"),
        other => panic!("{other:?}"),
    }
    let ticket = other.address().ticket;
    let (id, rev) = save_one(&mut owner, desk.request(), hamlet(2));
    match reply_to(&mut other, ticket) {
        Reply::Changed(changes) => {
            assert_eq!(changes.len(), 1);
            assert_eq!((changes[0].1, changes[0].2, changes[0].3.as_str()), (id, rev, "Lan"));
        }
        other => panic!("{other:?}"),
    }
    owner.call(Request::Lease { id: Some(village) }).unwrap();
    let leased = Reply::Leased { id: village, by: Some("Lan".into()) };
    assert_eq!(reply_to(&mut other, ticket), leased);
    owner.call(Request::Bye).unwrap();
    assert_eq!(reply_to(&mut other, ticket), Reply::Leased { id: village, by: None });
}

#[test]
fn rubbish_ends_its_connection_and_no_other() {
    let desk = Desk::new();
    let mut owner = desk.open();
    hello(&mut owner);
    let whole = {
        let envelope = Address::default().wrap(Request::Drafts);
        crate::derived::codec::encode(&envelope).unwrap()
    };
    let mut cases: Vec<Vec<u8>> = vec![
        u32::MAX.to_le_bytes().to_vec(),
        (17_u32 << 20).to_le_bytes().to_vec(),
        [&4_u32.to_le_bytes()[..], &[0xFF; 4]].concat(),
        [&0_u32.to_le_bytes()[..], &[0; 64]].concat(),
    ];
    for at in 0..whole.len() {
        let mut bytes = u32::try_from(whole.len()).unwrap().to_le_bytes().to_vec();
        bytes.extend_from_slice(&whole);
        bytes[4 + at] ^= 0xFF;
        cases.push(bytes);
    }
    for bytes in cases {
        let (mut near, far) = UnixStream::pair().unwrap();
        owner.doorway().serve(far).unwrap();
        near.write_all(&bytes).unwrap();
        near.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        near.read_to_end(&mut answer).unwrap();
    }
    assert_eq!(only(owner.call(Request::Drafts).unwrap()), Reply::Drafts(vec![]));
}

#[test]
fn a_far_side_that_goes_away_in_the_middle_leaves_no_session() {
    let desk = Desk::new();
    let mut owner = desk.open();
    hello(&mut owner);
    let mut other = served(&owner);
    hello(&mut other);
    owner.call(Request::Watch { after: 0 }).unwrap();
    let ticket = owner.address().ticket;
    let unit = own_unit(&mut other);
    other.call(Request::Lease { id: Some(unit) }).unwrap();
    drop(other);
    assert!(matches!(reply_to(&mut owner, ticket), Reply::Leased { by: Some(_), .. }));
    assert_eq!(reply_to(&mut owner, ticket), Reply::Leased { id: unit, by: None });
}

#[test]
fn the_door_says_when_the_register_is_closed() {
    let desk = Desk::new();
    let owner = desk.open();
    let mut other = served(&owner);
    hello(&mut other);
    drop(owner);
    assert!(other.call(Request::Drafts).unwrap_err().is(&codes::DOOR_CLOSED));
}

#[test]
fn a_split_door_closes_with_its_sender() {
    let desk = Desk::new();
    let (mut send, replies) = desk.open().split();
    let mut address = Address::default();
    send(address.wrap(Request::Who)).unwrap();
    assert!(matches!(replies.recv().unwrap().body, Reply::Who(_)));
    drop(send);
    assert!(replies.recv().is_err());
    desk.open();
}

#[test]
fn a_connection_scans_one_thing_at_a_time() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let people = (0..300).map(|_| put(member::KIND, person("Nguyễn Thị Hòa", unit))).collect();
        let scan = || Request::Ask { ask: Ask::Scan { kind: member::KIND, page: 1 }, slot: 0 };
        // The save keeps the worker busy until both scans wait behind it.
        let requests = [Request::Do(change(desk.request(), people)), scan(), scan()];
        let tickets = requests.map(|request| {
            let envelope = door.address().wrap(request);
            let ticket = envelope.ticket;
            door.send(envelope).unwrap();
            ticket
        });
        assert!(matches!(reply_to(door, tickets[0]), Reply::Saved { .. }));
        let mut given = 0;
        loop {
            let reply =
                door.next(Some(Duration::from_secs(20))).unwrap().expect("no reply in time");
            match (reply.ticket == tickets[1], reply.body) {
                (true, Reply::Refused(problem)) => assert!(problem.is(&codes::CANCELLED)),
                (false, Reply::Rows { rows, .. }) => given += rows.len(),
                (false, Reply::Done) => break,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(given, 300);
    });
}

#[test]
fn nobody_ends_the_session_of_another_connection() {
    let desk = Desk::new();
    let mut local = desk.open();
    let lan = hello(&mut local);
    let (near, far) = UnixStream::pair().unwrap();
    local.doorway().serve(far).unwrap();
    let mut stranger = Client::new(near).unwrap();
    stranger.address().session = lan.session;
    assert_eq!(only(stranger.call(Request::Bye).unwrap()), Reply::Done);
    let ticket = Request::Ask { ask: Ask::Status, slot: 0 };
    assert!(refused(&mut stranger, ticket).is(&codes::HELLO_FIRST));
    save_one(&mut local, desk.request(), hamlet(1));
}
