//! Tables as clerks make them: found, mapped, picked.

use super::*;
use crate::domain::records::{clan, member, unit, village};
use crate::exchange::sheet::{Cell, Facts, Line, Merge};
use proptest::prelude::*;
use std::sync::LazyLock;

const TODAY: PartialDate = PartialDate { year: 2026, month: 11, day: 22 };

fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::built_in().unwrap());
    &TABLES
}

fn ask(of: &'static RecordType) -> Ask<'static> {
    Ask { of, tables: tables(), today: TODAY, map: &[], font: None, lang: Lang::Vi }
}

/// Lines as a text file has them: cells apart by `|`; `#5` a number.
fn lines(text: &str) -> Vec<Line> {
    let cell = |text: &str| match text.trim() {
        "" => Cell::Empty,
        text => match text.strip_prefix('#') {
            Some(number) => Cell::Number(number.parse().unwrap()),
            None => Cell::Text(text.replace("\\n", "\n")),
        },
    };
    let line = |(text, number): (&str, u64)| Line {
        number,
        cells: text.split('|').map(cell).collect(),
        ..Line::default()
    };
    text.trim_matches('\n').lines().zip(1..).map(line).collect()
}

/// Merged cells: (first line, last line, first column, last column).
fn merged(cells: &[(u64, u64, usize, usize)]) -> Facts {
    let merge =
        |(a, b, c, d): &(u64, u64, usize, usize)| Merge { lines: (*a, *b), columns: (*c, *d) };
    Facts { merged: cells.iter().map(merge).collect(), ..Facts::default() }
}

/// What columns take.
fn takes(table: &Table) -> Vec<String> {
    table.columns.iter().map(|column| column.takes.spec()).collect()
}

/// The rows, each as `field=text` in the schema's order; what is skipped as `!reason`, titles as
/// `>title`; guesses behind, as `field? reason`.
fn picked(lines: &[Line], facts: &Facts, ask: &Ask<'_>) -> Vec<String> {
    let table = find(lines, facts, ask).unwrap();
    let mut picker = Picker::new(&table, ask);
    lines
        .iter()
        .filter_map(|line| match picker.pick(line) {
            Picked::Empty => None,
            Picked::Skipped(why) => Some(format!("!{}", why.get(Lang::En))),
            Picked::Group(title) => Some(format!(">{title}")),
            Picked::Row(row, guesses) => {
                assert_eq!(row.len(), picker.heading().names.len());
                let cells = picker.heading().names.iter().zip(row.iter());
                let mut out: Vec<String> = cells
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(name, text)| format!("{name}={text}"))
                    .collect();
                out.extend(
                    guesses.iter().map(|g| format!("{}? {}", g.field.name, g.why.get(Lang::En))),
                );
                Some(out.join(" "))
            }
        })
        .collect()
}

fn members(text: &str) -> Vec<String> {
    picked(&lines(text), &Facts::default(), &ask(&member::TYPE))
}

#[test]
fn a_list_with_titles_totals_and_signatures() {
    let sheet = lines(
        "HỘI KHUYẾN HỌC XÃ HOẰNG PHÚ
CHI HỘI THÔN PHÚ KHÊ

||DANH SÁCH HỘI VIÊN

TT|Họ và tên|Năm sinh|Giới tính|Thôn/Bản/Tổ|Trình độ 7/10|Nghề nghiệp|SĐT|Ghi chú
(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)
#1|Nguyễn Văn An|#1954|Nam|Thôn 3|7/10|Làm ruộng|0912345678|
#2|Trần Thị Bình|12.3.1961|Nữ|Thôn 3|10/10|Hưu trí||mới
Cộng||2|
TT|Họ và tên|Năm sinh|Giới tính|Thôn/Bản/Tổ|Trình độ 7/10|Nghề nghiệp|SĐT|Ghi chú
#3|Lê Văn Cường|#1970|Nam|Thôn 4|12/12|||
Tổng cộng: 3 hội viên||||
|||Phú Khê, ngày 12 tháng 5 năm 2026
|NGƯỜI LẬP BIỂU||TM. BAN CHẤP HÀNH
|Nguyễn Thị Dung||Lê Văn Cường",
    );
    let table = find(&sheet, &Facts::default(), &ask(&member::TYPE)).unwrap();
    assert_eq!(table.heading, Some((6, 6)));
    assert_eq!(
        takes(&table),
        [
            "-",
            "full_name",
            "birth_date",
            "gender",
            "village",
            "education",
            "occupation",
            "phone",
            "note"
        ]
    );
    assert_eq!(table.columns[4].why.get(Lang::Vi), "tiêu đề «Thôn/Bản/Tổ»");
    assert_eq!(table.columns[4].why.get(Lang::En), "headed \"Thôn/Bản/Tổ\"");
    let rows = picked(&sheet, &Facts::default(), &ask(&member::TYPE));
    let an = "full_name=Nguyễn Văn An birth_date=1954 gender=Nam village=Thôn 3 occupation=Làm ruộng \
              education=7/10 phone=0912345678 unit=CHI HỘI THÔN PHÚ KHÊ";
    assert_eq!(rows[5], an);
    let others = ["!a title", "!a title", "!a title", "!names of columns", "!numbers of columns"];
    assert_eq!(rows[..5], others);
    assert!(
        rows[6].contains("birth_date=12.3.1961") && rows[6].contains("note=mới"),
        "{}",
        rows[6]
    );
    assert_eq!(rows[7], "!a total");
    assert_eq!(rows[8], "!names of columns again");
    assert!(rows[9].starts_with("full_name=Lê Văn Cường"));
    assert_eq!(
        rows[10..],
        ["!a total", "!a signature or date", "!a signature or date", "!below the table"]
    );
}

#[test]
fn years_under_nam_and_nu() {
    let text = "
TT|Họ và tên|Năm sinh||Thôn
||Nam|Nữ|
1|Nguyễn Văn An|1954||3
2|Trần Thị Bình||1961|4";
    let wanted = [
        "full_name=Nguyễn Văn An birth_date=1954 gender=male village=3",
        "full_name=Trần Thị Bình birth_date=1961 gender=female village=4",
    ];
    assert_eq!(members(text)[2..], wanted, "without merges");
    let facts = merged(&[(1, 1, 2, 3), (1, 2, 0, 0), (1, 2, 1, 1), (1, 2, 4, 4)]);
    assert_eq!(picked(&lines(text), &facts, &ask(&member::TYPE))[2..], wanted, "with merges");
    let alone = "Họ tên|Nam|Nữ\nNguyễn Văn An|1954|\nTrần Thị Bình||1961";
    assert_eq!(members(alone)[1], "full_name=Nguyễn Văn An birth_date=1954 gender=male");
}

#[test]
fn crosses_under_nam_and_nu_and_under_levels() {
    let rows = members(
        "
STT|Họ tên|Giới tính||Trình độ||
||Nam|Nữ|Tiểu học|THCS|THPT
1|Nguyễn Văn An|x|||X|
2|Trần Thị Bình||x|||✓
3|Lê Văn Cường|x|x|+||",
    );
    assert_eq!(rows[2], "full_name=Nguyễn Văn An gender=male education=03");
    assert_eq!(rows[3], "full_name=Trần Thị Bình gender=female education=04");
    assert!(rows[4].contains("gender? more than one x"), "{}", rows[4]);
    let rows = members(
        "Họ tên|Ngày sinh|Nữ\nNguyễn Văn An|1954|\nTrần Thị Bình|1961|x\nLê Thị Chi|1962|x",
    );
    assert_eq!(
        rows[1],
        "full_name=Nguyễn Văn An birth_date=1954 gender=male gender? not marked in the only column"
    );
    assert_eq!(rows[2], "full_name=Trần Thị Bình birth_date=1961 gender=female");
}

#[test]
fn names_over_two_columns() {
    for heading in ["Họ tên đệm|Tên", "Họ và tên|", "Họ|Tên", "Họ và chữ lót|Tên"]
    {
        let text = format!(
            "TT|{heading}|Năm sinh|Giới\n1|Nguyễn Văn|An|1954|Nam\n2|Trần Thị|Bình|1961|Nữ"
        );
        let rows = members(&text);
        assert_eq!(rows[1], "full_name=Nguyễn Văn An birth_date=1954 gender=Nam", "{heading}");
    }
    let text = "TT|Họ và tên||Năm sinh\n1|Nguyễn Văn|An|1954\n2|Trần Thị|Bình|1961";
    let rows = picked(&lines(text), &merged(&[(1, 1, 1, 2)]), &ask(&member::TYPE));
    assert_eq!(rows[1], "full_name=Nguyễn Văn An birth_date=1954");
    let rows = members("TT|Tên|Năm sinh\n1|Nguyễn Văn An|1954");
    assert_eq!(rows[1], "full_name=Nguyễn Văn An birth_date=1954");
}

#[test]
fn titles_inside_say_the_unit_and_village_of_the_lines_below() {
    let rows = members(
        "
TT|Họ và tên|Năm sinh|Giới
I|Chi hội thôn Phú Khê||
1|Nguyễn Văn An|1954|Nam
2|Trần Thị Bình|1961|Nữ
Chi hội Trường THCS Hoằng Phú|||
1|Lê Văn Cường|1970|Nam",
    );
    assert_eq!(rows[1], ">Chi hội thôn Phú Khê");
    assert!(rows[2].contains("village=thôn Phú Khê unit=Chi hội thôn Phú Khê"), "{}", rows[2]);
    assert_eq!(rows[4], ">Chi hội Trường THCS Hoằng Phú");
    assert!(rows[5].contains("unit=Chi hội Trường THCS Hoằng Phú"), "{}", rows[5]);
}

#[test]
fn legacy_fonts_are_read_headings_and_cells() {
    let text = "
TT|Hä vµ tªn|N¨m sinh|Giíi tÝnh|Th«n
1|NguyÔn V¨n An|1954|Nam|Phó Khª
2|TrÇn ThÞ B×nh|1961|N÷|Phó Khª
3|Lê Văn Cường|1970|Nam|Phó Khª";
    let table = find(&lines(text), &Facts::default(), &ask(&member::TYPE)).unwrap();
    assert_eq!(takes(&table), ["-", "full_name", "birth_date", "gender", "village"]);
    assert_eq!((table.columns[1].font, table.columns[1].mixed), (Font::Tcvn3, true));
    let sample = ("NguyÔn V¨n An".to_owned(), "Nguyễn Văn An".to_owned());
    assert_eq!(table.columns[1].samples[0], sample);
    let rows = members(text);
    assert!(
        rows[1].starts_with("full_name=Nguyễn Văn An birth_date=1954 gender=Nam village=Phú Khê")
    );
    assert!(
        rows[2].starts_with("full_name=Trần Thị Bình birth_date=1961 gender=Nữ"),
        "{}",
        rows[2]
    );
    assert_eq!(rows[3], "full_name=Lê Văn Cường birth_date=1970 gender=Nam village=Phú Khê");
    let vni = members(
        "Hoï vaø teân|Naêm sinh\nNguyeãn Vaên An|1954\nTraàn Thò Hoàng|1961\nLeâ Ñình Hoàng|1962",
    );
    assert_eq!(vni[1], "full_name=Nguyễn Văn An birth_date=1954");
    assert_eq!(vni[2], "full_name=Trần Thị Hồng birth_date=1961");
}

#[test]
fn without_headings_the_content_tells() {
    let rows = members(
        "
1|Nguyễn Văn An|12/03/1954|Nam|000054000321|0912345678
2|Trần Thị Bình|01/02/1961|Nữ|000161000322|0912345679
3|Lê Văn Cường|1970|Nam|000070000323|0912345670",
    );
    assert_eq!(
        rows[0],
        "full_name=Nguyễn Văn An birth_date=12/03/1954 gender=Nam citizen_id=000054000321 phone=0912345678"
    );
    assert!(find(&lines("a|b\nc|d"), &Facts::default(), &ask(&member::TYPE)).is_err());
    assert!(find(&[], &Facts::default(), &ask(&member::TYPE)).is_err());
}

#[test]
fn the_clerks_map_goes_before_everything() {
    let map = [("Cột lạ".to_owned(), "occupation".to_owned()), ("C".to_owned(), "-".to_owned())];
    let ask = Ask { map: &map, ..ask(&member::TYPE) };
    let sheet = lines("Họ và tên|Cột lạ|Năm sinh\nNguyễn Văn An|Giáo viên|1954");
    let table = find(&sheet, &Facts::default(), &ask).unwrap();
    assert_eq!(takes(&table), ["full_name", "occupation", "-"]);
    let remembered = table.map();
    let again = find(&sheet, &Facts::default(), &Ask { map: &remembered, ..ask }).unwrap();
    assert_eq!((takes(&again), again.shape), (takes(&table), table.shape));
    for (column, field) in [("Không có", "phone"), ("A", "colour")] {
        let map = [(column.to_owned(), field.to_owned())];
        assert!(find(&sheet, &Facts::default(), &Ask { map: &map, ..ask }).is_err());
    }
}

#[test]
fn hidden_lines_and_columns_are_said() {
    let mut sheet =
        lines("Họ và tên|Năm sinh|SĐT\nNguyễn Văn An|1954|0912345678\nLê Văn Bình|1955|0912345679");
    sheet[2].hidden = true;
    let facts = Facts { hidden_columns: vec![2], ..Facts::default() };
    let table = find(&sheet, &facts, &ask(&member::TYPE)).unwrap();
    assert!(table.columns[2].hidden && table.columns[2].takes == Takes::Nowhere);
    let rows = picked(&sheet, &facts, &ask(&member::TYPE));
    assert_eq!(rows[1..], ["full_name=Nguyễn Văn An birth_date=1954", "!the line is hidden"]);
}

#[test]
fn cells_merged_downwards_hold_for_every_line() {
    let text =
        "Họ và tên|Năm sinh|Thôn\nNguyễn Văn An|1954|Thôn 3\nLê Văn Bình|1955|\nLê Thị Chi|1956|";
    let rows = picked(&lines(text), &merged(&[(2, 3, 2, 2)]), &ask(&member::TYPE));
    assert_eq!(rows[2], "full_name=Lê Văn Bình birth_date=1955 village=Thôn 3");
    assert_eq!(rows[3], "full_name=Lê Thị Chi birth_date=1956");
}

#[test]
fn other_types_have_their_headings() {
    let table = |of, text: &str| takes(&find(&lines(text), &Facts::default(), &ask(of)).unwrap());
    assert_eq!(
        table(
            &unit::TYPE,
            "TT|Mã|Tên chi hội|Chi hội trưởng|Số ĐT|Số hội viên\n1|CH01|Chi hội Phú Khê|Lê Văn An|0912345678|25"
        ),
        ["-", "code", "name", "head", "phone", "members_reported"]
    );
    assert_eq!(
        table(&village::TYPE, "Số|Tên thôn|Xã cũ|Số hộ|Nhân khẩu\n1|Phú Khê|Hoằng Quý|215|812"),
        ["number", "name", "old_commune", "households", "people"]
    );
    assert_eq!(
        table(&clan::TYPE, "TT|Dòng họ|Chi|Trưởng họ|Số hộ\n1|Nguyễn Văn|chi 2|Nguyễn Văn An|30"),
        ["-", "family_name", "branch", "head", "households"]
    );
    let rows = picked(
        &lines("TT|Tên chi hội\n1|Chi hội Phú Khê\n2|Chi hội Phú Lộc"),
        &Facts::default(),
        &ask(&unit::TYPE),
    );
    let made = "code? made of the name's first letters";
    let coded = [("CHPK", "Phú Khê"), ("CHPL", "Phú Lộc")];
    assert_eq!(
        rows[1..],
        coded.map(|(code, name)| format!("code={code} name=Chi hội {name} {made}"))
    );
}

#[test]
fn what_a_row_tells_settles_its_id() {
    let rows = members(
        "
TT|Họ và tên|Năm sinh|Giới tính|CCCD|CMND
#1|Nguyễn Văn An|#1954|Nam|#54000321|
#2|Trần Thị Bình|#1961|Nữ|#161000322|
#3|Lê Văn Cường|#1970|Nam||171234567
#4|Lê Thị Dung|#1970||000170000324|171234568",
    );
    let zeros = "citizen_id? the zeros a spreadsheet dropped";
    assert!(rows[1].contains("citizen_id=000054000321") && rows[1].ends_with(zeros), "{}", rows[1]);
    assert!(rows[2].contains("citizen_id=000161000322") && rows[2].ends_with(zeros), "{}", rows[2]);
    let card = "citizen_id=171234567 citizen_id? an old card of 9 digits, no citizen id";
    assert!(rows[3].ends_with(card), "{}", rows[3]);
    let both = "gender=female citizen_id=000170000324 \
                citizen_id? column F has another number, left out gender? by the citizen id";
    assert!(rows[4].ends_with(both), "{}", rows[4]);
}

#[test]
fn several_columns_of_a_field_and_what_belongs_to_the_note() {
    let rows = members(
        "
TT|Họ và tên|Ngày sinh|Tuổi|Trình độ||SĐT|Ghi chú
||||Văn hóa|Chuyên môn||
#1|Nguyễn Văn An|12/03/1954|#72|10/10|Đại học|0912345678; 0987654321|mới
#2|Trần Thị Bình||#65||Trung cấp||
#3|Lê Văn Cường|||nt|||
#4|Lê Văn Dũng\\nTrần Thị Én|#1960|||||",
    );
    assert_eq!(
        rows[2],
        "full_name=Nguyễn Văn An birth_date=12/03/1954 education=10/10 phone=0912345678 \
         note=mới\nChuyên môn: Đại học\nĐiện thoại: 0987654321 \
         education? column F has Đại học as well \
         phone? the second number goes to the note"
    );
    assert!(rows[3].contains("birth_date=1961 education=Trung cấp"), "{}", rows[3]);
    assert!(rows[4].contains("education=Trung cấp education? as the line above"), "{}", rows[4]);
    assert!(rows[5].contains("full_name? several people in one cell"), "{}", rows[5]);
}

#[test]
fn old_communes_have_their_own_field_beside() {
    let rows = picked(
        &lines("Số|Tên thôn|Xã\n1|Phú Khê|Hoằng Quý\n2|Phú Lộc|Hoằng Phú"),
        &Facts::default(),
        &ask(&village::TYPE),
    );
    assert!(rows[1].contains("area=2025-07:15889 old_commune=2025-06:"), "{}", rows[1]);
    assert_eq!(rows[2], "number=2 name=Phú Lộc area=2025-07:15889");
}

#[test]
fn every_list_of_headings_is_known() {
    for headings in [
        "STT|HỌ VÀ TÊN|NGÀY, THÁNG, NĂM SINH|NAM/NỮ|ĐỊA CHỈ|GHI CHÚ",
        "Số TT|Họ, chữ đệm và tên|Ngày tháng năm sinh|Giới tính|Thôn/TDP|Số CCCD/CMND|Ngày vào Hội|Chức vụ",
        "TT|Họ tên hội viên|NS|GT|Xóm|Trình độ học vấn|Chuyên môn|Nghề nghiệp hiện nay|Điện thoại liên hệ",
        "No.|Full name|Year of birth|Sex|Phone|Note",
        "TT|Họ và tên (chữ in hoa)|Năm sinh (dương lịch)|Dân tộc|Số thẻ HV|Chi hội sinh hoạt|Dòng họ",
        "Hoï vaø teân|Naêm sinh|Giôùi tính|Ngheà nghieäp|Ñieän thoaïi|Ghi chuù",
        "Hä vµ tªn|N¨m sinh|D©n téc|NghÒ nghiÖp|§iÖn tho¹i|§¬n vÞ|Ghi chó",
    ] {
        let sheet = lines(headings);
        let table = find(&sheet, &Facts::default(), &ask(&member::TYPE)).unwrap();
        for column in &table.columns {
            assert!(
                !column.why.is(why::UNKNOWN) && !column.why.is(why::NOTHING),
                "{}",
                column.heading
            );
        }
    }
}

#[test]
fn a_font_that_is_said_goes_before_what_the_texts_tell() {
    let sheet = lines("Họ và tên|Năm sinh\nNguyÔn V¨n An|1954\nTrÇn ThÞ B×nh|1961");
    let said = Ask { font: Some(Font::Unicode), ..ask(&member::TYPE) };
    let rows = picked(&sheet, &Facts::default(), &said);
    assert_eq!(rows[1], "full_name=NguyÔn V¨n An birth_date=1954");
    let ask = ask(&member::TYPE);
    let mut table = find(&sheet, &Facts::default(), &ask).unwrap();
    table.columns[0].set_font(Font::Vni);
    assert_ne!(table.columns[0].samples[0].1, "Nguyễn Văn An");
    table.columns[0].set_font(Font::Tcvn3Capitals);
    let Picked::Row(row, guesses) = Picker::new(&table, &ask).pick(&sheet[1]) else { panic!() };
    assert_eq!((row.get(0), guesses[0].was.as_str()), (Some("Nguyễn Văn An"), "NguyÔn V¨n An"));
    table.lowers_capitals = false;
    let Picked::Row(row, _) = Picker::new(&table, &ask).pick(&sheet[1]) else { panic!() };
    assert_eq!(row.get(0), Some("NGUYỄN VĂN AN"));
}

#[test]
fn the_first_record_is_no_second_line_of_the_heading() {
    for text in
        ["TT|Họ tên|Nam/N|Lạ\n#1|Lê Văn An|Nam|x", "Họ tên|Năm sinh|Nam/N|Lạ\nLê Văn An||Nam|x"]
    {
        let table = find(&lines(text), &Facts::default(), &ask(&member::TYPE)).unwrap();
        assert_eq!(table.heading, Some((1, 1)), "{text}");
        assert!(members(text)[1].starts_with("full_name=Lê Văn An"), "{text}");
    }
}

#[test]
fn a_second_list_behind_the_signatures_begins_under_its_own_title() {
    let rows = members(
        "
TT|Họ và tên|Năm sinh|Giới
1|Nguyễn Văn An|1954|Nam
||Ngày 1 tháng 2 năm 2026|
|Người lập biểu|Chi hội trưởng|
|Trần Văn Tư|Lê Thị Năm|

|Chi hội thôn Phú Lộc||
TT|Họ và tên *|Năm sinh|Giới
1|Trần Thị Bình|1961|Nữ",
    );
    let below = [
        "!a signature or date",
        "!a signature or date",
        "!below the table",
        ">Chi hội thôn Phú Lộc",
    ];
    assert_eq!(rows[2..6], below);
    assert_eq!(rows[6], "!names of columns again");
    assert!(rows[7].ends_with("unit=Chi hội thôn Phú Lộc"), "{}", rows[7]);
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        2 => Just(Cell::Empty),
        4 => "\\PC{0,20}|[0-9/.,;() +x-]{0,12}|[a-zA-Z\u{a0}-\u{ff} ]{0,12}".prop_map(Cell::Text),
        3 => prop::sample::select(vec![
            "Họ và tên", "Tên", "Họ", "Năm sinh", "Nam", "Nữ", "Tổng cộng", "Chi hội thôn 3", "Hä vµ tªn", "Tuổi",
            "Xã", "CCCD", "Ghi chú", "x", "nt", "I", "Ngày 1 tháng 2 năm 2020", "Nguyễn Văn An\nLê Thị B",
        ]).prop_map(|text| Cell::Text(text.to_owned())),
        1 => any::<f64>().prop_map(Cell::Number),
        1 => (0_i32..70_000).prop_map(|n| Cell::Number(f64::from(n))),
        1 => (1900_u16..2100, 1_u8..13, 1_u8..29).prop_map(|(y, m, d)| Cell::Date(PartialDate::new(y, m, d).unwrap())),
        1 => any::<bool>().prop_map(Cell::Bool),
        1 => "#[A-Z]{1,4}!".prop_map(Cell::Error),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_cells_are_found_or_refused_and_picked(
        cells in prop::collection::vec(prop::collection::vec(any_cell(), 0..8), 0..12),
        merges in prop::collection::vec((1_u64..12, 0_u64..4, 0_usize..8, 0_usize..8), 0..4),
        of in 0_usize..5,
    ) {
        let sheet: Vec<Line> =
            cells.into_iter().zip(1..).map(|(cells, number)| Line { number, cells, ..Line::default() }).collect();
        let merges: Vec<_> = merges.into_iter().map(|(a, n, c, w)| (a, a + n, c, c + w)).collect();
        let ask = ask(crate::domain::records::all()[of]);
        if let Ok(table) = find(&sheet, &merged(&merges), &ask) {
            let mut picker = Picker::new(&table, &ask);
            for line in &sheet {
                let _ = picker.pick(line);
            }
        }
    }
}

#[test]
fn titles_and_signatures_of_wide_lists_are_no_columns_and_no_rows() {
    let all = lines(
        "CHI HỘI THÔN PHÚ KHÊ        Độc lập - Tự do - Hạnh phúc
TT|Họ và tên|Nữ|Ghi chú
1|Trần Thị An|x|
2|Lê Văn Bình||
|Người lập biểu|Chi hội trưởng|
|Nguyễn Thị Lập|Lê Văn Trưởng|",
    );
    let facts =
        Facts { merged: vec![Merge { lines: (1, 1), columns: (0, 3) }], ..Facts::default() };
    let ask = ask(&member::TYPE);
    let table = find(&all, &facts, &ask).unwrap();
    assert_eq!(table.heading, Some((2, 2)));
    let unit = table.groups.iter().find(|group| group.of == "unit").unwrap();
    assert_eq!(unit.first.as_deref(), Some("CHI HỘI THÔN PHÚ KHÊ"));
    let mut picker = Picker::new(&table, &ask);
    let rows = all.iter().filter(|line| matches!(picker.pick(line), Picked::Row(..))).count();
    assert_eq!(rows, 2);
}

#[test]
fn dates_in_three_columns_names_with_their_kind_and_marks_of_a_trade() {
    let rows = members(
        "Họ và tên|Sinh|||Nữ|Giáo viên
|Ngày|Tháng|Năm||
Trần Thị An|5|3|1961|x|x
Lê Văn Bình|||1970||",
    );
    let [.., an, binh] = rows.as_slice() else { panic!("{rows:?}") };
    assert!(an.contains("birth_date=5/3/1961") && an.contains("occupation=Giáo viên"), "{an}");
    assert!(binh.contains("birth_date=1970") && !binh.contains("occupation"), "{binh}");
    let of = |of: &'static RecordType, text: &str| {
        picked(&lines(text), &Facts::default(), &ask(of)).last().unwrap().clone()
    };
    let village = of(&village::TYPE, "TT|Tên thôn|Số hộ\n1|Thôn Phú Lộc|30");
    assert!(village.starts_with("kind=thon name=Phú Lộc"), "{village}");
    let clan = of(&clan::TYPE, "TT|Tên dòng họ|Số hộ\n1|Họ Nguyễn Văn - chi 2|30");
    assert!(clan.starts_with("family_name=Nguyễn Văn branch=chi 2"), "{clan}");
}
