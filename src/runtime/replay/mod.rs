//! Keys a stack of forms through the real form logic, as a skilled clerk would, and reckons up what
//! that takes and whether what was saved is what the forms say.

mod forms;
mod player;

pub use crate::app::replay::Sort;
use crate::app::replay::{Clerk, Hand, Said};
use crate::app::words::{flat, now};
use crate::domain::{Field, FormLayout, RecordId, RecordType, Value};
use crate::exchange::ask;
use crate::exchange::rejects::unreadable;
use crate::lang::{Lang, Problem};
use crate::register::{Door, Local, Options, Reply, Request, clock};
use forms::{Reading, Stack};
use player::Player;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Records read back at a time.
const CHUNK: usize = 500;

/// What is to be keyed, and where.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// The layout: `A`, or `village:A`.
    pub layout: &'a str,
    /// The forms.
    pub file: &'a Path,
    /// The register they are keyed into; None: a throw-away one with the sample's places.
    pub register: Option<Options>,
    /// Who keys them.
    pub operator: Option<String>,
    /// In the grid, a line a record.
    pub grid: bool,
    /// For messages.
    pub lang: Lang,
}

/// A field that is not as the form says.
#[derive(Clone, Debug)]
pub struct Differs {
    /// The field.
    pub field: &'static Field,
    /// What the form says.
    pub said: String,
    /// What was saved.
    pub saved: String,
}

/// What became of a form.
#[derive(Clone, Debug)]
pub struct Done {
    /// Its line in the file.
    pub line: u64,
    /// The keys, by field and by what they are for.
    pub keys: BTreeMap<(Option<u16>, Sort), usize>,
    /// Why it was given up, and at which field.
    pub refused: Option<(Option<&'static Field>, Problem)>,
    /// Saved otherwise than it says.
    pub differs: Vec<Differs>,
    id: Option<RecordId>,
}

impl Done {
    /// Its keys of those sorts.
    pub fn count(&self, of: impl Fn(Sort) -> bool) -> usize {
        let keys = self.keys.iter().filter(|((_, sort), _)| of(*sort));
        keys.map(|(_, keys)| keys).sum()
    }
}

/// What became of all of them.
pub struct Outcome {
    /// The type of the records.
    pub of: &'static RecordType,
    /// The layout.
    pub layout: FormLayout,
    /// The forms.
    pub forms: Vec<Done>,
    /// In the grid.
    pub grid: bool,
    /// The fields that were kept from form to form.
    pub keeps: Vec<&'static Field>,
    /// The fields that were passed over.
    pub skips: Vec<&'static Field>,
    /// The keys that no way of keying can save, by field, for all forms.
    pub least: Vec<(&'static Field, usize)>,
}

/// Keys the forms; `progress` hears how many are done, of how many.
///
/// # Errors
/// The file cannot be read or does not fit the layout; the register refuses.
pub fn keyed(plan: &Plan<'_>, progress: &mut dyn FnMut(u64, u64)) -> Result<Outcome, Problem> {
    // The throw-away folder lives as long as this.
    let (_scratch, options) = match &plan.register {
        Some(options) => (None, options.clone()),
        None => {
            let (scratch, options) = super::sample::places(plan.lang)?;
            (Some(scratch), options)
        }
    };
    let tables = Arc::new(crate::register::tables(&options.dir)?);
    let today = clock::today();
    let source = File::open(plan.file).map_err(|error| unreadable(plan.file, &error))?;
    let mut stack = {
        let (mut door, welcome) = enter(&options, plan.operator.clone())?;
        let of = forms::layout(plan.layout, &welcome)?;
        let mut reading = Reading::new(&mut door, &tables, today, plan.lang);
        let stack = reading.stack(of, source, &plan.file.display().to_string())?;
        door.call(Request::Bye)?;
        stack
    };
    stack.grid = plan.grid;
    let begun = (today, clock::random()?);
    let mut player = Player::start(&options, plan.operator.clone(), &tables, begun)?;
    player.open(&stack)?;
    let start = player.model.form_fields();
    let mut clerk = Clerk::new(&player.model, &stack.forms);
    let least = clerk.least(&player.model, &stack.forms);
    let mut done = key_all(&mut player, &mut clerk, &stack, progress)?;
    player.leave()?;
    let (mut door, _) = enter(&options, plan.operator.clone())?;
    compare(&mut door, &stack, &start, &mut done)?;
    door.call(Request::Bye)?;
    let field = |tag: &u16| stack.kind.field(*tag);
    let [keeps, skips] = clerk.keeps();
    Ok(Outcome {
        of: stack.kind,
        keeps: keeps.iter().filter_map(field).collect(),
        skips: skips.iter().filter_map(field).collect(),
        least: least.iter().filter_map(|(tag, keys)| Some((field(tag)?, *keys))).collect(),
        layout: stack.layout,
        grid: plan.grid,
        forms: done,
    })
}

fn enter(
    options: &Options,
    operator: Option<String>,
) -> Result<(Local, crate::register::Welcome), Problem> {
    let mut door = Local::open(options)?;
    let (user, ssh) = (crate::register::system_user(), String::new());
    match ask::one(&mut door, Request::Hello { operator, pin: None, user, ssh })? {
        Reply::Welcome(welcome) => Ok((door, *welcome)),
        _ => Err(ask::unexpected("Hello")),
    }
}

fn key_all(
    player: &mut Player,
    clerk: &mut Clerk,
    stack: &Stack,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<Done>, Problem> {
    let all = u64::try_from(stack.forms.len()).unwrap_or(u64::MAX);
    let mut done = Vec::with_capacity(stack.forms.len());
    for ((said, line), at) in stack.forms.iter().zip(&stack.lines).zip(1..) {
        clerk.takes(&player.model);
        done.push(key_one(player, clerk, stack, (said, *line))?);
        progress(at, all);
    }
    Ok(done)
}

fn key_one(
    player: &mut Player,
    clerk: &mut Clerk,
    stack: &Stack,
    (said, line): (&[Said], u64),
) -> Result<Done, Problem> {
    let (refused, differs) = (None, Vec::new());
    let mut done = Done { line, keys: BTreeMap::new(), refused, differs, id: None };
    loop {
        match clerk.next(&player.model, said) {
            Hand::Keys(tag, sort, keys) => {
                *done.keys.entry((tag, sort)).or_default() += keys.len();
                player.press(&keys)?;
            }
            Hand::Saved => {
                done.id = player.saved;
                return Ok(done);
            }
            Hand::GivesUp(tag, problem) => {
                let field = tag.and_then(|tag| stack.kind.field(tag));
                done.refused = Some((field, problem));
                player.drop_form()?;
                player.open(stack)?;
                return Ok(done);
            }
        }
    }
}

/// Reads back what was saved, field by field.
fn compare(
    door: &mut dyn Door,
    stack: &Stack,
    start: &[(&'static Field, Option<Value>)],
    done: &mut [Done],
) -> Result<(), Problem> {
    let mut records = BTreeMap::new();
    let ids: Vec<RecordId> = done.iter().filter_map(|done| done.id).collect();
    for ids in ids.chunks(CHUNK) {
        let rows = ask::records(door, ids.to_vec())?;
        records.extend(rows.into_iter().map(|shown| (shown.record.id, shown.record)));
    }
    for (done, said) in done.iter_mut().zip(&stack.forms) {
        let Some(record) = done.id.and_then(|id| records.get(&id)) else { continue };
        for field in stack.kind.open_fields() {
            let of_form = said.iter().find(|one| one.field.tag == field.tag);
            let begun = || start.iter().find(|(other, _)| other.tag == field.tag);
            let wanted = match of_form.map(|one| &one.value) {
                Some(Ok(value)) => value.clone(),
                Some(Err(_)) => continue,
                None => begun().and_then(|(_, value)| value.clone()),
            };
            let saved = record.values.get(field.tag).and_then(now);
            if saved != wanted {
                let text = |value: Option<Value>| {
                    let flat = flat(field);
                    value.map_or_else(String::new, |value| crate::domain::show::file(&flat, &value))
                };
                let differs = Differs { field, said: text(wanted), saved: text(saved) };
                done.differs.push(differs);
            }
        }
    }
    Ok(())
}
