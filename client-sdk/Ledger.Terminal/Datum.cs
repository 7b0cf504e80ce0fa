using Google.Protobuf;
using Ledger.Protocol;

namespace Ledger.Terminal;

/// <summary>
/// One value of a record, with its kind: the kind decides how people see it and how programs read it, so that no command does. Nothing that
/// is absent is a <see cref="Datum"/>: it is null.
/// </summary>
public abstract record Datum
{
    private const long TimeMsMax = 253_402_300_799_999; // year 9999, the last that RFC 3339 writes

    /// <summary>A text.</summary>
    public static implicit operator Datum?(string? value) => value is null ? null : new Text(value);

    /// <summary>Yes or no.</summary>
    public static implicit operator Datum?(bool? value) => value is { } given ? new Flag(given) : null;

    /// <summary>A number.</summary>
    public static implicit operator Datum?(int? value) => value is { } given ? new Number(given) : null;

    /// <summary>A number.</summary>
    public static implicit operator Datum?(uint? value) => value is { } given ? new Number(given) : null;

    /// <summary>A number that may take 64 bits.</summary>
    public static implicit operator Datum?(long? value) => value is { } given ? new Wide(given) : null;

    /// <summary>A number that may take 64 bits.</summary>
    public static implicit operator Datum?(ulong? value) => value is { } given ? new Wide(given) : null;

    /// <summary>A digest.</summary>
    public static implicit operator Datum?(Digest value) => Id(value.ToArray());

    /// <summary>An instant in UTC milliseconds; 0 is none.</summary>
    public static Datum? Time(long ms) => ms == 0 ? null : new Instant(Math.Clamp(ms, 0, TimeMsMax));

    /// <summary>An amount in fen.</summary>
    public static Datum? Money(long? fen) => fen is { } given ? new Amount(given) : null;

    /// <summary>An id, a digest or a hash.</summary>
    public static Datum? Id(ByteString bytes) => bytes.IsEmpty ? null : Id(bytes.Span);

    /// <summary>An id, a digest or a hash.</summary>
    public static Datum Id(ReadOnlySpan<byte> bytes) => new Identifier(Convert.ToHexStringLower(bytes));

    /// <summary>An id that the person needs for the next command: never shortened.</summary>
    public static Datum NextId(ReadOnlySpan<byte> bytes) => new Identifier(Convert.ToHexStringLower(bytes)) { IsWhole = true };

    /// <summary>Any other bytes: keys, signatures, contents.</summary>
    public static Datum? Bytes(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? null : new Binary(Convert.ToBase64String(bytes));

    /// <summary>One of a closed list of values, as commands take it too.</summary>
    public static Datum? Word(Enum? value) => value is null ? null : new Term(value.GetType().Name, value.ToString());

    /// <summary>Those of several values that are there.</summary>
    public static Datum List(IEnumerable<Datum?> items) => new Items([.. items.OfType<Datum>()]);

    /// <summary>A number with a fraction.</summary>
    public static Datum Fraction(double value) => new Number((decimal)value);

    /// <summary>Several texts.</summary>
    public static Datum List(IEnumerable<string> items) => new Items([.. items.Select(item => new Text(item))]);

    /// <summary>Words, codes, names, paths.</summary>
    public sealed record Text(string Value) : Datum;

    /// <summary>Yes or no.</summary>
    public sealed record Flag(bool Value) : Datum;

    /// <summary>A number of at most 32 bits, or one with a fraction.</summary>
    public sealed record Number(decimal Value) : Datum;

    /// <summary>A number of up to 64 bits, which JSON readers would round: text for programs.</summary>
    public sealed record Wide(Int128 Value) : Datum;

    /// <summary>Money, in fen.</summary>
    public sealed record Amount(long Fen) : Datum;

    /// <summary>An instant, in UTC milliseconds.</summary>
    public sealed record Instant(long Ms) : Datum;

    /// <summary>An id or a digest, in hexadecimal digits.</summary>
    public sealed record Identifier(string Hex) : Datum
    {
        /// <summary>Whether it is shown whole wherever it stands.</summary>
        public bool IsWhole { get; init; }
    }

    /// <summary>Other bytes, in Base64.</summary>
    public sealed record Binary(string Base64) : Datum;

    /// <summary>A value of an enumeration.</summary>
    public sealed record Term(string Type, string Name) : Datum;

    /// <summary>Several values.</summary>
    public sealed record Items(IReadOnlyList<Datum> Values) : Datum
    {
        /// <inheritdoc/>
        public bool Equals(Items? other) => other is not null && Values.SequenceEqual(other.Values);

        /// <inheritdoc/>
        public override int GetHashCode() => Values.Count;
    }
}
