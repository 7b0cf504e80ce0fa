using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// A guarantee's versions: numbered without a gap, each longer or higher than the last, none lesser in anything (DOMAIN §2).
/// </summary>
internal static class GuaranteeVersions
{
    internal const int VersionsMax = 32;

    /// <summary>Whether a version may follow the present one.</summary>
    internal static Refused CheckNext(GuaranteeRecord guarantee, uint version, long amountFen, long validUntil)
    {
        if (version != guarantee.Version + 1 || version > VersionsMax)
        {
            return new Refused(
                RefusalCode.VersionNumber,
                $"Guarantee {GuaranteeRules.Name(guarantee.GuaranteeId.Span)} is at version {guarantee.Version} of {VersionsMax} at " +
                $"most; the next is not {version}.");
        }

        var terms = guarantee.Terms;
        var isLess = amountFen < terms.AmountFen || validUntil < terms.ValidUntil;
        return isLess || (amountFen == terms.AmountFen && validUntil == terms.ValidUntil)
            ? new Refused(
                RefusalCode.AmendmentReduces,
                $"The amendment is for {amountFen} fen until {validUntil}; the guarantee is for {terms.AmountFen} fen until " +
                $"{terms.ValidUntil}, and is only raised or lengthened.")
            : Refused.No;
    }

    /// <summary>Adds a version, whose number is set here, and makes it what the guarantee says.</summary>
    internal static void Add(GuaranteeRecord guarantee, GuaranteeVersion version)
    {
        version.Version = ++guarantee.Version;
        guarantee.Versions.Add(version);
        guarantee.Terms.AmountFen = version.AmountFen;
        guarantee.Terms.ValidUntil = version.ValidUntil;
        guarantee.Terms.DocumentDigest = version.DocumentDigest;
    }
}
