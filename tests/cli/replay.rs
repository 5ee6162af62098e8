//! `densach replay`: the keys that forms take, and whether what is saved is what they say.

use crate::desk::Desk;
use serde_json::Value;

/// The keys a record may take in each layout as keying is today, and those of them that only move;
/// asked are 30, 60 and 46, and 1, 3 and 1.
const MOST: [(&str, f64, f64); 3] = [("A", 28.5, 0.9), ("B", 57.0, 2.4), ("C", 39.5, 0.4)];

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
fn in_the_grid_the_column_tells_the_gender_and_every_form_is_saved_as_it_says() {
    let desk = Desk::empty();
    desk.bare(&["generate", "member", "40", "--paper", "A", "--out", "p.csv"]).ended(0);
    let told = desk.bare(&["replay", "A", "p.csv", "--grid", "--json"]).ended(0).object();
    assert_eq!((&told["exact"], &told["grid"]), (&40.into(), &true.into()), "{told}");
    let fields = told["fields"].as_array().unwrap();
    assert!(fields.iter().all(|field| field["field"] != "gender"), "{told}");
    assert!(figure(&told["keys"], "mean") <= 30.0, "{told}");
    // A list that tells the gender alone has an x in its column.
    desk.file(
        "p.csv",
        "full_name,birth_date,gender,unit\nLê Thị An,,female,CH01\nĐỗ Ba,,male,CH01\n",
    );
    assert_eq!(
        desk.bare(&["replay", "A", "p.csv", "--grid", "--json"]).ended(0).object()["exact"],
        2
    );
}

#[test]
fn a_code_of_the_registers_own_and_what_f5_offers_are_used() {
    let desk = Desk::with_places();
    desk.file("codes.csv", "code,text\nqq,Tôn Nữ\n");
    desk.json(&["import", "name_code", "codes.csv"]).ended(0);
    let forms = "full_name,gender,occupation,unit\nTôn Nữ An,female,Nông dân,CH01\n\
                 Lê Ba,male,Hưu trí,CH01\nTôn Nữ Ba,female,Nông dân,CH01\n";
    desk.file("p.csv", forms);
    let told = desk.json(&["replay", "A", "p.csv"]).ended(0).object();
    let typed = |name: &str| {
        let field = told["fields"].as_array().unwrap().iter().find(|one| one["field"] == name);
        (figure(field.unwrap(), "typed") * 3.0).round()
    };
    // qq an, lee ba, qq ba; noong daan, huwu tris, N and F5.
    assert_eq!((typed("full_name"), typed("occupation")), (16.0, 21.0), "{told}");
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
    let elsewhere = elsewhere.env("DENSACH_REGISTER", desk.path("reg")).output().unwrap();
    assert!(elsewhere.status.success());
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
