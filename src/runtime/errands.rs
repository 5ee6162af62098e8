//! What the screens want done with bundles: read, weighed, taken in, held, carried.

use crate::app::import::job::{Setting, Told};
use crate::app::post::job::{Errand, Heard, In, Looked, OfficeAt, Secret};
use crate::exchange::arriving::Came;
use crate::exchange::bundle::{BundleId, Profile};
use crate::exchange::courier::Office;
use crate::exchange::dispatch::{self, Order};
use crate::exchange::post::{Folder, Folders, Listed, Place, Target, by_hand, deliver};
use crate::exchange::standing::Standing;
use crate::lang::Problem;
use crate::lang::errors::post::NO_POST;
use crate::register::{Beside, Door, clock};
use crate::trust::{Signer, Trust, own_key};
use std::path::Path;

/// How far it is.
type Tell<'t> = &'t mut dyn FnMut(Told) -> bool;

/// Does one errand.
///
/// # Errors
/// What failed here; what is wrong with a bundle that came is told as [`Heard::Refused`].
pub(super) fn run(
    errand: &Errand,
    setting: &Setting,
    beside: &Beside,
    tell: Tell<'_>,
) -> Result<Heard, Problem> {
    let at = setting.office.as_ref().ok_or_else(|| Problem::bare(&NO_POST))?;
    let trust = Trust::load(&at.dir)?;
    let office = Office { dir: &at.dir, trust: &trust, now: clock::now(), day: setting.today };
    let mut door = beside()?;
    let door = &mut *door;
    match errand {
        Errand::Look(file) => look(&office, door, file, tell),
        Errand::Take { file, seen, passphrase } => {
            take(&office, door, (file, *seen), &signer(at, passphrase.as_ref())?, tell)
        }
        Errand::Acknowledge(file) => Ok(match office.acknowledge(door, file) {
            Ok(receipt) => Heard::Acknowledged(Box::new(receipt)),
            Err(problem) => Heard::Refused(problem, false),
        }),
        Errand::Standing => Ok(Heard::Standing(Box::new(standing(&office, door, tell)?))),
        Errand::Make { recipient, profile, snapshot, passphrase } => {
            let order = (recipient.as_str(), *profile, *snapshot);
            make(&office, door, order, &signer(at, passphrase.as_ref())?, tell)
        }
        Errand::Held => held(&office, door),
        Errand::ThrowAway(name) => {
            Folders::of(&at.dir).throw_away(name)?;
            held(&office, door)
        }
        Errand::Carry(folder, names, place) => carry(&at.dir, *folder, names, place),
    }
}

/// Who signs, with the passphrase that was given.
fn signer(at: &OfficeAt, passphrase: Option<&Secret>) -> Result<Signer, Problem> {
    let given = passphrase.map(|secret| secret.0.clone());
    Signer::of(&own_key(&at.dir)?, at.agent.as_deref(), &mut |_| Ok(given.clone()))
}

fn look(
    office: &Office<'_>,
    door: &mut dyn Door,
    file: &Path,
    tell: Tell<'_>,
) -> Result<Heard, Problem> {
    let own = own_key(office.dir)?;
    let me = own.public.comment();
    let looked = office.look(door, (file, me), &mut |done, all| _ = tell(Told::Part(done, all)));
    Ok(match looked {
        Ok((arrived, taken)) => {
            let bundle = &arrived.received.bundle;
            let (id, head, rows) = (bundle.id(), bundle.head().clone(), bundle.row_count());
            Heard::Looked(Box::new(Looked { id, head, rows, taken }))
        }
        Err(problem) => refused(office.hold(file, problem))?,
    })
}

fn take(
    office: &Office<'_>,
    door: &mut dyn Door,
    (file, seen): (&Path, BundleId),
    signer: &Signer,
    tell: Tell<'_>,
) -> Result<Heard, Problem> {
    let told = &mut |done, all| _ = tell(Told::Part(done, all));
    let Came { arrived, answer, after } =
        match office.receive(door, (file, Some(seen)), signer, told) {
            Ok(came) => came,
            Err(problem) => return refused(problem),
        };
    let others = after.iter().filter_map(|after| after.went.as_ref().ok());
    let paths: Vec<&Path> =
        std::iter::once(&answer).chain(others).map(|answer| answer.receipt.as_path()).collect();
    let mut files = Folders::of(office.dir).list(Folder::Receipts)?;
    files.retain(|file| paths.contains(&file.path.as_path()));
    let back = by_hand((office.dir, Folder::Receipts), &files, None);
    let head = arrived.received.bundle.head().clone();
    Ok(Heard::Came(Box::new(In { head, answer, after, back })))
}

/// What is the file's own fault is told of it; anything else is a failure here.
fn refused(problem: Problem) -> Result<Heard, Problem> {
    match Office::holds(&problem) {
        true => Ok(Heard::Refused(problem, true)),
        false => Err(problem),
    }
}

fn standing(office: &Office<'_>, door: &mut dyn Door, tell: Tell<'_>) -> Result<Standing, Problem> {
    let own = own_key(office.dir)?;
    office.standing(door, own.public.comment(), &mut |done, all| _ = tell(Told::Part(done, all)))
}

fn make(
    office: &Office<'_>,
    door: &mut dyn Door,
    (recipient, profile, snapshot): (&str, Profile, bool),
    signer: &Signer,
    tell: Tell<'_>,
) -> Result<Heard, Problem> {
    let order = Order::new(office.dir, recipient, (profile, Vec::new()), None, office.day)?;
    let order = Order { snapshot, ..order };
    let told = &mut |done, all| _ = tell(Told::Part(done, all));
    let made = dispatch::make(door, office.dir, (&order, signer), told)?;
    let Some(made) = made else { return Ok(Heard::Made(None)) };
    let standing = standing(office, door, tell)?;
    Ok(Heard::Made(Some(Box::new((standing, made.row.identity, made.left)))))
}

fn held(office: &Office<'_>, door: &mut dyn Door) -> Result<Heard, Problem> {
    let waiting = office.waiting(door)?;
    let rows = Folders::of(office.dir).held()?.into_iter().map(|held| {
        let mine = waiting.iter().find(|of| of.files.values().any(|file| *file == held.file.name));
        (held, mine.map(|of| of.missing.clone()))
    });
    Ok(Heard::Held(rows.collect()))
}

/// Carries those files of a folder of the post to where the clerk typed.
fn carry(dir: &Path, folder: Folder, names: &[String], place: &str) -> Result<Heard, Problem> {
    let mut files: Vec<Listed> = Folders::of(dir).list(folder)?;
    files.retain(|file| names.contains(&file.name));
    let config = Target::remembered(dir)?.and_then(|known| known.config);
    let target = Target { place: Place::read(place)?, config };
    deliver((dir, folder), &files, &target, None, &mut |_, _| Ok(()))?;
    Ok(Heard::Carried(files.len(), target.place.to_string()))
}
