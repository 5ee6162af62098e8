//! A list or an empty sheet that goes out: how far it is, and where it lies then.

use super::desk::{Desk, LayerId};
use super::import::job::{Job, Told};
use super::keymap::{Action, Context, chains};
use super::layer::{Go, Screen};
use crate::domain::RecordType;
use crate::domain::layout::FormLayout;
use crate::exchange::export::{Format, Which};
use crate::lang::outgoing as said;
use std::path::PathBuf;

/// What is to go out.
#[derive(Clone)]
pub struct Outgoing {
    /// Records of that type.
    pub of: &'static RecordType,
    /// Those, or an empty sheet of that layout.
    pub what: What,
    /// Its form.
    pub format: Format,
    /// The folder it is put into.
    pub folder: PathBuf,
    /// What the file is called, as people write it.
    pub name: String,
    /// The system's user and SSH_CONNECTION: from where it is fetched.
    pub user: (String, String),
}

/// A list or an empty sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Records.
    List(Which),
    /// An empty sheet of that layout.
    Blank(FormLayout),
}

impl PartialEq for Outgoing {
    fn eq(&self, other: &Self) -> bool {
        let all = |of: &Self| {
            (of.of.kind, of.what.clone(), of.format, of.folder.clone(), of.name.clone())
        };
        all(self) == all(other)
    }
}

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Outgoing({}, {:?}, {:?}, {})", self.of.name, self.what, self.format, self.name)
    }
}

/// What went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it lies.
    pub path: PathBuf,
    /// How many records it holds; None: an empty sheet.
    pub records: Option<u64>,
    /// The line that fetches it, over SSH.
    pub fetch: Option<String>,
}

/// The screen.
pub(crate) struct Out {
    id: LayerId,
    /// What it is called above.
    pub(crate) title: String,
    /// Whether records of its type hold something that is masked.
    pub(crate) masked: bool,
    /// Records written up to now.
    pub(crate) far: u64,
    /// Where it lies.
    pub(crate) done: Option<Written>,
}

impl Out {
    /// Begins to write it.
    pub(crate) fn new(
        desk: &mut Desk,
        of: &'static RecordType,
        what: What,
        format: Format,
    ) -> Self {
        let label = of.label.get(desk.lang);
        let (title, name) = match &what {
            What::List(_) => (said::OUT_LIST, format!("{label} {}", desk.today.iso())),
            What::Blank(layout) => {
                let params = [label, layout.name.as_str()].map(str::to_owned);
                (said::OUT_BLANK, said::OUT_BLANK_NAME.fill(desk.lang, &params))
            }
        };
        let title = title.fill(desk.lang, &[label.to_uppercase()]);
        let (folder, user) = (desk.outgoing.clone(), desk.user().clone());
        desk.work(Job::BringOut(Box::new(Outgoing { of, what, format, folder, name, user })));
        let masked = of.fields.iter().any(|field| field.kind.is_masked());
        Self { id: desk.layer(), title, masked, far: 0, done: None }
    }
}

impl Screen for Out {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::RUNNING
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if self.done.is_none() && action == Action::Back {
            desk.give_up_work();
            return Go::Back;
        }
        Go::Pass
    }

    fn works(&self) -> bool {
        true
    }

    fn told(&mut self, told: Told, desk: &mut Desk) -> Go {
        match told {
            Told::FarOut(far) => self.far = far,
            Told::BroughtOut(written) => self.done = Some(*written),
            Told::Failed(problem) => {
                desk.wrong(problem);
                return Go::Back;
            }
            _ => {}
        }
        Go::Stay
    }
}
