using Ledger.Protocol;
using Ledger.Schema;
using Ledger.Schema.Membership;

namespace Ledger.Contracts.Membership;

/// <summary>The votes that members own: those of their validators in the present set (DESIGN §2).</summary>
internal sealed class VotingPower
{
    private readonly Dictionary<string, ulong> _byOwner = new(StringComparer.Ordinal);

    private VotingPower()
    {
    }

    /// <summary>Sum of all validators' votes.</summary>
    internal ulong Total { get; private set; }

    internal static VotingPower Read(IStateReader state)
    {
        var power = new VotingPower();
        foreach (var validator in ValidatorSets.Read(state).Validators)
        {
            power._byOwner[validator.MemberUscc] = power.Of(validator.MemberUscc) + validator.Power;
            power.Total += validator.Power;
        }

        return power;
    }

    /// <summary>The votes of one member.</summary>
    internal ulong Of(string uscc) => _byOwner.GetValueOrDefault(uscc);

    /// <summary>Whether these members' votes exceed 2/3 of all.</summary>
    internal bool IsQuorum(IEnumerable<string> owners) => (UInt128)Sum(owners) * 3 > (UInt128)Total * 2;

    /// <summary>Whether the votes without these members' can no longer exceed 2/3 of all.</summary>
    internal bool IsBlocked(IEnumerable<string> against) => (UInt128)(Total - Sum(against)) * 3 <= (UInt128)Total * 2;

    /// <summary>Refuses a signer who is not an active member that owns votes.</summary>
    internal Refused Require(Signer signer, string call) => signer.Member is not null && Of(signer.Uscc) > 0
        ? Refused.No
        : new Refused(RefusalCode.NotPermitted, $"{call} needs an active member that owns validators' votes; {signer.Uscc} is none.");

    private ulong Sum(IEnumerable<string> owners)
    {
        ulong sum = 0;
        foreach (var owner in owners)
        {
            sum += Of(owner);
        }

        return sum;
    }
}
