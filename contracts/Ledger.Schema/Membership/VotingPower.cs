using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Membership;

/// <summary>The votes that members own: those of their validators in the present set (DESIGN §2).</summary>
public sealed class VotingPower
{
    private readonly Dictionary<string, ulong> _byOwner = new(StringComparer.Ordinal);

    /// <param name="set">The present validators.</param>
    public VotingPower(ValidatorSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        foreach (var validator in set.Validators)
        {
            _byOwner[validator.MemberUscc] = Of(validator.MemberUscc) + validator.Power;
            Total += validator.Power;
        }
    }

    /// <summary>Sum of all validators' votes.</summary>
    public ulong Total { get; }

    /// <summary>The least that exceeds 2/3 of all.</summary>
    public ulong Needed => (ulong)((UInt128)Total * 2 / 3) + 1;

    internal static VotingPower Read(IStateReader state) => new(ValidatorSets.Read(state));

    /// <summary>The votes of one member.</summary>
    public ulong Of(string uscc) => _byOwner.GetValueOrDefault(uscc);

    /// <summary>Whether these members' votes exceed 2/3 of all.</summary>
    internal bool IsQuorum(IEnumerable<string> owners) => (UInt128)Sum(owners) * 3 > (UInt128)Total * 2;

    /// <summary>Whether the votes without these members' can no longer exceed 2/3 of all.</summary>
    internal bool IsBlocked(IEnumerable<string> against) => (UInt128)(Total - Sum(against)) * 3 <= (UInt128)Total * 2;

    /// <summary>Refuses a signer who is not an active member that owns votes.</summary>
    internal Refused Require(Signer signer, string call) => signer.Member is not null && Of(signer.Uscc) > 0
        ? Refused.No
        : new Refused(RefusalCode.NotPermitted, $"{call} needs an active member that owns validators' votes; {signer.Uscc} is none.");

    /// <summary>The votes of several members, each named once.</summary>
    public ulong Sum(IEnumerable<string> owners)
    {
        ArgumentNullException.ThrowIfNull(owners);
        ulong sum = 0;
        foreach (var owner in owners)
        {
            sum += Of(owner);
        }

        return sum;
    }
}
