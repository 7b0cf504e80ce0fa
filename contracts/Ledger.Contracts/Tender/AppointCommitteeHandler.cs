using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// The centre names the key under which the section's evaluation committee (评标委员会) speaks. Its members are persons and secret until the
/// award (招标投标法 §37), so the chain knows only how many they are. Replaced until the report is in, as experts may be.
/// </summary>
internal static class AppointCommitteeHandler
{
    internal const uint MembersMin = 5;
    internal const uint MembersMax = 99;

    internal static Refused Handle(AppointCommittee call, CallContext context)
    {
        if (SectionAccess.FindOwn(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (SectionRules.RequireState(
            section, context.Time, "AppointCommittee", SectionState.Closed, SectionState.Opening,
            SectionState.Opened) is { IsRefused: true } wrongState)
        {
            return wrongState;
        }

        if (call.Members is < MembersMin or > MembersMax || call.Members % 2 == 0)
        {
            return new Refused(
                RefusalCode.BadCount,
                $"The committee has {call.Members} members; it must have an odd number from {MembersMin} to {MembersMax} (招标投标法 §37).");
        }

        var committeeKey = new PublicKey(ValidatorSets.AlgorithmOf(context.Block.Suite), call.CommitteeKey.Span);
        if (PublicKeyRules.Check(committeeKey) is { } error)
        {
            return new Refused(
                RefusalCode.BadCommitteeSignature, $"The committee's key of {call.CommitteeKey.Length} bytes is refused: {error}.");
        }

        if (RegisteredKeys.RequireNoOpeningKey(
            committeeKey, "The committee's key", context.State, context.Block.Hasher) is { IsRefused: true } opensSection)
        {
            return opensSection;
        }

        RegisteredKeys.Enter(committeeKey, KeyPurpose.Committee, context.State, context.Block.Hasher);
        section.Committee = new Committee { Key = call.CommitteeKey, Members = call.Members };
        context.Record(TenderTables.Sections, key, section, "section.committee_appointed");
        return Refused.No;
    }
}
