//! The fonts of before, against letters and texts written down apart from the program's own table.

use super::fonts::{self, Old};
use densach::text::legacy::{Font, Reading, convert, encode, weigh};

const FONTS: [(Old, Font); 2] = [(Old::Tcvn3, Font::Tcvn3), (Old::Vni, Font::Vni)];

/// As it is, in TCVN3, in VNI.
const PAIRS: &[(&str, &str, &str)] = &[
    ("Nguyễn Văn Hòa", "NguyÔn V¨n Hßa", "Nguyeãn Vaên Hoøa"),
    ("Trần Thị Thủy", "TrÇn ThÞ Thñy", "Traàn Thò Thuûy"),
    ("Đặng Đình Được", "§Æng §×nh §\u{ad}îc", "Ñaëng Ñình Ñöôïc"),
    ("Phạm Thị Mỵ", "Ph¹m ThÞ Mþ", "Phaïm Thò Mî"),
    ("Lê Quỳnh Như", "Lª Quúnh Nh\u{ad}", "Leâ Quyønh Nhö"),
    ("Ông Ích Khiêm", "¤ng Ých Khiªm", "OÂng Ích Khieâm"),
    ("Chi hội thôn Phú Khê", "Chi héi th«n Phó Khª", "Chi hoäi thoân Phuù Kheâ"),
    ("Họ và tên", "Hä vµ tªn", "Hoï vaø teân"),
    ("Ngày vào Hội", "Ngµy vµo Héi", "Ngaøy vaøo Hoäi"),
    ("Trình độ văn hóa", "Tr×nh ®é v¨n hãa", "Trình ñoä vaên hoùa"),
];

#[test]
fn every_letter_of_both_fonts_is_read_and_written() {
    for (old, font) in FONTS {
        let letters = fonts::letters(old);
        // Twelve vowels in six tones and đ, large and small; toneless ones of TCVN3 are ASCII or have a shape.
        assert_eq!(letters.len(), if old == Old::Vni { 146 } else { 72 + 60 + 8 });
        for (letter, code) in &letters {
            assert_eq!(encode(&letter.to_string(), font), *code, "{letter}");
            // A toned capital of TCVN3 has the small one's code: the typeface tells them apart.
            let shared = old == Old::Tcvn3 && letters.iter().filter(|(_, c)| c == code).count() > 1;
            let small: String = letter.to_lowercase().collect();
            let read = if shared { small } else { letter.to_string() };
            // A tone alone may be half of another letter: within a word it is read as one.
            assert_eq!(convert(&format!("h{code}n"), font), format!("h{read}n"), "{letter}");
            let capital: String = letter.to_uppercase().collect();
            if old == Old::Tcvn3 {
                assert_eq!(convert(code, Font::Tcvn3Capitals), capital, "{letter}");
            }
        }
    }
}

#[test]
fn texts_of_both_fonts_are_read_and_written() {
    for (text, tcvn3, vni) in PAIRS {
        for (font, coded) in [(Font::Tcvn3, tcvn3), (Font::Vni, vni)] {
            assert_eq!(convert(coded, font), *text, "{coded}");
            let reading = weigh(coded);
            assert!(
                matches!(reading, Reading::Legacy { font: told, .. } if told == font),
                "{coded}"
            );
        }
        assert_eq!(fonts::encode(text, Old::Vni), *vni);
        assert_eq!(weigh(text), Reading::Unicode, "{text}");
    }
    assert_eq!(convert("NGUYEÃN VAÊN HOØA", Font::Vni), "NGUYỄN VĂN HÒA");
    assert_eq!(convert("nguyÔn v¨n hßa", Font::Tcvn3Capitals), "NGUYỄN VĂN HÒA");
}
