using Ledger.Certificates.Names;

namespace Ledger.Certificates.Revocation;

/// <summary>
/// A revocation list that was given and cannot be used. Whoever requires lists must not be told that all is well without it.
/// </summary>
/// <param name="Name">Where it came from, such as a file's name.</param>
/// <param name="Why">Why it is not taken, in words.</param>
/// <param name="Issuer">Whose it is; null where that cannot be read, so that it may be anybody's.</param>
public sealed record UntakenRevocationList(string Name, string Why, DistinguishedName? Issuer)
{
    /// <summary>What came as a list and was not taken, with its issuer as far as that can be read.</summary>
    public static UntakenRevocationList Of(string name, ReadOnlyMemory<byte> bytes, RevocationListError error) =>
        new(name, $"no revocation list that is taken ({error})", RevocationListReader.TryReadIssuer(bytes));

    /// <summary>For people.</summary>
    public override string ToString() => $"{Name}: {Why}.";
}
