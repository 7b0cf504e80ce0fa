using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Preflight;

/// <summary>What is known of a transaction before it is sent.</summary>
/// <param name="Judgement">Who would sign, when, and what is doubtful.</param>
/// <param name="Height">The final block whose state was judged.</param>
/// <param name="Refusal">What the chain would refuse; null where nothing is foreseen, which is no promise.</param>
public sealed record PreflightReport(CallJudgement Judgement, ulong Height, Refusal? Refusal)
{
    /// <summary>The stable code of the refusal; <see cref="RefusalCode.None"/> where none is foreseen.</summary>
    public RefusalCode Code => (RefusalCode)(Refusal?.Code ?? 0);

    /// <summary>Gives this report back where no refusal is foreseen.</summary>
    /// <exception cref="RefusedException">
    /// The chain would refuse; <see cref="RefusedException.NothingSent"/> is set.
    /// </exception>
    public PreflightReport EnsureNotRefused() => Refusal is null ? this : throw new RefusedException(Refusal) { NothingSent = true };
}
