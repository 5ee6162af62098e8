//! `densach duplicates`: pairs for people and for programs, without those said to be two.

use crate::desk::Desk;

/// A register with members of whom two are one, and two namesakes.
fn desk() -> Desk {
    let desk = Desk::with_places();
    let file = desk.file(
        "some.csv",
        "full_name,birth_date,gender,unit,village,citizen_id\n\
         Nguyễn Thị Hòa,1954-03-12,2,CH03,3,000154123321\n\
         Nguyen Thi Hoa,1954-12-03,2,CH03,3,\n\
         Lê Văn Đắc,1961,1,CH03,4,\n\
         Lê Văn Đắc,1983,1,CH04,4,\n",
    );
    desk.run(&["import", "member", &file]).ended(0);
    desk
}

#[test]
fn a_pair_is_told_with_its_reasons_and_masked_ids() {
    let desk = desk();
    let pairs = desk.json(&["duplicates"]).ended(0).objects();
    let [pair] = pairs.as_slice() else { panic!("{pairs:?}") };
    assert_eq!((&pair["type"], &pair["score"]), (&"member".into(), &87.into()));
    let reasons = ["name_marks_differ", "same_year", "day_month_swapped", "same_village"];
    assert_eq!(pair["reasons"], serde_json::json!(reasons));
    assert_eq!(pair["a"]["full_name"], "Nguyễn Thị Hòa");
    assert_eq!(pair["a"]["citizen_id"], "*********321");
    assert_eq!(pair["b"]["label"], "Nguyen Thi Hoa");
    let said = desk.run(&["duplicates", "member", "--threshold", "60", "--lang", "vi"]).ended(0);
    assert!(said.out.contains("khác dấu, cùng năm, ngày tháng đảo, cùng thôn"), "{}", said.out);
    assert!(said.out.contains("*********321") && said.out.contains("1 cặp"), "{}", said.out);
}

#[test]
fn two_people_are_not_named_again_until_that_is_undone() {
    let desk = desk();
    let pair = desk.json(&["duplicates"]).ended(0).object();
    let code = |of: &str| pair[of]["code"].as_str().unwrap().to_owned();
    let file =
        desk.file("apart.csv", format!("a,b,note\n{},{},hai chị em\n", code("a"), code("b")));
    desk.run(&["import", "distinct", &file]).ended(0);
    assert_eq!(desk.json(&["duplicates"]).ended(0).out, "");
    let none = desk.run(&["duplicates", "--lang", "en"]).ended(0);
    assert!(none.out.contains("Pairs: 0"), "{}", none.out);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let desk = desk();
    desk.run(&["duplicates", "village"]).ended(2);
    desk.run(&["duplicates", "--threshold", "10"]).ended(2);
    let none = desk.json(&["duplicates", "--limit", "0"]).ended(0);
    assert_eq!(none.out, "");
}
