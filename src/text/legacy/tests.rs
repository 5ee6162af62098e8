//! Every letter there and back, and what is Unicode left alone.

use super::*;
use proptest::prelude::*;

/// Every letter of Vietnamese that a font has codes for.
fn letters() -> Vec<char> {
    let small = "àáâãăạảấầẩẫậắằẳẵặđèéêẹẻẽếềểễệìíĩỉịòóôõơọỏốồổỗộớờởỡợùúũưụủứừửữựýỳỵỷỹ";
    small.chars().chain(small.to_uppercase().chars()).collect()
}

#[test]
fn every_letter_goes_there_and_back() {
    let letters = letters();
    assert_eq!(letters.len(), 134);
    for c in &letters {
        let text = format!("x{c}x");
        assert_eq!(convert(&encode(&text, Font::Vni), Font::Vni), text);
        // Of TCVN3 a capital that has no code of its own is told by its neighbours.
        let around = if c.is_uppercase() { format!("XX{c}X") } else { format!("xx{c}x") };
        assert_eq!(convert(&encode(&around, Font::Tcvn3), Font::Tcvn3), around);
        let raised = convert(&encode(&around, Font::Tcvn3), Font::Tcvn3Capitals).into_owned();
        assert_eq!(raised, around.to_uppercase());
    }
}

#[test]
fn known_texts_are_read() {
    for (coded, font, text) in [
        ("NguyÔn V¨n", Font::Tcvn3, "Nguyễn Văn"),
        ("TrÇn ThÞ Hµ", Font::Tcvn3, "Trần Thị Hà"),
        ("§ç §×nh Ch\u{ad}¬ng", Font::Tcvn3, "Đỗ Đình Chương"),
        ("NGUYÔN THÞ Hµ", Font::Tcvn3, "NGUYỄN THỊ HÀ"),
        ("UBND x· Ho»ng Phó", Font::Tcvn3, "UBND xã Hoằng Phú"),
        ("HéI VI£N", Font::Tcvn3, "HỘI VIÊN"),
        ("B¶o Th¾ng", Font::Tcvn3, "Bảo Thắng"),
        ("NguyÔn v¨n an", Font::Tcvn3Capitals, "NGUYỄN VĂN AN"),
        ("Nguyeãn Vaên", Font::Vni, "Nguyễn Văn"),
        ("Traàn Thò Haø", Font::Vni, "Trần Thị Hà"),
        ("Ñoã Ñình Chöông", Font::Vni, "Đỗ Đình Chương"),
        ("NGUYEÃN THÒ HAØ", Font::Vni, "NGUYỄN THỊ HÀ"),
        ("Leâ Kyø Höõu", Font::Vni, "Lê Kỳ Hữu"),
        ("Xin chaøo caùc baïn", Font::Vni, "Xin chào các bạn"),
        ("AÂu Thaønh Ñaït", Font::Vni, "Âu Thành Đạt"),
    ] {
        assert_eq!(convert(coded, font), text);
    }
}

#[test]
fn a_font_is_known_by_its_syllables() {
    let sure = |font| Reading::Legacy { font, sure: true };
    for (text, reading) in [
        ("NguyÔn V¨n An", sure(Font::Tcvn3)),
        ("TrÇn ThÞ Hµ", sure(Font::Tcvn3)),
        ("§ç ThÞ B×nh", sure(Font::Tcvn3)),
        ("Nguyeãn Vaên An", sure(Font::Vni)),
        ("Traàn Thò Haø", sure(Font::Vni)),
        ("Leâ Ñình Höõu", sure(Font::Vni)),
        ("Nguyễn Văn An", Reading::Unicode),
        ("Lê Hoà", Reading::Unicode),
        ("Hoàng", Reading::Either),
        ("Bé", Reading::Either),
        ("an", Reading::Silent),
        ("20°C – «x»", Reading::Silent),
        ("Müller", Reading::Neither),
        ("José", Reading::Neither),
        ("Øyvind", Reading::Neither),
    ] {
        assert_eq!(weigh(text), reading, "{text}");
    }
}

#[test]
fn foreign_and_minority_names_are_not_legacy() {
    for name in [
        "H'Mông",
        "Kpă Klơng",
        "José María",
        "Müller",
        "Øyvind Ærø",
        "Zoë",
        "Noël",
        "René",
        "André Müller",
        "Håkon",
        "Björk",
        "Jörg Schröder",
        "François",
        "Núñez",
        "Peña",
        "Ñuôl",
        "Y Bhăm Êñuôl",
        "Søren Kierkegård",
        "Käthe",
        "Citroën",
        "São Paulo",
        "Đắk Lắk",
        "Êban",
        "Hoàng Toàn",
        "Hoà",
        "Lò Văn Ðức",
        "Trần Thị Bé",
        "Cố Đô",
        "½ ngày",
        "m²",
        "5 µg",
        "«Bé»",
    ] {
        let legacy = matches!(weigh(name), Reading::Legacy { sure: true, .. });
        assert!(!legacy, "{name}: {:?}", weigh(name));
    }
}

#[test]
fn typefaces_tell_their_codes() {
    for (name, font) in [
        (".VnTime", Some(Font::Tcvn3)),
        (".VnTimeH", Some(Font::Tcvn3Capitals)),
        (".VnArial NarrowH", Some(Font::Tcvn3Capitals)),
        ("VNI-Times", Some(Font::Vni)),
        ("Times New Roman", None),
    ] {
        assert_eq!(Font::of_typeface(name), font, "{name}");
    }
}

proptest! {
    #[test]
    fn any_text_converts(text in "\\PC{0,40}|[a-zA-Z \u{a0}-\u{ff}]{0,30}") {
        for font in [Font::Unicode, Font::Tcvn3, Font::Tcvn3Capitals, Font::Vni] {
            let _ = convert(&text, font);
        }
        let _ = weigh(&text);
    }
}
