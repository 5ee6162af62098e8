//! SIGKILL while a clerk keys at the real program's screens. At the next start she stands in the
//! field that the cursor was last seen in, and everything before it is there.

use crate::Outcome;
use crate::common::clerk::{Clerk, SIZE, densach, home_with_register, run};
use crate::common::terminal::Terminal;
use crate::random::Random;
use rustix::process::Signal;
use std::time::Duration;

/// The fields she fills, by the rows of the form: what stands before each, and how far down it is
/// from the one before.
const FIELDS: &[&str] = &["Họ và tên", "Sinh", "Giới", "Thôn", "Nghề, nơi làm", "Trình độ"];

/// F9.
const SAVE: &str = "\x1b[20~";

/// What the clerk keys and has seen.
struct Form {
    /// What stands in each field once it is left.
    values: Vec<String>,
    /// How many fields the cursor was seen to leave.
    left: usize,
    /// The field it was then in was typed full, and may have been left unseen: years and choices go
    /// on by themselves.
    full: bool,
}

impl Form {
    /// A member nobody else is: names hold letters only.
    fn new(random: &mut Random) -> Self {
        // Letters of which Telex makes no others.
        let letters = b"bcghklmnptv";
        let letter =
            |random: &mut Random| char::from(letters[random.below(letters.len() as u64) as usize]);
        let mut word = || {
            let rest: String = (0..5).map(|_| letter(random)).collect();
            format!("Q{rest}")
        };
        let (one, two, job) = (word(), word(), word());
        let year = 1940 + random.below(50);
        let values = [&format!("{one} {two}"), &year.to_string(), "1 Nam", "", &job, ""];
        Self { values: values.map(ToString::to_string).to_vec(), left: 0, full: false }
    }

    /// What is typed into a field.
    fn keys(&self, at: usize) -> &str {
        match at {
            2 => "1",
            _ => &self.values[at],
        }
    }
}

struct Office {
    home: tempfile::TempDir,
    form: Form,
    /// Members the screen called saved.
    saved: u32,
    /// Whether a save was under way when the program was killed.
    under_way: bool,
}

pub fn run_fault(rounds: u32, random: &mut Random) -> Outcome {
    let form = Form::new(random);
    let home = home_with_register();
    let mut office = Office { home, form, saved: 0, under_way: false };
    for round in 0..rounds {
        if let Err(why) = office.round(random) {
            return Outcome::Broken(format!("round {round}: {why}"));
        }
    }
    if let Err(why) = office.count() {
        return Outcome::Broken(why);
    }
    Outcome::Held(rounds, format!("{} members called saved are all there once", office.saved))
}

/// How many members the register holds.
fn members(home: &std::path::Path) -> Result<u32, String> {
    let out = home.join("members.csv");
    let ran = run(home, &["export", "member", &out.to_string_lossy()]);
    if !ran.status.success() {
        return Err(String::from_utf8_lossy(&ran.stderr).into_owned());
    }
    let text = std::fs::read_to_string(out).map_err(|error| error.to_string())?;
    Ok(u32::try_from(text.lines().skip(1).count()).unwrap_or(u32::MAX))
}

/// Whether a form opens by itself, where there need not be one.
fn opens_form(clerk: &Clerk) -> bool {
    clerk.terminal.await_that("the first screen", |screen| {
        let text = screen.contents();
        ["NHẬP HỘI VIÊN", "Bấm số để chọn"].iter().any(|title| text.contains(title)).then_some(())
    });
    // A draft is opened over the home screen as soon as it is known.
    clerk.terminal.await_silence(Duration::from_millis(300));
    clerk.terminal.contents().contains("NHẬP HỘI VIÊN")
}

impl Office {
    /// Starts, looks whether all is as it was left, keys on, and is killed somewhere.
    fn round(&mut self, random: &mut Random) -> Result<(), String> {
        self.count()?;
        let mut clerk = Clerk { terminal: Terminal::start(densach(self.home.path(), &[]), SIZE) };
        let mut at = self.stands(&mut clerk)?;
        for _ in 0..random.below(3 * FIELDS.len() as u64) {
            at = self.field(&mut clerk, at, random)?;
        }
        // Into the next field, some letters of it, perhaps on to the save; and then no more.
        let keys = self.form.keys(at).as_bytes();
        let some = random.below(keys.len() as u64 + 1) as usize;
        clerk.terminal.keys(&keys[..some]);
        self.form.full = some == keys.len() && matches!(at, 1 | 2);
        self.under_way = at + 1 == FIELDS.len() && random.below(2) == 0;
        if self.under_way {
            clerk.terminal.keys(SAVE);
        }
        std::thread::sleep(Duration::from_micros(random.below(20_000)));
        clerk.terminal.signal(Signal::KILL);
        clerk.terminal.exit_code();
        Ok(())
    }

    /// What was called saved is there; a save that was under way is there, or its form is.
    fn count(&mut self) -> Result<(), String> {
        let there = members(self.home.path())?;
        if there == self.saved + 1 && self.under_way {
            self.saved = there;
            self.form = Form::new(&mut Random::new(u64::from(there) + 1));
        }
        self.under_way = false;
        match there == self.saved {
            true => Ok(()),
            false => Err(format!("{} were called saved, {there} are there", self.saved)),
        }
    }

    /// The field the cursor stands in: with a draft that of its form, else the first one.
    fn stands(&mut self, clerk: &mut Clerk) -> Result<usize, String> {
        if self.form.left == 0 && !opens_form(clerk) {
            clerk.terminal.await_text("Bấm số để chọn");
            clerk.opens_form();
            return Ok(0);
        }
        clerk.terminal.await_text("NHẬP HỘI VIÊN");
        let shown = clerk.terminal.contents();
        let here = shown.lines().find(|row| row.starts_with('>')).unwrap_or_default();
        let at = FIELDS.iter().position(|label| here.contains(label));
        let at = at.ok_or_else(|| format!("the cursor stands in none of the fields:\n{shown}"))?;
        let gone_on = self.form.full && at == self.form.left + 1;
        self.form.left += usize::from(gone_on);
        self.form.full = false;
        if at != self.form.left {
            return Err(format!(
                "it stands in {here:?}, not in {}:\n{shown}",
                FIELDS[self.form.left]
            ));
        }
        for (at, label) in FIELDS.iter().enumerate().take(at) {
            let row = shown.lines().find(|row| row.contains(label)).unwrap_or_default();
            if !row.contains(&self.form.values[at]) {
                return Err(format!("{label} is not {:?}:\n{shown}", self.form.values[at]));
            }
        }
        // What stands there half typed is typed anew.
        clerk.terminal.keys("\x1b[H");
        for _ in 0..20 {
            clerk.terminal.keys("\x1b[3~");
        }
        Ok(at)
    }

    /// Keys a field and sees the cursor leave it; from the last one the record is saved.
    fn field(
        &mut self,
        clerk: &mut Clerk,
        at: usize,
        random: &mut Random,
    ) -> Result<usize, String> {
        clerk.terminal.keys(self.form.keys(at));
        if at + 1 < FIELDS.len() {
            let next = FIELDS[at + 1];
            clerk.terminal.keys("\t");
            clerk.terminal.await_that(next, |screen| {
                let here = screen.contents();
                here.lines().any(|row| row.starts_with('>') && row.contains(next)).then_some(())
            });
            self.form.left = at + 1;
            return Ok(at + 1);
        }
        let name = format!("Đã lưu: {}", self.form.values[0]);
        clerk.types(SAVE, &name);
        self.saved += 1;
        self.form = Form::new(random);
        Ok(0)
    }
}
