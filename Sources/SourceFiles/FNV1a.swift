/// The 64-bit hash FNV-1a, which is the same on every machine and in every version.
///
/// It detects changes and makes ids; it does not protect against forgery.
///
/// Source: *The FNV Non-Cryptographic Hash Algorithm*, `draft-eastlake-fnv`.
public struct FNV1a: Sendable {
    /// The basis that the algorithm prescribes.
    public static let basis: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01b3

    /// The hash of the bytes that were added so far.
    public private(set) var value: UInt64

    /// Starts a hash; another basis gives another hash of the same bytes.
    public init(basis: UInt64 = FNV1a.basis) {
        value = basis
    }

    /// Adds bytes.
    public mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* Self.prime }
    }

    /// The hash of bytes.
    public static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash = FNV1a()
        hash.add(bytes)
        return hash.value
    }

    /// The hash of texts, each followed by a zero byte, so that `["ab", "c"]` differs from `["a", "bc"]`.
    public static func hash(_ texts: [String], basis: UInt64 = FNV1a.basis) -> UInt64 {
        var hash = FNV1a(basis: basis)
        for text in texts {
            hash.add(text.utf8)
            hash.add(CollectionOfOne(0))
        }
        return hash.value
    }
}
