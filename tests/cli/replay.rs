//! `densach replay`: the keys that forms take, and whether what is saved is what they say.

use crate::desk::Desk;
use serde_json::Value;

/// The keys a record may take in each layout as keying is today, and those of them that only move;
/// asked are 30, 60 and 46, and 1, 3 and 1.
const MOST: [(&str, f64, f64); 3] = [("A", 36.0, 6.0), ("B", 70.0, 12.0), ("C", 43.0, 4.5)];

fn figure(told: &Value, name: &str) -> f64 {
    told[name].as_f64().expect(name)
}

#[test]
fn every_form_is_saved_as_it_says_and_takes_no_more_keys_than_it_did() {
    for (layout, keys, moving) in MOST {
        let desk = Desk::empty();
        desk.bare(&["generate", "member", "60", "--paper", layout, "--out", "p.csv"]).ended(0);
        let told = desk.bare(&["replay", layout, "p.csv", "--json"]).ended(0).object();
        assert_eq!(told["exact"], 60, "{told}");
        assert_eq!(told["corrections"], 0, "{told}");
        assert!(told["keys"]["mean"].as_f64().unwrap() <= keys, "{told}");
        assert!(told["keys"]["least"].as_f64() <= told["keys"]["mean"].as_f64(), "{told}");
        assert!(figure(&told, "moving") <= moving, "{told}");
        let fields = told["fields"].as_array().unwrap().iter();
        let sum: f64 = fields.map(|field| figure(field, "keys")).sum();
        assert!((sum - told["keys"]["mean"].as_f64().unwrap()).abs() < 0.5, "{told}");
    }
}

#[test]
fn what_cannot_be_saved_is_named_and_the_next_form_goes_on() {
    let desk = Desk::empty();
    let forms = "full_name,birth_date,gender,village,unit,#note\n\
                 Nguyễn Văn An,1954,male,1,CH01,x\n\
                 Lê Thị Bình,31/02/1960,female,1,CH01,x\n\
                 Trần Thị Hòa,1961,female,no such village,CH01,x\n\
                 Lê Thị Hoà,03/1958,female,2,CH02,x\n";
    desk.file("p.csv", forms);
    let told = desk.bare(&["replay", "a", "p.csv", "--json"]).ended(1).object();
    assert_eq!((&told["forms"], &told["exact"]), (&4.into(), &2.into()), "{told}");
    let refused = told["refused"].as_array().unwrap();
    assert_eq!((&refused[0]["line"], &refused[0]["field"]), (&3.into(), &"birth_date".into()));
    assert_eq!((&refused[1]["line"], &refused[1]["field"]), (&4.into(), &"village".into()));
    assert_eq!(told["differs"], serde_json::json!([]));
}

#[test]
fn a_register_is_keyed_into_only_where_the_command_line_names_it() {
    let desk = Desk::with_places();
    desk.file("p.csv", "full_name,gender,unit\nNguyễn Văn An,male,CH01\n");
    let mut elsewhere = desk.command(&["replay", "A", "p.csv", "--json"]);
    let elsewhere = elsewhere.env("DENSACH_REGISTER", desk.path("reg")).status().unwrap();
    assert!(elsewhere.success());
    assert_eq!(desk.total("member"), 0);
    desk.json(&["replay", "A", "p.csv"]).ended(0);
    assert_eq!(desk.total("member"), 1);
    assert_eq!(desk.json(&["replay", "Z", "p.csv"]).ended(2).error(), "no_such_layout");
    desk.file("p.csv", "full_name,gender,unit,role\nLê An,male,CH01,treasurer\n");
    assert_eq!(desk.json(&["replay", "A", "p.csv"]).ended(2).error(), "not_on_layout");
}

#[test]
fn a_keyer_sees_her_own_figures_and_a_replay_adds_to_those_of_the_register_it_keys_into() {
    let desk = Desk::with_places();
    assert_eq!(desk.json(&["keyer"]).ended(0).object()["keys"], 0);
    desk.file("p.csv", "full_name,gender,unit\nNguyễn Văn An,male,CH01\n");
    let told = desk.json(&["replay", "A", "p.csv"]).ended(0).object();
    let keys = told["keys"]["mean"].as_f64().unwrap();
    let kept = desk.json(&["keyer"]).ended(0).object();
    assert_eq!((&kept["records"], kept["keys"].as_f64()), (&1.into(), Some(keys + 1.0)), "{kept}");
    let csv = desk.run(&["keyer", "--csv"]).ended(0).out;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "of,hour,type,field,records,keys,moving,corrections,seconds");
    assert!(lines.iter().any(|line| line.starts_with("field,,member,full_name,,")), "{csv}");
    assert!(desk.run(&["keyer"]).ended(0).out.contains("1 records"));
}
