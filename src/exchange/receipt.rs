//! The receipt of a bundle, signed by who took it: the only thing that moves a sender's outbox. One
//! text for one content and key, written and read to the letter (`bundle/FORMAT.md` §9).

use super::bundle::{BundleId, Check, Head, Profile, Sign, is_unit, read_date};
use crate::domain::PartialDate;
use crate::lang::Problem;
use crate::lang::errors::receipt as codes;
use crate::text::clean::shown;
use crate::text::hex;
use crate::trust::Principal;

/// The format that is written here.
const FORMAT: &str = "1";
/// A receipt is no longer, in bytes.
pub const MOST: usize = 8 * 1024;
/// The one verdict: what is not taken is told otherwise, and goes again.
const TAKEN: &str = "taken";
/// How the signature begins, and what parts it from the text.
const SIGNATURE: &str = "-----BEGIN SSH SIGNATURE-----\n";
const GAP: &str = "\n\n";

/// That a bundle was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The bundle.
    pub bundle: BundleId,
    /// Its sender's unit.
    pub unit: String,
    /// The machine it came from.
    pub device: [u8; 16],
    /// The register's epoch there.
    pub epoch: [u8; 16],
    /// Figures, or records.
    pub profile: Profile,
    /// Whom it was for.
    pub recipient: String,
    /// Its number in the chain.
    pub seq: u64,
    /// What its rows came to.
    pub rows: Rows,
    /// The highest number of the chain up to which none is missing.
    pub highest: u64,
    /// Who signs, of the recipient's unit.
    pub signer: String,
    /// The day on which it was taken.
    pub day: PartialDate,
}

/// What the rows of a bundle came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Taken.
    pub taken: u64,
    /// Known already.
    pub unchanged: u64,
    /// Waiting for a person.
    pub conflicting: u64,
}

impl Receipt {
    /// Of a bundle.
    pub fn of(
        bundle: BundleId,
        head: &Head,
        (rows, highest): (Rows, u64),
        signer: &Principal,
        day: PartialDate,
    ) -> Self {
        Self {
            bundle,
            unit: head.unit.clone(),
            device: head.device,
            epoch: head.epoch,
            profile: head.profile,
            recipient: head.recipient.clone(),
            seq: head.seq,
            rows,
            highest,
            signer: signer.to_string(),
            day,
        }
    }

    /// What its file is called.
    pub fn file_name(&self) -> String {
        let mut id = self.bundle.to_string();
        id.truncate(16);
        format!("densach-receipt-{id}.txt")
    }

    /// That it is the receipt of that bundle of that chain.
    ///
    /// # Errors
    /// `receipt_other`.
    pub fn is_for(&self, bundle: BundleId, head: &Head) -> Result<(), Problem> {
        let own = (self.bundle, &self.unit, self.device, self.epoch, self.profile, self.seq);
        let sent = (bundle, &head.unit, head.device, head.epoch, head.profile, head.seq);
        match own == sent && self.recipient == head.recipient {
            true => Ok(()),
            false => Err(Problem::new(&codes::OTHER, [self.file_name(), bundle.to_string()])),
        }
    }

    /// Every label with its value.
    fn labels(&self) -> [(&'static str, String); 15] {
        [
            ("Densach-Receipt", FORMAT.to_owned()),
            ("Densach-Bundle", self.bundle.to_string()),
            ("Densach-Unit", self.unit.clone()),
            ("Densach-Device", hex::text(&self.device)),
            ("Densach-Epoch", hex::text(&self.epoch)),
            ("Densach-Profile", self.profile.word().to_owned()),
            ("Densach-Recipient", self.recipient.clone()),
            ("Densach-Seq", self.seq.to_string()),
            ("Densach-Verdict", TAKEN.to_owned()),
            ("Densach-Rows-Taken", self.rows.taken.to_string()),
            ("Densach-Rows-Unchanged", self.rows.unchanged.to_string()),
            ("Densach-Rows-Conflicting", self.rows.conflicting.to_string()),
            ("Densach-Highest-Seq", self.highest.to_string()),
            ("Densach-Signer", self.signer.clone()),
            ("Densach-Date", self.day.iso()),
        ]
    }

    /// What is signed.
    fn text(&self) -> String {
        self.labels().iter().map(|(label, value)| format!("{label}: {value}\n")).collect()
    }

    /// What keeps it from being written, if anything does: the label.
    fn unfit(&self) -> Option<&'static str> {
        if !is_unit(&self.unit) {
            return Some("Densach-Unit");
        }
        let recipient = Principal::read(&self.recipient).ok();
        let signer = Principal::read(&self.signer).ok();
        match (recipient, signer) {
            (None, _) => Some("Densach-Recipient"),
            (Some(recipient), Some(signer)) if recipient.unit() == signer.unit() => {
                let known = self.rows.taken.checked_add(self.rows.unchanged);
                let fits = known.and_then(|known| known.checked_add(self.rows.conflicting));
                match (self.seq, fits, self.day.is_day()) {
                    (0, ..) => Some("Densach-Seq"),
                    (_, None, _) => Some("Densach-Rows-Taken"),
                    (.., false) => Some("Densach-Date"),
                    _ => None,
                }
            }
            _ => Some("Densach-Signer"),
        }
    }

    /// Its file: the text, an empty line, the signature.
    ///
    /// # Errors
    /// `receipt_form`: it holds what no receipt can say; what the signing says.
    pub fn write(&self, sign: &Sign<'_>) -> Result<String, Problem> {
        if let Some(label) = self.unfit() {
            return Err(Problem::new(&codes::FORM, [self.file_name(), label.to_owned()]));
        }
        let text = self.text();
        let signature = sign(text.as_bytes())?;
        Ok(format!("{text}\n{signature}"))
    }

    /// Reads the file of that name.
    ///
    /// # Errors
    /// In this order: `receipt_too_large`, `receipt_form`, `receipt_unsigned`, `receipt_format`, what
    /// the check says, `receipt_form`, `receipt_signer`.
    pub fn read(file: &[u8], name: &str, check: &Check<'_>) -> Result<Self, Problem> {
        let name = shown(name);
        let form = |at: &str| Problem::new(&codes::FORM, [name.as_str(), at]);
        if file.len() > MOST {
            return Err(Problem::new(&codes::TOO_LARGE, [name.clone(), MOST.to_string()]));
        }
        let file = std::str::from_utf8(file).map_err(|_| form("UTF-8"))?;
        let mut lines = file.lines();
        let format = lines.next().and_then(|line| line.strip_prefix("Densach-Receipt: "));
        let format = format.ok_or_else(|| form("Densach-Receipt"))?;
        if format != FORMAT {
            let number = hex::number(format).ok_or_else(|| form("Densach-Receipt"))?;
            return Err(Problem::new(&codes::FORMAT, [name, number.to_string()]));
        }
        let parts = file.split_once(GAP).filter(|(_, behind)| behind.starts_with(SIGNATURE));
        let parts = parts.ok_or_else(|| Problem::new(&codes::UNSIGNED, [name.as_str()]));
        let (text, signature) = parts?;
        let text = format!("{text}\n");
        let verified = check(text.as_bytes(), signature)?;
        let receipt = Self::from_text(&text).map_err(form)?;
        match verified.principals.contains(&receipt.signer) {
            true => Ok(receipt),
            false => {
                let names = verified.principals.join(", ");
                Err(Problem::new(&codes::SIGNER, [name, receipt.signer, names]))
            }
        }
    }

    /// Reads what was signed; the label that is wrong.
    fn from_text(text: &str) -> Result<Self, &'static str> {
        let mut fields = Fields(text.lines());
        let own = |text: &str| Some(text.to_owned());
        fields.next("Densach-Receipt", |text| (text == FORMAT).then_some(()))?;
        let mut receipt = Self {
            bundle: fields.next("Densach-Bundle", |text| text.parse().ok())?,
            unit: fields.next("Densach-Unit", own)?,
            device: fields.next("Densach-Device", |text| hex::read(text.as_bytes()))?,
            epoch: fields.next("Densach-Epoch", |text| hex::read(text.as_bytes()))?,
            profile: fields.next("Densach-Profile", Profile::of_word)?,
            recipient: fields.next("Densach-Recipient", own)?,
            seq: fields.next("Densach-Seq", hex::number)?,
            rows: Rows::default(),
            highest: 0,
            signer: String::new(),
            day: PartialDate { year: 0, month: 0, day: 0 },
        };
        fields.next("Densach-Verdict", |text| (text == TAKEN).then_some(()))?;
        receipt.rows.taken = fields.next("Densach-Rows-Taken", hex::number)?;
        receipt.rows.unchanged = fields.next("Densach-Rows-Unchanged", hex::number)?;
        receipt.rows.conflicting = fields.next("Densach-Rows-Conflicting", hex::number)?;
        receipt.highest = fields.next("Densach-Highest-Seq", hex::number)?;
        receipt.signer = fields.next("Densach-Signer", own)?;
        receipt.day = fields.next("Densach-Date", read_date)?;
        match receipt.unfit() {
            Some(label) => Err(label),
            // What is read is what would be written: line ends, spaces, what stands behind.
            None if receipt.text() != text => Err("Densach-Receipt"),
            None => Ok(receipt),
        }
    }
}

/// The lines of a text, one by one.
struct Fields<'a>(std::str::Lines<'a>);

impl<'a> Fields<'a> {
    /// The next one's value; its label where it is another line, or no such value.
    fn next<T>(
        &mut self,
        label: &'static str,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<T, &'static str> {
        let line = self.0.next().and_then(|line| line.strip_prefix(label));
        line.and_then(|line| line.strip_prefix(": ")).and_then(read).ok_or(label)
    }
}

#[cfg(test)]
#[path = "receipt_tests.rs"]
mod tests;
