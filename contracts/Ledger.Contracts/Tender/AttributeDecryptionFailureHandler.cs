using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// The platform records whose fault it was that a bid could not be decrypted at the opening (电子招标投标办法 §31): the bidder's counts as
/// revocation and puts its bond at risk, another's as withdrawal and returns it. Said once, since money depends on it.
/// </summary>
internal static class AttributeDecryptionFailureHandler
{
    internal static Refused Handle(AttributeDecryptionFailure call, CallContext context)
    {
        if (SectionAccess.FindOwn(context, call.SectionCode, out _, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            SectionRules.RequireState(section, context.Time, "AttributeDecryptionFailure", SectionState.Opening),
            FieldRules.Uscc(call.BidderUscc, "The bidder's code"),
            FieldRules.Listed(call.Fault, "The fault"),
            FieldRules.DigestBytes(call.EvidenceDigest.Length, "The evidence's digest")) is { IsRefused: true } refused)
        {
            return refused;
        }

        var key = TenderTables.DecryptionFailureKey(call.SectionCode, call.BidderUscc);
        if (TenderTables.DecryptionFailures.Read(context.State, key) is { } known)
        {
            return new Refused(
                RefusalCode.DecryptionFailureAttributed,
                $"That {call.BidderUscc}'s bid for section {call.SectionCode} was not decrypted is attributed to " +
                $"{known.Attributed.Fault} already.");
        }

        var failure = new DecryptionFailure { Attributed = call, AttributedAt = context.Time };
        context.Record(TenderTables.DecryptionFailures, key, failure, "section.decryption_failed");
        return Refused.No;
    }
}
