//! Hexadecimal digits, fast both ways: a row of a bundle holds some two hundred of them. Lower case
//! alone: a number has one writing.

/// Adds the digits of bytes.
pub fn write(out: &mut String, bytes: &[u8]) {
    let digit = |half: u8| char::from(if half < 10 { b'0' + half } else { b'a' + half - 10 });
    for byte in bytes {
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
    }
}

/// The digits of bytes.
pub fn text(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(2 * bytes.len());
    write(&mut out, bytes);
    out
}

/// Reads the digits of exactly `N` bytes.
pub fn read<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let (pairs, []) = text.as_chunks::<2>() else { return None };
    let mut bytes = [0; N];
    if pairs.len() != N {
        return None;
    }
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = half(*high)? << 4 | half(*low)?;
    }
    Some(bytes)
}

fn half(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Reads a number without sign and leading zeros.
pub fn number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_numbers_have_one_writing() {
        assert_eq!(read::<3>(text(&[0, 0xab, 255]).as_bytes()), Some([0, 0xab, 255]));
        for bad in ["", "00", "0000zz", "00000", "00ABff", "+00000", "0000000"] {
            assert_eq!(read::<3>(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!([number("0"), number("18446744073709551615")], [Some(0), Some(u64::MAX)]);
        for bad in ["", "00", "01", "+1", "-1", "1 ", "18446744073709551616"] {
            assert_eq!(number(bad), None, "{bad}");
        }
    }
}
