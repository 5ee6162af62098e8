//! XML as workbooks have it, token by token: no entities but the five, no document type, no
//! bottomless nesting, no endless text.

use super::limits::MAX_DEPTH;
use super::package::Flow;
use crate::lang::Problem;
use crate::lang::errors::book as codes;
use quick_xml::events::{BytesRef, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;
use std::io::BufRead;

/// What comes next.
#[derive(Debug)]
pub(super) enum Token<'b> {
    /// An element begins; an empty one ends right after.
    Open(Tag<'b>),
    /// An element of that local name ends.
    Close(quick_xml::events::BytesEnd<'b>),
    /// Text.
    Text(Cow<'b, str>),
    /// A comment and the like.
    Other,
    /// The document ends.
    End,
}

/// A tag with its attributes.
#[derive(Debug)]
pub(super) struct Tag<'b>(quick_xml::events::BytesStart<'b>);

impl Tag<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its name, prefix and all.
    pub(super) fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let found = self.0.try_get_attribute(name).ok()??;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// An attribute by its name without the prefix.
    pub(super) fn local(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut all = self.0.attributes();
        let found = all
            .with_checks(false)
            .flatten()
            .find(|one| one.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// An attribute that is a number.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.trim().parse().ok()
    }

    /// An attribute that says yes.
    pub(super) fn yes(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(value.as_ref(), "1" | "true" | "on"))
    }
}

/// The local name of an end tag.
pub(super) fn closed<'e>(end: &'e quick_xml::events::BytesEnd<'_>) -> &'e str {
    end.local_name().into_inner()
}

/// Reads tokens.
#[derive(Debug)]
pub(super) struct Pull<'a> {
    reader: Reader<Flow<'a>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<'a> Pull<'a> {
    /// Begins at the beginning of a part.
    pub(super) fn new(flow: Flow<'a>) -> Self {
        let mut reader = Reader::from_reader(flow);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next token. A document that ends inside an element is an error.
    pub(super) fn next(&mut self) -> Result<Token<'_>, Problem> {
        self.buffer.clear();
        self.reader.get_mut().next_piece();
        let Ok(event) = self.reader.read_event_into(&mut self.buffer) else {
            return Err(self.reader.get_ref().problem());
        };
        let flow = self.reader.get_ref();
        Ok(match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(flow.said(&codes::TOO_DEEP));
                }
                Token::Open(Tag(tag))
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                Token::Close(end)
            }
            Event::Text(text) => Token::Text(text.xml10_content()),
            Event::CData(text) => Token::Text(text.xml10_content()),
            Event::GeneralRef(entity) => match resolved(&entity) {
                Some(c) => Token::Text(Cow::Owned(String::from(c))),
                None => return Err(flow.said(&codes::HAS_DTD)),
            },
            Event::DocType(_) => return Err(flow.said(&codes::HAS_DTD)),
            Event::Eof if self.depth > 0 => return Err(flow.said(&codes::DAMAGED)),
            Event::Eof => Token::End,
            _ => Token::Other,
        })
    }

    /// Skips behind the end tag of that name without looking at what is before it.
    pub(super) fn skip_past(&mut self, name: &str) -> Result<(), Problem> {
        let flow = self.reader.get_mut();
        // The last bytes before the buffer: a tag may lie across two.
        let mut before: Vec<u8> = Vec::new();
        loop {
            flow.next_piece();
            let Ok(buffer) = flow.fill_buf() else {
                return Err(flow.problem());
            };
            if buffer.is_empty() {
                return Err(flow.said(&codes::DAMAGED));
            }
            let found = behind(&before, buffer, name.as_bytes());
            let taken = found.unwrap_or(buffer.len());
            let last = buffer.get(taken.saturating_sub(name.len())..taken).unwrap_or_default();
            before.extend_from_slice(last);
            before.drain(..before.len().saturating_sub(name.len()));
            flow.consume(taken);
            if found.is_some() {
                self.depth = self.depth.saturating_sub(1);
                return Ok(());
            }
        }
    }

    /// A part or what it points to is no sense.
    pub(super) fn damaged(&self) -> Problem {
        self.reader.get_ref().said(&codes::DAMAGED)
    }
}

/// Where in `buffer` the first tag that ends in `name>` ends; its beginning may be in `before`.
fn behind(before: &[u8], buffer: &[u8], name: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + buffer.get(from..)?.iter().position(|byte| *byte == b'>')?;
        let here = buffer.get(..at).unwrap_or_default();
        let fits = here.ends_with(name)
            || (here.len() < name.len() && name.ends_with(here) && {
                let rest = name.get(..name.len() - here.len()).unwrap_or_default();
                before.ends_with(rest)
            });
        if fits {
            return Some(at + 1);
        }
        from = at + 1;
    }
}

/// The letter an entity stands for: one of the five, or a number.
fn resolved(entity: &BytesRef) -> Option<char> {
    match &**entity {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => entity.resolve_char_ref().ok().flatten(),
    }
}
