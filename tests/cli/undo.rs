//! What an undo and a redo print before they do it, and a batch of forms taken back as one.

use crate::desk::Desk;
use serde_json::json;

/// A register with the batch of forms 7 and two people in it.
fn with_a_batch() -> Desk {
    let desk = Desk::with_places();
    let batch = desk.file("batch.csv", "number,of,count\n7,member,2\n");
    desk.run(&["import", "batch", &batch]).ended(0);
    let forms = desk.file(
        "forms.csv",
        "full_name,birth_date,gender,unit,village,batch\n\
         Nguyễn Thị Hòa,1954,2,CH03,3,7\n\
         Lê Văn Đắc,12/03/1961,1,CH03,4,7\n",
    );
    desk.run(&["import", "member", &forms]).ended(0);
    desk
}

#[test]
fn a_batch_of_forms_is_shown_taken_back_and_brought_again_as_one() {
    let desk = with_a_batch();
    let keyed = desk.digest();
    let told = desk.json(&["undo", "batch:7", "--dry-run"]).ended(0).object();
    assert_eq!((&told["what"], &told["of"]), (&json!("entered"), &json!("Batch 7")));
    assert_eq!((&told["records"], &told["types"]), (&json!(2), &json!({ "member": 2 })));
    assert_eq!((&told["staying"], &told["stops"]), (&json!(0), &json!(null)));
    let first = &told["first"][0];
    assert_eq!((&first["type"], &first["what"]), (&json!("member"), &json!("delete")));
    assert_eq!((desk.digest(), told.get("seqs")), (keyed.clone(), None), "nothing was done");
    let shown = desk.run(&["undo", "lo:7", "--dry-run"]).ended(0).out;
    assert!(shown.starts_with("All that was keyed in Batch 7: 2 member\n"), "{shown}");
    assert!(shown.contains("  Nguyễn Thị Hòa  ") && !shown.contains("Undone"), "{shown}");
    let id = desk.json(&["find", "--type", "batch", "7"]).ended(0).object()["id"].clone();
    let done = desk.run(&["undo", id.as_str().unwrap()]).ended(0).out;
    assert!(done.contains("  Lê Văn Đắc  ") && done.contains("Undone: 2 records (#"), "{done}");
    assert_eq!(desk.total("member"), 0);
    let again = desk.json(&["redo", "--dry-run"]).ended(0).object();
    assert_eq!((&again["what"], &again["records"]), (&json!("entered"), &json!(2)));
    let redone = desk.json(&["redo"]).ended(0).object();
    assert!(redone["seq"].is_u64() && redone["seq"] == again["seq"], "{redone}");
    assert_eq!((&redone["records"], redone["seqs"].as_array().map(Vec::len)), (&json!(2), Some(2)));
    assert_eq!(desk.digest(), keyed);
    assert_eq!(desk.json(&["redo", "--dry-run"]).ended(1).error(), "nothing_to_redo");
    assert_eq!(desk.json(&["undo", "batch:8"]).ended(1).error(), "not_found");
}

#[test]
fn what_stays_is_named_with_why_and_is_no_plain_success() {
    let desk = with_a_batch();
    let found = desk.json(&["find", "--type", "member", "hoa"]).ended(0).object();
    let code = found["code"].as_str().unwrap();
    desk.run(&["set", code, "birth_date=1955", "--reason", "giấy khai sinh"]).ended(0);
    let told = desk.json(&["undo", "batch:7", "--dry-run"]).ended(1).object();
    assert_eq!((&told["records"], &told["staying"]), (&json!(1), &json!(1)));
    assert_eq!(told["stays"][0]["code"], "changed_since");
    let done = desk.run(&["undo", "batch:7"]).ended(1).out;
    assert!(done.contains("1 records stay as they are:\n  - "), "{done}");
    assert!(done.contains("Undone: 1 records"), "{done}");
    assert_eq!(desk.total("member"), 1);
    assert_eq!(desk.json(&["undo", "batch:7"]).ended(1).error(), "changed_since");
}

#[test]
fn a_change_is_shown_field_by_field_before_it_goes_back() {
    let desk = with_a_batch();
    let found = desk.json(&["find", "--type", "member", "hoa"]).ended(0).object();
    let code = found["code"].as_str().unwrap();
    desk.run(&["set", code, "birth_date=1955", "--reason", "x"]).ended(0);
    let told = desk.json(&["undo", "last", "--dry-run"]).ended(0).object();
    assert_eq!(told["what"], "save");
    let change = json!({ "field": "birth_date", "before": "1955", "after": "1954" });
    assert_eq!(told["first"][0]["changes"], json!([change]));
    let shown = desk.run(&["undo", "last"]).ended(0).out;
    assert!(shown.starts_with("Changes: 1 member\n  Nguyễn Thị Hòa  "), "{shown}");
    assert!(shown.contains("1955  →  1954") || shown.contains("1955 "), "{shown}");
}
