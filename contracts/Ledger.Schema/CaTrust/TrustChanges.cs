using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>
/// The changes of the trust list. Membership's votes and genesis make them through here and nowhere else; each is checked when proposed and
/// again when enacted.
/// </summary>
internal static class TrustChanges
{
    /// <summary>Whether the change is well formed and fits the present state.</summary>
    internal static Refused Check(TrustChange change, IStateReader state, BlockScope block) => change.ChangeCase switch
    {
        TrustChange.ChangeOneofCase.PutAuthority => AuthorityEntries.Check(change.PutAuthority, state, block),
        TrustChange.ChangeOneofCase.SetStatus => AuthorityStatuses.Check(change.SetStatus, state),
        TrustChange.ChangeOneofCase.SetAcceptance => Acceptances.Check(change.SetAcceptance, state),
        TrustChange.ChangeOneofCase.PutFloor => Floors.Check(change.PutFloor, state),
        TrustChange.ChangeOneofCase.PutFreshness => FreshnessPolicies.Check(change.PutFreshness, state),
        _ => new Refused(RefusalCode.BadProposal, "The proposal names no change of the trust list."),
    };

    /// <summary>Makes a change that <see cref="Check"/> did not refuse.</summary>
    internal static StateFact Enact(TrustChange change, IStateWriter state, BlockScope block) => change.ChangeCase switch
    {
        TrustChange.ChangeOneofCase.PutAuthority => AuthorityEntries.Enact(change.PutAuthority, state, block),
        TrustChange.ChangeOneofCase.SetStatus => AuthorityStatuses.Enact(change.SetStatus, state, block.Time),
        TrustChange.ChangeOneofCase.SetAcceptance => Acceptances.Enact(change.SetAcceptance, state, block.Time),
        TrustChange.ChangeOneofCase.PutFloor => Floors.Enact(change.PutFloor, state, block.Time),
        TrustChange.ChangeOneofCase.PutFreshness => FreshnessPolicies.Enact(change.PutFreshness, state, block.Time),
        _ => throw new InvalidOperationException($"A change of kind {change.ChangeCase} was accepted but cannot be made."),
    };

    /// <summary>Makes the changes of the genesis file; null, or what is wrong with this one.</summary>
    internal static string? Genesis(TrustChange change, IStateWriter state, BlockScope block)
    {
        if (Check(change, state, block) is { IsRefused: true } refused)
        {
            return refused.Detail;
        }

        Enact(change, state, block);
        return null;
    }
}
