//! Care: doctor, rebuild, backup, restore.
