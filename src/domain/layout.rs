//! The layout of a form as it is used: built in, or one of the register's own, which is a record.

use super::records::layout::{self, Own, field_of, pairs, words};
use super::{Field, Kind, Record, RecordType, schema};
use crate::lang::Lang;

/// What a form shows, in which order, and what it begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormLayout {
    /// Its letter or short name: `A`.
    pub name: String,
    /// What it is for, in Vietnamese and English; the register's own has one wording.
    labels: [String; 2],
    /// The fields entered once for a batch, by tag, in order.
    pub header: Vec<u16>,
    /// The fields of each form, by tag, in order.
    pub fields: Vec<u16>,
    /// What fields begin with besides what the schema says, as it would be typed.
    pub defaults: Vec<(u16, String)>,
}

impl FormLayout {
    /// What it is for.
    pub fn label(&self, lang: Lang) -> &str {
        let [vi, en] = &self.labels;
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// What the field of that tag begins with.
    pub fn default(&self, field: &Field) -> String {
        let own = self.defaults.iter().find(|(tag, _)| *tag == field.tag);
        own.map_or(field.default, |(_, text)| text).to_owned()
    }

    fn built_in(layout: &schema::Layout) -> Self {
        Self {
            name: layout.name.to_owned(),
            labels: [layout.label.vi.to_owned(), layout.label.en.to_owned()],
            header: layout.header.to_vec(),
            fields: layout.fields.to_vec(),
            defaults: Vec::new(),
        }
    }

    /// Fields the type does not have (any more) are left out, and so is one that was listed already;
    /// a check has named them when the record was saved.
    fn own(kind: &RecordType, own: &Own<'_>) -> Self {
        let mut listed = Vec::new();
        let mut tags = |text: &str| -> Vec<u16> {
            let tags = words(text).filter_map(|word| field_of(kind, word)).map(|field| field.tag);
            let mut new = Vec::new();
            for tag in tags {
                if !listed.contains(&tag) {
                    listed.push(tag);
                    new.push(tag);
                }
            }
            new
        };
        let label = own.label();
        Self {
            name: own.name(),
            labels: [label.clone(), label],
            header: tags(&own.header()),
            fields: tags(&own.fields()),
            defaults: pairs(&own.defaults())
                .filter_map(|(word, text)| Some((field_of(kind, word)?.tag, text?.to_owned())))
                .collect(),
        }
    }
}

/// The layouts of a type: those built in, then the register's own in the order of their names. An
/// own one of a built-in one's name stands in its place. One without any field would be a form that
/// nothing can be typed in, and is left out. Of the register's own types (operators) there are none:
/// whoever keys makes layouts, and what stands there already must not make somebody a technician.
pub fn layouts(kind: &RecordType, own: &[Record]) -> Vec<FormLayout> {
    let mut all: Vec<FormLayout> = kind.layouts.iter().map(FormLayout::built_in).collect();
    let own = own.iter().map(Own).filter(|own| !kind.internal && own.of() == Some(kind.kind));
    let own = own.map(|own| FormLayout::own(kind, &own));
    let mut own: Vec<FormLayout> = own.filter(|layout| !layout.fields.is_empty()).collect();
    own.sort_by(|a, b| a.name.cmp(&b.name));
    for layout in own {
        match all.iter_mut().find(|other| other.name.eq_ignore_ascii_case(&layout.name)) {
            Some(place) => *place = layout,
            None => all.push(layout),
        }
    }
    all
}

/// The fields a layout record lists, as they are typed: `Họ và tên; Sinh; Giới`.
pub fn listed(kind: &RecordType, tags: &[u16], lang: Lang) -> String {
    let labels = tags.iter().filter_map(|tag| kind.field(*tag)).map(|field| field.label.get(lang));
    labels.collect::<Vec<_>>().join("; ")
}

/// The type of the records that are layouts.
pub const KIND: Kind = layout::KIND;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::{member, village};
    use crate::domain::{RecordId, Rev, Value, Values};

    fn own(name: &str, of: &str, fields: &str, defaults: &str) -> Record {
        let mut values = Values::default();
        for (tag, value) in [
            (layout::NAME, Value::Text(name.into())),
            (layout::OF, Value::Code(of.into())),
            (layout::LABEL, Value::Text("Danh sách Phú Khê".into())),
            (layout::HEADER, Value::Text("chi hoi".into())),
            (layout::FIELDS, Value::Text(fields.into())),
            (layout::DEFAULTS, Value::Text(defaults.into())),
        ] {
            values.set(tag, Some(&value));
        }
        Record { id: RecordId([1; 16]), kind: KIND, rev: Rev::default(), values }
    }

    #[test]
    fn own_layouts_stand_behind_the_built_in_ones_or_in_their_place() {
        let records = [
            own(
                "D",
                "member",
                "Họ và tên *; gioi; birth_date; Nghề, nơi làm",
                "Dân tộc = Kinh; Giới=2",
            ),
            own("b", "member", "full_name", ""),
            own("E", "village", "Tên", ""),
        ];
        let all = layouts(&member::TYPE, &records);
        let names: Vec<&str> = all.iter().map(|layout| layout.name.as_str()).collect();
        assert_eq!(names, ["A", "b", "C", "D"]);
        let d = &all[3];
        let tags = [member::FULL_NAME, member::GENDER, member::BIRTH_DATE, member::OCCUPATION];
        assert_eq!((d.header.as_slice(), d.fields.as_slice()), (&[member::UNIT][..], &tags[..]));
        assert_eq!(d.default(member::TYPE.field(member::GENDER).unwrap()), "2");
        assert_eq!(d.default(member::TYPE.field(member::ETHNICITY).unwrap()), "Kinh");
        assert_eq!(layouts(&village::TYPE, &records).len(), 2);
        assert_eq!(layouts(&village::TYPE, &[]).len(), 1);
    }

    #[test]
    fn what_is_wrong_with_a_layout_leaves_a_form_that_can_be_filled_in() {
        let names = |records: &[Record]| -> Vec<(String, usize, usize)> {
            let all = layouts(&member::TYPE, records).into_iter();
            all.map(|one| (one.name, one.header.len(), one.fields.len())).collect()
        };
        let built_in = names(&[]);
        for nothing in ["", "; ;\n", "không có ô này; \u{1b}[2J", "chi hội"] {
            assert_eq!(names(&[own("A", "member", nothing, "")]), built_in, "{nothing:?}");
        }
        assert_eq!(names(&[own("A", "no such type", "gioi", "")]), built_in);
        let many = "gioi; Giới; gender; chi hội; ".repeat(500);
        assert_eq!(names(&[own("A", "member", &many, "=;gioi=;=2")])[0], ("A".to_owned(), 1, 1));
        // An operator's form is nobody's to make.
        let kind = &crate::domain::records::operator::TYPE;
        let roles = [own("A", "operator", "Tên gọi", "Vai trò = 3")];
        assert_eq!(layouts(kind, &roles), layouts(kind, &[]));
        // What a PIN became is typed in no form.
        assert!(field_of(kind, "pin").is_none());
        assert!(field_of(kind, "Mã PIN").is_none());
    }

    #[test]
    fn a_built_in_layout_listed_is_read_as_itself() {
        for kind in crate::domain::records::all() {
            for built in kind.layouts {
                for lang in [Lang::Vi, Lang::En] {
                    let text = listed(kind, built.fields, lang);
                    let read: Vec<u16> = words(&text)
                        .map(|word| field_of(kind, word).map_or(0, |field| field.tag))
                        .collect();
                    assert_eq!(read, built.fields, "{} {}", kind.name, built.name);
                }
            }
        }
    }
}
