namespace Ledger.Exchange;

/// <summary>A document of the exchange: what it says, in the chain's own messages. docs/spec/exchange.md has its elements.</summary>
public abstract record ExchangeDocument
{
    private protected ExchangeDocument()
    {
    }

    /// <summary>Time of the block as of which it was exported, UTC milliseconds; 0 where it is not from the chain.</summary>
    public long AsOfTime { get; init; }

    /// <summary>That block's height; 0 where it is not from the chain.</summary>
    public ulong AsOfHeight { get; init; }

    /// <summary>What it is about.</summary>
    public abstract DocumentKind Kind { get; }
}
