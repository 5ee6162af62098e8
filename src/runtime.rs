//! Wires term, app, ui and the door.
