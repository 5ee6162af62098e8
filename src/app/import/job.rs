//! What the screens want done aside from them, on a thread and through a door of its own, and what
//! they hear of it.

use crate::app::desk::Desk;
use crate::app::outgoing::{Outgoing, Written};
use crate::app::post::job::{Errand, Heard, OfficeAt};
use crate::domain::{Kind, PartialDate, RecordId, Tables};
use crate::exchange::import::{Counts, Summary};
use crate::exchange::take::{Choice, Found, Preview, Source};
use crate::lang::{Lang, Problem};
use std::path::PathBuf;
use std::sync::Arc;

/// Work aside from the screens.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Which files of that sort lie in those folders.
    Lists(Vec<PathBuf>, Sort),
    /// What a list holds, its rows being of that type.
    Look(Source, Option<Kind>),
    /// What would come of it.
    Try(Shared<Choice>),
    /// It is taken in.
    Run(Shared<Choice>),
    /// A list or an empty sheet goes out.
    BringOut(Box<Outgoing>),
    /// Something with bundles.
    Post(Box<Errand>),
}

/// Which files are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Lists.
    Lists,
    /// Bundles and receipts.
    Post,
    /// Receipts alone.
    Receipts,
}

/// What is heard of it; all but [`Told::Far`], [`Told::FarOut`] and [`Told::Part`] end it.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// The lists that lie there, newest first.
    Lists(Vec<Lying>),
    /// What the list holds.
    Found(Shared<Found>),
    /// What became of so many rows up to now.
    Far(Counts),
    /// What would come of it.
    Tried(Shared<Preview>),
    /// It was taken in, or as far as it was.
    Ran(Box<Summary>),
    /// So many records were written up to now.
    FarOut(u64),
    /// It went out.
    BroughtOut(Box<Written>),
    /// So much of so much of it is done.
    Part(u64, u64),
    /// What became of an errand with bundles.
    Post(Box<Heard>),
    /// It could not be done.
    Failed(Problem),
}

/// Something large that is handed over as it is.
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// That.
    pub fn new(of: T) -> Self {
        Self(Arc::new(of))
    }
}

impl<T: Clone> Shared<T> {
    /// It, for oneself.
    pub fn take(self) -> T {
        Arc::unwrap_or_clone(self.0)
    }
}

impl<T> std::ops::Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> std::fmt::Debug for Shared<T> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(std::any::type_name::<T>())
    }
}

/// A list that lies in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    /// Where.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// When it was last changed: milliseconds since 1970, UTC.
    pub changed: i64,
}

/// What such work is told of the desk it is done for.
#[derive(Clone)]
pub struct Setting {
    /// The language.
    pub lang: Lang,
    /// Today at +07:00.
    pub today: PartialDate,
    /// The register's own record.
    pub unit: Option<RecordId>,
    /// Reference tables.
    pub tables: Arc<Tables>,
    /// The folder in which it is remembered where columns went; None: it is not.
    pub maps: Option<PathBuf>,
    /// The folder of what goes out.
    pub outgoing: PathBuf,
    /// Where the register's post is; None: a register without one.
    pub office: Option<OfficeAt>,
}

impl std::fmt::Debug for Setting {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Setting({:?}, {:?}, {:?})", self.lang, self.today, self.unit)
    }
}

impl PartialEq for Setting {
    fn eq(&self, other: &Self) -> bool {
        let said = |of: &Self| (of.lang, of.today, of.unit);
        said(self) == said(other) && Arc::ptr_eq(&self.tables, &other.tables)
    }
}

impl Desk {
    /// Has that done aside; what was under way there is given up.
    pub(crate) fn work(&mut self, job: Job) {
        let setting = Setting {
            lang: self.lang,
            today: self.today,
            unit: self.who.as_ref().map(|who| who.unit.record.id),
            tables: Arc::clone(&self.tables),
            maps: self.maps.clone(),
            outgoing: self.outgoing.clone(),
            office: self.office.clone(),
        };
        self.work += 1;
        let number = self.work;
        self.effects.push(crate::app::Effect::Work { number, job, setting });
    }

    /// Gives up what is done aside: nothing more of it is heard.
    pub(crate) fn give_up_work(&mut self) {
        self.stop_work();
        self.work += 1;
    }

    /// Has it end at its next safe point; how far it came is still heard.
    pub(crate) fn stop_work(&mut self) {
        self.effects.push(crate::app::Effect::StopWork);
    }
}
