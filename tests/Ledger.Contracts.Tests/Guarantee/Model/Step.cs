namespace Ledger.Contracts.Tests;

/// <summary>One step of a random life: who makes which call about which guarantee, how long after the step before.</summary>
/// <param name="Move">The call.</param>
/// <param name="Actor">Who makes it: 0 whoever should, else one of the others.</param>
/// <param name="Guarantee">Which guarantee of the section.</param>
/// <param name="Variant">Which of the call's values: 0 good ones.</param>
/// <param name="WaitHours">Hours since the step before.</param>
internal sealed record Step(Move Move, int Actor, int Guarantee, int Variant, int WaitHours)
{
    public override string ToString() =>
        $"{(WaitHours == 0 ? string.Empty : $"after {WaitHours} h ")}{Move} " +
        $"g{Guarantee}{(Variant == 0 ? string.Empty : $" variant {Variant}")}{(Actor == 0 ? string.Empty : $" by stranger {Actor}")}";
}
