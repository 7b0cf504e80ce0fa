namespace Ledger.Orders.Tests;

/// <summary>A clock that a test moves.</summary>
internal sealed class MovedClock : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    public override DateTimeOffset GetUtcNow() => Now;
}
