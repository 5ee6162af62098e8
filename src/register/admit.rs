//! Who is let in: by name and, where one is set, by PIN.

use super::core::Core;
use super::hand::Hand;
use super::layouts;
use super::operators::{self, Operator};
use super::pin;
use super::post::{Asked, OWN, Out};
use super::proto::{PROTO, Person, Reply, Shown, Welcome};
use super::session::Session;
use super::worker::Worker;
use crate::domain::records::{layout, name_code, unit};
use crate::domain::{Pin, Record, Rev, Values};
use crate::lang::Problem;
use crate::lang::errors::operators as pins;
use crate::lang::errors::register as codes;
use std::sync::Arc;
use std::time::Instant;

/// The active operators, by name.
pub(crate) fn who(core: &Core) -> Result<Reply, Problem> {
    let mut all = operators::all(core)?;
    all.retain(|operator| operator.active);
    all.sort_by_cached_key(|operator| crate::text::order::key(&operator.name));
    let person = |one: Operator| Person { name: one.name, role: one.role, pin: one.pin.is_some() };
    Ok(Reply::Who(all.into_iter().map(person).collect()))
}

impl Worker {
    /// Whether a request is looked at: in this protocol, and of somebody who said Hello.
    pub(crate) fn admits(&mut self, proto: u16, asked: &Asked) -> Result<(), Problem> {
        if proto != PROTO {
            return Err(Problem::new(&codes::PROTO, [proto.to_string(), PROTO.to_string()]));
        }
        if asked.request.needs_hello() {
            self.session(asked)?;
        }
        Ok(())
    }

    /// Lets an operator in.
    pub(crate) fn hello(
        &mut self,
        asked: &Asked,
        (name, pin): (Option<&str>, Option<&Pin>),
        user: &str,
        ssh: &str,
    ) -> Result<Reply, Problem> {
        let operator = operators::named(&self.core, name)?;
        self.prove(&operator, pin)?;
        // Read here for what is to be said of them: the notices are told once, now.
        if let Err(problem) = self.read_drafts() {
            self.core.notice(problem);
        }
        let layouts = layouts::all(&mut self.core, layout::KIND);
        let name_codes = layouts::all(&mut self.core, name_code::KIND);
        let welcome = Welcome {
            session: self.last_session.saturating_add(1),
            operator: operator.id,
            operator_name: operator.name.clone(),
            role: operator.role,
            pin: operator.pin.is_some(),
            unit: self.own_unit()?,
            layouts,
            name_codes,
            notices: self.core.notices.clone(),
            read_only: self.core.read_only.clone(),
        };
        self.last_session = welcome.session;
        if let Some(lock) = &mut self.lock {
            lock.keyed_by(&welcome.operator_name);
        }
        // A new Hello on a connection is the end of what was said before it.
        self.end_sessions(asked.connection);
        if asked.connection == OWN {
            self.seat.take(self.hand(&welcome));
        }
        self.sessions.insert(
            welcome.session,
            Session {
                operator,
                user: user.to_owned(),
                ssh: ssh.to_owned(),
                frame: 0,
                connection: asked.connection,
                watch: None,
                lease: None,
                joined: false,
                besides: Vec::new(),
            },
        );
        Ok(Reply::Welcome(Box::new(welcome)))
    }

    /// Lets a connection beside the owner's in: it is the same person, who said who they are. What is
    /// begun there goes on when somebody else sits down at the screens.
    pub(crate) fn join(&mut self, connection: u64, out: Out) {
        self.post.outs.insert(connection, out);
        let own = self.sessions.values().rfind(|session| session.connection == OWN).cloned();
        let Some(own) = own else {
            let refused = Reply::Refused(Problem::bare(&codes::HELLO_FIRST));
            return self.post.send(connection, 0, 0, refused);
        };
        self.last_session = self.last_session.saturating_add(1);
        let besides = Vec::new();
        let session = Session {
            frame: 0,
            connection,
            watch: None,
            lease: None,
            joined: true,
            besides,
            ..own
        };
        self.sessions.insert(self.last_session, session);
        self.post.send(connection, self.last_session, 0, Reply::Done);
    }

    /// What keeps the letters of that session, which is the owner's.
    fn hand(&self, welcome: &Welcome) -> Option<Hand> {
        let pen = Arc::clone(self.drafts.as_ref().ok()?.pen());
        let (session, operator) = (welcome.session, welcome.operator);
        let tables = Arc::clone(&self.core.made.tables);
        Some(Hand { session, operator, pen, out: self.out(OWN)?, tables })
    }

    /// The unit that keeps the register. A damaged journal may have lost it; what is left can be
    /// looked at all the same.
    fn own_unit(&self) -> Result<Shown, Problem> {
        let id = self.core.own_unit();
        match self.core.need(id) {
            Ok(row) => self.core.shown(row),
            Err(_) if self.core.read_only.is_some() => {
                let (kind, rev, values) = (unit::KIND, Rev::default(), Values::default());
                Ok(Shown { record: Record { id, kind, rev, values }, names: Vec::new(), seq: 0 })
            }
            Err(problem) => Err(problem),
        }
    }

    /// That whoever speaks is that operator.
    fn prove(&mut self, operator: &Operator, given: Option<&Pin>) -> Result<(), Problem> {
        let Some(hash) = &operator.pin else { return Ok(()) };
        let (id, now) = (operator.id, Instant::now());
        if let Some(left) = self.tries.waits(id, now) {
            let seconds = left.as_secs().saturating_add(1).to_string();
            return Err(Problem::new(&pins::PIN_WAIT, [operator.name.clone(), seconds]));
        }
        let Some(given) = given else {
            return Err(Problem::new(&pins::PIN_NEEDED, [operator.name.clone()]));
        };
        if pin::matches(given, hash) {
            self.tries.right(id);
            return Ok(());
        }
        self.tries.wrong(id, now);
        Err(Problem::new(&pins::WRONG_PIN, [operator.name.clone()]))
    }

    /// That the session's operator sits there again. The record is read anew: the PIN may have been
    /// set or cleared since, and who was switched off does not come back.
    pub(crate) fn unlock(&mut self, asked: &Asked, pin: Option<&Pin>) -> Result<Reply, Problem> {
        let mut operator = self.session(asked)?.operator.clone();
        // Who only looks at what is damaged may have no record.
        if let Some(row) = self.core.row(operator.id)? {
            if !(row.live && operators::of(&row.record).active) {
                return Err(Problem::new(&codes::OPERATOR_OFF, [operator.name]));
            }
            operator = operators::of(&row.record);
        }
        self.prove(&operator, pin).map(|()| Reply::Done)
    }
}
