//! Saving: what is saved is there, found and told; what is not right is refused whole.

use super::*;

#[test]
fn a_new_register_knows_its_unit_and_its_operator() {
    both(|_, door| {
        let welcome = hello(door);
        assert_eq!(welcome.operator_name, "Lan");
        assert_eq!(welcome.read_only, None);
        assert_eq!(welcome.notices, []);
        let unit = &welcome.unit.record;
        assert_eq!(unit.values.get(unit::AREA), Some(Value::Code("2025-07:15889".into())));
        assert_eq!(unit.values.get(unit::CODE), text(COMMUNE));
        let status = status(door);
        let counts: Vec<_> = status.counts.iter().filter(|(_, _, all)| *all > 0).collect();
        assert_eq!(counts, [&(unit::KIND, 1, 1), &(operator::KIND, 1, 1)]);
    });
}

#[test]
fn a_saved_member_is_found_corrected_and_her_history_told() {
    both(|desk, door| {
        let welcome = hello(door);
        let unit = welcome.unit.record.id;
        let act = put(member::KIND, person("Nguyễn Thị Hòa", unit));
        let (id, rev) = save_one(door, desk.request(), act);
        assert_eq!(find(door, member::KIND, "hoa nguyen"), [id]);
        let shown = record(door, id).unwrap();
        assert_eq!(shown.record.rev, rev);
        assert_eq!(rev.n, 1);
        assert_eq!(shown.names, [(unit, "Hội Khuyến học xã Hoằng Phú".to_owned())]);
        let set = vec![
            (member::FULL_NAME, text("Nguyễn Thị Hoa")),
            (member::OCCUPATION, text("Hưu trí")),
        ];
        let reason = "gõ nhầm".to_owned();
        let acts = vec![edit(id, rev, member::KIND, set)];
        let request = desk.request();
        let saved = save(door, Change { request, acts, reason, ..Change::default() });
        assert_eq!(saved.0[0].1.n, 2);
        let entries = history(door, id);
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].seq, saved.1.0);
        assert_eq!(
            entries[0].changes,
            [
                (member::FULL_NAME, text("Nguyễn Thị Hòa"), text("Nguyễn Thị Hoa")),
                (member::OCCUPATION, None, text("Hưu trí")),
            ]
        );
        assert_eq!((entries[0].operator.as_str(), entries[0].reason.as_str()), ("Lan", "gõ nhầm"));
        assert_eq!(entries[0].from, "lan (10.0.0.7)");
        assert_eq!(entries[1].changes.len(), 4);
        assert!(entries[1].names.contains(&(unit, "Hội Khuyến học xã Hoằng Phú".into())));
        let status = status(door);
        assert_eq!(status.today, [("Lan".to_owned(), 2)]);
    });
}

#[test]
fn doing_it_twice_is_doing_it_once_also_after_closing() {
    let desk = Desk::new();
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    let request = desk.request();
    let act = put(member::KIND, person("Lê Thị Mận", unit));
    let first = save(&mut door, change(request, vec![act.clone()]));
    assert_eq!(save(&mut door, change(request, vec![act.clone()])), first);
    bye(door);
    let mut door = desk.open();
    hello(&mut door);
    assert_eq!(save(&mut door, change(request, vec![act])), first);
    assert_eq!(find(&mut door, member::KIND, "man").len(), 1);
}

#[test]
fn an_old_base_is_stale_and_the_fields_of_both_sides_are_named() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let act = put(member::KIND, person("Phạm Thị Đào", unit));
        let (id, first) = save_one(door, desk.request(), act);
        let mine = |set| edit(id, first, member::KIND, set);
        let theirs = vec![(member::FULL_NAME, text("Phạm Thị Đảo")), (member::NOTE, text("x"))];
        save_one(door, desk.request(), mine(theirs));
        let stale = |door: &mut dyn Door, set| {
            let request = desk.request();
            match only(door.call(Request::Do(change(request, vec![mine(set)]))).unwrap()) {
                Reply::Stale { theirs, by, overlapping } => {
                    assert_eq!(theirs.record.rev.n, 2);
                    assert_eq!(by, "Lan");
                    overlapping
                }
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(stale(door, vec![(member::OCCUPATION, text("Nông dân"))]), [0; 0]);
        assert_eq!(stale(door, vec![(member::FULL_NAME, text("Phạm Đào"))]), [member::FULL_NAME]);
        // The same on both sides is no quarrel.
        assert_eq!(stale(door, vec![(member::NOTE, text("x"))]), [0; 0]);
        // Name, birth and citizen id belong together.
        let birth = crate::domain::PartialDate::new(1954, 0, 0).map(Value::Date);
        assert_eq!(stale(door, vec![(member::BIRTH_DATE, birth)]), [member::BIRTH_DATE]);
        assert_eq!(history(door, id).len(), 2);
    });
}

#[test]
fn a_change_is_whole_or_not_at_all_and_its_acts_see_each_other() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let with_id = |name: &str| {
            let mut set = person(name, unit);
            set.push((member::CARD_NO, text("HP-00042")));
            put(member::KIND, set)
        };
        let acts =
            vec![with_id("Trần Thị Mai"), put(member::KIND, Vec::new()), with_id("Trần Văn Bảy")];
        let found = checks(door, change(desk.request(), acts));
        let of = |at| found.iter().filter(|(index, _)| *index == at).count();
        assert_eq!(of(0), 0, "{found:?}");
        assert!(of(1) > 0 && of(2) > 0, "{found:?}");
        assert!(found.iter().any(|(at, finding)| *at == 2 && finding.tag == member::CARD_NO));
        assert_eq!(find(door, member::KIND, "tran"), []);
        let (id, rev) = save_one(door, desk.request(), with_id("Trần Thị Mai"));
        assert!(!checks(door, change(desk.request(), vec![with_id("Trần Văn Bảy")])).is_empty());
        // Given up by one, taken by the other in the same change.
        let give = edit(id, rev, member::KIND, vec![(member::CARD_NO, None)]);
        save(door, change(desk.request(), vec![give, with_id("Trần Văn Bảy")]));
        assert_eq!(find(door, member::KIND, "tran").len(), 2);
    });
}

#[test]
fn a_soft_finding_is_saved_with_a_reason_that_history_tells() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let mut set = person("Lò Thị Bình", unit);
        // Digit 4 says a man of the 1900s.
        set.push((member::CITIZEN_ID, text("000054000001")));
        let acts = vec![put(member::KIND, set)];
        let found = checks(door, change(desk.request(), acts.clone()));
        assert!(found.iter().all(|(_, finding)| finding.soft) && !found.is_empty(), "{found:?}");
        let accepted: Vec<_> =
            found.iter().map(|(_, f)| (f.check.clone(), "đã xem thẻ".to_owned())).collect();
        let request = desk.request();
        let saved =
            save(door, Change { request, acts, accepted: accepted.clone(), ..Change::default() });
        let id = saved.0[0].0;
        let mut told = history(door, id)[0].accepted.clone();
        told.sort();
        let mut accepted = accepted;
        accepted.sort();
        accepted.dedup();
        assert_eq!(told, accepted);
    });
}

#[test]
fn dry_changes_nothing_and_one_star_accepts_every_soft_finding() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let mut set = person("Lò Thị Bình", unit);
        set.push((member::CITIZEN_ID, text("000054000001")));
        let accepted = vec![("*".to_owned(), "nạp".to_owned())];
        let request = desk.request();
        let wet =
            Change { request, acts: vec![put(member::KIND, set)], accepted, ..Change::default() };
        let before = digest(door);
        let dry = Change { dry: true, ..wet.clone() };
        assert!(checks(door, dry).iter().all(|(_, finding)| finding.soft));
        assert_eq!(digest(door), before);
        match only(door.call(Request::Do(wet)).unwrap()) {
            Reply::Saved { warned, .. } => assert_eq!(warned, 1),
            other => panic!("{other:?}"),
        }
        assert_ne!(digest(door), before);
    });
}

#[test]
fn what_is_referred_to_cannot_be_deleted_and_what_is_not_can() {
    both(|desk, door| {
        let welcome = hello(door);
        let unit = welcome.unit.record.id;
        let (village, base) = save_one(door, desk.request(), hamlet(3));
        let mut set = person("Vũ Thị Lan", unit);
        set.push((member::VILLAGE, Some(Value::Ref(village))));
        let (id, rev) = save_one(door, desk.request(), put(member::KIND, set));
        let delete = |id, base| Act::Delete { id, base };
        let request = Request::Do(change(desk.request(), vec![delete(village, base)]));
        let problem = refused(door, request);
        assert!(problem.is(&codes::REFERRED), "{problem}");
        assert!(problem.params[2].contains("Vũ Thị Lan"), "{problem}");
        match ask(door, Ask::Referring(village)) {
            Reply::Referring(rows, counts) => {
                assert_eq!((rows[0].0.record.id, rows[0].1), (id, member::VILLAGE));
                assert_eq!(counts, [(member::KIND, member::VILLAGE, 1)]);
            }
            other => panic!("{other:?}"),
        }
        // Both at once is no contradiction.
        save(door, change(desk.request(), vec![delete(id, rev), delete(village, base)]));
        assert_eq!(record(door, id), None);
        assert_eq!(find(door, member::KIND, "lan"), []);
        assert_eq!(history(door, id)[0].what, "delete");
        let own = delete(unit, welcome.unit.record.rev);
        let problem = refused(door, Request::Do(change(desk.request(), vec![own])));
        assert!(problem.is(&codes::NEEDED), "{problem}");
    });
}

#[test]
fn a_merge_takes_references_along_and_leaves_an_alias() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let (one, _) = save_one(door, desk.request(), hamlet(3));
        let (other, _) = save_one(door, desk.request(), hamlet(4));
        let mut set = person("Vũ Thị Lan", unit);
        set.push((member::VILLAGE, Some(Value::Ref(one))));
        let (id, _) = save_one(door, desk.request(), put(member::KIND, set));
        let before = digest(door);
        let merge = Act::Merge { from: one, into: other };
        save(door, change(desk.request(), vec![merge]));
        let lan = record(door, id).unwrap();
        assert_eq!(lan.record.values.get(member::VILLAGE), Some(Value::Ref(other)));
        assert_eq!(record(door, one).unwrap().record.id, other, "the alias leads on");
        assert_eq!(history(door, one)[0].what, "merge");
        undo(door, desk.request(), UndoWhat::Last).unwrap();
        assert_eq!(digest(door), before);
        assert_eq!(record(door, one).unwrap().record.id, one);
    });
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    both(|desk, door| {
        let welcome = hello(door);
        let unit = welcome.unit.record.clone();
        let mut no = |act: Act| refused(door, Request::Do(change(desk.request(), vec![act])));
        let id = clock::Mint::default().id().unwrap();
        let some = vec![(member::NOTE, text("x"))];
        let cases = [
            (put(Kind(999), vec![]), &codes::UNKNOWN_KIND),
            (put(member::KIND, vec![(999, text("x"))]), &codes::UNKNOWN_FIELD),
            (edit(id, unit.rev, member::KIND, some.clone()), &codes::NOT_FOUND),
            (edit(unit.id, unit.rev, member::KIND, some.clone()), &codes::WRONG_KIND),
            (Act::Delete { id, base: unit.rev }, &codes::NOT_FOUND),
            (Act::Merge { from: unit.id, into: unit.id }, &codes::SAME_RECORD),
            (
                Act::Put {
                    id: Some(unit.id),
                    kind: unit.kind,
                    base: None,
                    set: vec![].into(),
                    source: None,
                },
                &codes::BASE_NEEDED,
            ),
            (
                Act::Put {
                    id: Some(RecordId([9; 16])),
                    kind: member::KIND,
                    base: None,
                    set: some.into(),
                    source: None,
                },
                &codes::BAD_ID,
            ),
        ];
        for (act, code) in cases {
            let problem = no(act.clone());
            assert!(problem.is(code), "{act:?}: {problem}");
        }
        let problem = refused(
            door,
            Request::Do(Change { batch: 1, ..change(desk.request(), vec![hamlet(1)]) }),
        );
        assert!(problem.is(&codes::NO_BATCH), "{problem}");
    });
}

#[test]
fn only_a_technician_changes_operators_and_one_who_is_off_cannot_come_in() {
    both(|desk, door| {
        hello(door);
        let clerk = put(
            operator::KIND,
            vec![
                (operator::SHORT_NAME, text("Hùng")),
                (operator::ROLE, Some(Value::Code("clerk".into()))),
            ],
        );
        let (hung, rev) = save_one(door, desk.request(), clerk);
        assert!(hello_as(door, None).unwrap_err().is(&codes::WHICH_OPERATOR));
        assert!(hello_as(door, Some("Tuấn")).unwrap_err().is(&codes::NO_OPERATOR));
        hello_as(door, Some("hùng")).unwrap();
        let problem = refused(door, Request::Do(change(desk.request(), vec![technician("Sáu")])));
        assert!(problem.is(&codes::ROLE), "{problem}");
        save_one(door, desk.request(), hamlet(1));
        hello_as(door, Some("Lan")).unwrap();
        let off = vec![(operator::ACTIVE, Some(Value::Flag(false)))];
        save_one(door, desk.request(), edit(hung, rev, operator::KIND, off));
        assert!(hello_as(door, Some("Hùng")).unwrap_err().is(&codes::OPERATOR_OFF));
        let lan = hello_as(door, None).unwrap().operator;
        let rev = record(door, lan).unwrap().record.rev;
        // Nobody could ever change operators again.
        for less in [
            (operator::ACTIVE, Some(Value::Flag(false))),
            (operator::ROLE, Some(Value::Code("clerk".into()))),
        ] {
            let act = edit(lan, rev, operator::KIND, vec![less.clone()]);
            let problem = refused(door, Request::Do(change(desk.request(), vec![act.clone()])));
            assert!(problem.is(&codes::LAST_TECHNICIAN), "{problem}");
            let another = change(desk.request(), vec![technician("Bảy"), act]);
            assert_eq!(checks(door, Change { dry: true, ..another }), []);
        }
    });
}

#[test]
fn text_leads_to_records_by_code_key_or_name() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let mut set = person("Nguyễn Thị Hòa", unit);
        set.push((member::PHONE, text("0912345678")));
        let (hoa, _) = save_one(door, desk.request(), put(member::KIND, set));
        let act = put(member::KIND, person("Nguyễn Thị Hoa", unit));
        let (other, _) = save_one(door, desk.request(), act);
        let (village, _) = save_one(door, desk.request(), hamlet(3));
        let mut to = |kind: Option<Kind>, text: &str| match ask(
            door,
            Ask::Resolve { kind, text: text.into() },
        ) {
            Reply::Page { found, rows, .. } => {
                assert_eq!(found.hits.len(), rows.len());
                rows.into_iter().map(|shown| shown.record.id).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(to(None, &hoa.to_string()), [hoa]);
        assert_eq!(to(None, &hoa.short()), [hoa]);
        assert_eq!(to(Some(member::KIND), "0912 345 678"), [hoa]);
        assert_eq!(to(Some(member::KIND), "nguyễn thị hòa"), [hoa]);
        assert_eq!(to(Some(member::KIND), "Nguyễn Thị Hoà"), [hoa]);
        assert_eq!(to(Some(member::KIND), "Nguyễn Thị Hoa"), [other]);
        assert_eq!(to(Some(member::KIND), "nguyen thi hoa").len(), 2);
        assert_eq!(to(Some(village::KIND), "Thôn 3"), [village]);
        assert_eq!(to(Some(village::KIND), &hoa.short()), []);
        assert_eq!(to(None, "không có ai"), []);
    });
}

#[test]
fn a_check_says_what_a_save_would_and_changes_nothing() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let before = digest(door);
        let mut check = |act: Act| match ask(door, Ask::Check(change([0; 16], vec![act]))) {
            Reply::Checks(found) => found,
            other => panic!("{other:?}"),
        };
        let found = check(put(member::KIND, vec![(member::NOTE, text("x"))]));
        assert!(found.iter().any(|(_, finding)| finding.tag == member::FULL_NAME), "{found:?}");
        let act = put(member::KIND, person("Nguyễn Văn Hoà", unit));
        assert_eq!(check(act.clone()), []);
        assert_eq!(digest(door), before);
        save_one(door, desk.request(), act);
    });
}

#[test]
fn one_change_is_told_of_two_villages_with_one_number() {
    both(|desk, door| {
        hello(door);
        let found = checks(door, change(desk.request(), vec![hamlet(1), hamlet(2), hamlet(1)]));
        let found: Vec<_> = found.into_iter().map(|(act, f)| (act, f.check, f.soft)).collect();
        assert_eq!(found, [(2, "village_number".to_owned(), true)]);
    });
}

#[test]
fn a_delete_sees_the_references_made_and_ended_before_it_in_its_change() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let (villages, _) = save(door, change(desk.request(), vec![hamlet(1), hamlet(2)]));
        let (one, two) = (villages[0].0, villages[1].0);
        let lives_in = |village| vec![(member::VILLAGE, Some(Value::Ref(village)))];
        let mut set = person("Tô Thị Hồng", unit);
        set.extend(lives_in(one));
        let (id, rev) = save_one(door, desk.request(), put(member::KIND, set));
        let moves = |to| edit(id, rev, member::KIND, lives_in(to));
        let delete = |(id, base): (RecordId, Rev)| Act::Delete { id, base };
        let both_gone = vec![delete(villages[1]), moves(two), delete(villages[0])];
        assert_eq!(checks(door, change(desk.request(), both_gone))[0].0, 1);
        let new_gone = vec![delete((id, rev)), delete(villages[0]), delete(villages[1])];
        let dry = Change { dry: true, ..change(desk.request(), new_gone) };
        assert_eq!(checks(door, dry), []);
        let moved = change(desk.request(), vec![moves(two), delete(villages[1])]);
        let found = checks(door, moved);
        assert_eq!((found[0].0, found[0].1.check.as_str()), (1, "referred"));
        save(door, change(desk.request(), vec![moves(two), delete(villages[0])]));
        assert!(record(door, one).is_none() && record(door, two).is_some());
    });
}
