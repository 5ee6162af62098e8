//! Bytes to keys, cells to one write a frame; knows no record.
