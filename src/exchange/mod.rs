//! csv and json, in and out.
