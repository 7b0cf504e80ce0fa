using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// A change before the opening is a sealed record like any other, so that a postponement does not show whose guarantees were changed.
/// Revealed, it becomes the next version of the guarantee that it names.
/// </summary>
internal static class RevealedVersions
{
    internal static Refused Merge(GuaranteeTerms terms, byte[] key, GuaranteeRecord record, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, terms.Amends.Span, out var amendedKey, out var amended) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (GuaranteeRules.RequireState(amended, context.Time, "OpenGuarantees", GuaranteeState.Revealed) is { IsRefused: true } wrongState)
        {
            return wrongState;
        }

        if (!IsSameGuarantee(terms, amended.Terms))
        {
            return new Refused(
                RefusalCode.TermsMismatch,
                $"Version {terms.Version} changes more than amount, end, premium and document of guarantee " +
                $"{GuaranteeRules.Name(terms.Amends.Span)}.");
        }

        if (GuaranteeVersions.CheckNext(amended, terms.Version, terms.AmountFen, terms.ValidUntil) is { IsRefused: true } lesser)
        {
            return lesser;
        }

        amended.Terms.PremiumFen = terms.PremiumFen;
        GuaranteeVersions.Add(amended, new GuaranteeVersion
        {
            AmountFen = terms.AmountFen,
            ValidUntil = terms.ValidUntil,
            DocumentDigest = terms.DocumentDigest,
            At = record.IssuedAt,
            RecordId = record.GuaranteeId,
            RequestDigest = terms.ApplicationDigest,
        });
        record.State = GuaranteeState.Merged;
        record.Sealed = ByteString.Empty;
        record.Amends = terms.Amends;
        record.EndedAt = context.Time;
        GuaranteeTables.Guarantees.Write(context.State, key, record);
        context.Record(GuaranteeTables.Guarantees, amendedKey, amended, "guarantee.version_revealed");
        return Refused.No;
    }

    private static bool IsSameGuarantee(GuaranteeTerms terms, GuaranteeTerms amended)
    {
        var same = terms.Clone();
        same.AmountFen = amended.AmountFen;
        same.ValidUntil = amended.ValidUntil;
        same.PremiumFen = amended.PremiumFen;
        same.DocumentDigest = amended.DocumentDigest;
        same.ApplicationDigest = amended.ApplicationDigest;
        same.Version = amended.Version;
        same.Amends = amended.Amends;
        same.BlindSection = amended.BlindSection; // sealed anew each time
        same.ApplicantSignature = amended.ApplicantSignature; // of the first version alone
        return same.Equals(amended);
    }
}
