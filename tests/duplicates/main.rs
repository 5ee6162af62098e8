//! Whoever is in the register twice is found, and namesakes are told apart.

mod corpus;
mod measure;

use corpus::corpus;
use densach::domain::duplicates::PAIR;
use measure::measure;

#[test]
fn most_pairs_are_found_and_most_found_are_pairs() {
    let corpus = corpus(10_000, 11);
    let (outcome, _) = measure(&corpus, PAIR);
    outcome.print("10,000 members, seed 11");
    assert!(outcome.recall() >= 0.95 && outcome.precision() >= 0.90);
}
