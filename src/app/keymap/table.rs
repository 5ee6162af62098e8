//! What makes the list of actions and the rows that describe them from one table.

macro_rules! actions {
    ($($name:ident = $text:literal {
        keys: [$($key:expr),*], on: [$($on:ident),*],
        $(also: [$(($akey:expr, $aon:ident)),*],)?
        $(shown: $shown:literal,)?
        $(footer: $footer:literal,)?
        $(foot: [$($foot:ident),*],)?
        $(writes: $writes:literal,)?
        $(needs: $needs:ident,)?
        label: $lvi:literal / $len:literal,
        doc: $dvi:literal / $den:literal $(,)?
    })*) => {
        /// What a person can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $(#[doc = $den] $name),* }

        /// Every action, in the order in which help and palette show them.
        pub static ROWS: &[Row] = &[$(Row {
            action: Action::$name,
            name: $text,
            label: Label::new($lvi, $len),
            doc: Label::new($dvi, $den),
            keys: &[$($key),*],
            on: &[$(Context::$on),*],
            also: actions!(@or [$($(($akey, Context::$aon)),*)?]),
            shown: actions!(@shown $($shown)?),
            footer: actions!(@num $($footer)?),
            foot: &[$($(Context::$foot),*)?],
            writes: actions!(@flag $($writes)?),
            needs: actions!(@needs $($needs)?),
        }),*];
    };
    (@or [$($also:expr),*]) => { &[$($also),*] };
    (@shown) => { None };
    (@shown $shown:literal) => { Some($shown) };
    (@num) => { 0 };
    (@num $n:literal) => { $n };
    (@flag) => { false };
    (@flag $n:literal) => { $n };
    (@needs) => { None };
    (@needs $right:ident) => { Some(Right::$right) };
}

pub(super) use actions;
